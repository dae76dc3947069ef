import { day, formatDay } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { keyIn } from '#kernel/keys'
import { addFen, fen, formatYuan } from '#kernel/money'
import { granted, type Outcome, type Refusal, refusal, refused } from '#kernel/refusal'
import { toFen } from '#kernel/wire'
import type { Call } from '../../../platform/http/route.ts'
import {
  DEPOSIT_FORMS,
  DEPOSIT_KINDS,
  type Deposit,
  type DepositKind,
  projectRefusals,
  type returnDeposit,
  type takeDeposit,
} from '../contract/index.ts'
import { type ContractRow, contractOf, type VersionRow, versionsOf } from '../db/contracts.ts'
import { type DepositRow, depositsOf, insertDeposit, insertReturn } from '../db/deposits.ts'
import { lockProject, type ProjectRow } from '../db/projects.ts'
import { limitOn, mostOf, STATUTORY_LIMITS } from '../domain/limits.ts'
import { confirmedClocks } from './clock-rules.ts'
import { heldVersion } from './contract.ts'
import { type Doing, dayRefusals, doingOf, evidenceRefusals, notNow } from './doing.ts'

type Held = { readonly project: ProjectRow; readonly contract: ContractRow; readonly version: VersionRow }

/** The project, locked, with the contract that holds. */
async function contractHeld(doing: Doing, id: string, does: string): Promise<Outcome<Held>> {
  const { db, etown } = doing
  const project = await lockProject(db, etown, BigInt(id))
  if (project === undefined) return refused(refusal(projectRefusals, 'project.not_found'))
  const contract = await contractOf(db, etown, project.id)
  const version = contract && heldVersion(await versionsOf(db, etown, contract.id))
  if (contract === undefined || version === undefined) return refused(notNow(project, does))
  return granted({ project, contract, version })
}

/** 登记保证金 The contractor's money, beside the fund: what it is, in what form, and when by the contract it goes back. */
export async function takeDepositIn(
  call: Call<typeof takeDeposit, 'project'>,
): Promise<Outcome<AnswerOf<typeof takeDeposit>>> {
  const doing = doingOf(call)
  const { kind, form, receivedOn, dueBackOn, terms, evidence } = call.body
  const found = await contractHeld(doing, call.params.project, '登记保证金')
  if (!found.ok) return found
  const wrong: Refusal[] = [
    ...(form === 'retained' && kind !== 'warranty'
      ? [refusal(projectRefusals, 'project.deposit_form', {}, '/form')]
      : []),
    ...(await limitRefusals(doing, found.value, kind, call.body.amount)),
    ...dayRefusals(doing, receivedOn, '/receivedOn'),
    ...(dueBackOn < receivedOn ? [daysRefusal(receivedOn, '/dueBackOn')] : []),
    ...(await evidenceRefusals(doing, evidence)),
  ]
  if (wrong.length > 0) return refused(...wrong)
  const { id } = await insertDeposit(call.db, {
    etown: doing.etown,
    contract: found.value.contract.id,
    kind,
    form,
    amount: toFen(call.body.amount),
    received_on: receivedOn,
    due_back_on: dueBackOn,
    terms,
    evidence,
    made_by: doing.account,
    made_at: doing.now,
  })
  tell(doing, 'project.deposit-taken', call.params.project, id, call.body.amount, evidence)
  call.note(call.params.project, { deposit: String(id), amount: call.body.amount })
  return granted({ id: String(id) })
}

async function limitRefusals(
  doing: Doing,
  { contract, version }: Held,
  kind: DepositKind,
  asked: string,
): Promise<readonly Refusal[]> {
  const limit = STATUTORY_LIMITS.find(({ code }) => code === `${kind}-deposit`)
  const held = limit && limitOn(limit, await confirmedClocks(doing), day(version.signed_on))
  if (held?.binds !== true) return []
  const open = (await depositsOf(doing.db, doing.etown, contract.id)).filter(
    (deposit) => deposit.kind === kind && deposit.returned === null,
  )
  const sum = addFen(...open.map(({ amount }) => fen(amount)))
  const most = mostOf(held, fen(version.amount))
  if (sum + toFen(asked) <= most) return []
  const values = {
    kind: DEPOSIT_KINDS[kind].zh,
    percent: held.percent,
    most: formatYuan(most),
    source: held.source,
    held: formatYuan(sum),
    asked: formatYuan(toFen(asked)),
  }
  return [refusal(projectRefusals, 'project.deposit_limit', values, '/amount')]
}

const daysRefusal = (received: string, pointer: string): Refusal =>
  refusal(projectRefusals, 'project.deposit_days', { received: formatDay(day(received)) }, pointer)

/** 退还保证金 Once, by somebody else than who took it; what is kept is kept for a reason. */
export async function returnDepositIn(
  call: Call<typeof returnDeposit, 'project'>,
): Promise<Outcome<AnswerOf<typeof returnDeposit>>> {
  const doing = doingOf(call)
  const { returnedOn, why, evidence } = call.body
  const found = await contractHeld(doing, call.params.project, '退还保证金')
  if (!found.ok) return found
  const deposit = (await depositsOf(doing.db, doing.etown, found.value.contract.id)).find(
    ({ id, returned }) => String(id) === call.params.deposit && returned === null,
  )
  if (deposit === undefined) return refused(refusal(projectRefusals, 'project.deposit_not_found'))
  const [held, back] = [fen(deposit.amount), toFen(call.body.amount)]
  const values = { held: formatYuan(held), asked: formatYuan(back) }
  const wrong: Refusal[] = [
    ...(deposit.made_by === doing.account
      ? [refusal(projectRefusals, 'project.same_person', { did: '登记', does: '退还' })]
      : []),
    ...(back > held ? [refusal(projectRefusals, 'project.deposit_too_much', values, '/amount')] : []),
    ...(back < held && why === undefined
      ? [refusal(projectRefusals, 'project.deposit_needs_why', {}, '/why')]
      : []),
    ...(returnedOn < deposit.received_on ? [daysRefusal(deposit.received_on, '/returnedOn')] : []),
    ...dayRefusals(doing, returnedOn, '/returnedOn'),
    ...(await evidenceRefusals(doing, evidence)),
  ]
  if (wrong.length > 0) return refused(...wrong)
  await insertReturn(doing.db, {
    etown: doing.etown,
    deposit: deposit.id,
    returned_on: returnedOn,
    amount: back,
    why: why ?? null,
    evidence,
    made_by: doing.account,
    made_at: doing.now,
  })
  tell(doing, 'project.deposit-returned', call.params.project, deposit.id, call.body.amount, evidence)
  call.note(call.params.project, { deposit: call.params.deposit, amount: call.body.amount })
  return granted({ id: call.params.deposit })
}

const tell = (
  doing: Doing,
  kind: `project.${string}`,
  subject: string,
  deposit: bigint,
  amount: string,
  evidence: string,
): void =>
  doing.announce({ kind, subject, payload: { deposit: String(deposit), amount }, evidence: [evidence] })

export const depositView = (row: DepositRow): Deposit => ({
  id: String(row.id),
  kind: keyIn(DEPOSIT_KINDS, row.kind),
  form: keyIn(DEPOSIT_FORMS, row.form),
  amount: String(row.amount),
  receivedOn: day(row.received_on),
  dueBackOn: day(row.due_back_on),
  terms: row.terms,
  evidence: row.evidence,
  madeBy: row.made_by,
  ...(row.returned === null || row.returned_on === null
    ? {}
    : {
        returned: {
          on: day(row.returned_on),
          amount: String(row.returned),
          ...(row.why === null ? {} : { why: row.why }),
          evidence: row.return_evidence ?? '',
          by: row.returned_by ?? '',
        },
      }),
})
