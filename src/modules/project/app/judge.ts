import { allotmentsFor, approve, fundPlaces, lockPlaces, propose, reduce } from '#fund'
import { day } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { type Fen, fen, formatYuan } from '#kernel/money'
import { granted, type Outcome, type Refusal, refusal, refused } from '#kernel/refusal'
import type { Call } from '../../../platform/http/route.ts'
import { type judgeVersion, projectRefusals } from '../contract/index.ts'
import {
  type ContractRow,
  contractOf,
  insertVerdict,
  linkAllotment,
  linkedAllotments,
  type VersionRow,
  versionsOf,
} from '../db/contracts.ts'
import { lockProject, type ProjectRow } from '../db/projects.ts'
import { awardOf } from '../db/tenders.ts'
import { moneyChanges, type SourceMoney, takenFrom } from '../domain/terms.ts'
import { signingRefusals } from './award.ts'
import { heldVersion, keptRefusals, keptTerms, supplementRefusals } from './contract.ts'
import { type Doing, doingOf, notNow, performed, step } from './doing.ts'
import { budgetOrigin, freeBudget } from './scheme.ts'

type Judged = {
  readonly project: ProjectRow
  readonly contract: ContractRow
  readonly version: VersionRow
  readonly held: VersionRow | undefined
}

/**
 * 审定合同 A version of the contract by somebody who did not draft it. What is approved is committed in the fund at once: at
 * the first version the budget gives way to the contract's value, at an amendment what each source gives more or less.
 */
export async function judgeVersionIn(
  call: Call<typeof judgeVersion, 'project'>,
): Promise<Outcome<AnswerOf<typeof judgeVersion>>> {
  const doing = doingOf(call)
  const { approved, reason } = call.body
  const found = await judged(doing, call.params)
  if (!found.ok) return found
  const { project, version, held } = found.value
  if (version.made_by === doing.account)
    return refused(refusal(projectRefusals, 'project.same_person', { did: '起草', does: '审定' }))
  if (!approved && reason === undefined)
    return refused(refusal(projectRefusals, 'project.decline_needs_why', {}, '/reason'))
  const wrong = approved ? await stillHolds(doing, found.value) : []
  if (wrong.length > 0) return refused(...wrong)
  await insertVerdict(call.db, {
    etown: doing.etown,
    version: version.id,
    approved,
    reason: reason ?? null,
    judged_by: doing.account,
    judged_at: doing.now,
  })
  call.note(call.params.project, { version: call.params.version, approved })
  const facts = { version: call.params.version, amount: String(version.amount) }
  if (!approved) {
    doing.announce({ kind: 'project.version-declined', subject: call.params.project, payload: facts })
    return granted({ id: call.params.version })
  }
  const committed =
    held === undefined ? await commitFirst(doing, found.value) : await recommit(doing, found.value, held)
  if (!committed.ok) return committed
  const why = {
    on: day(version.signed_on),
    reason: version.why ?? undefined,
    evidence: version.evidence,
    facts,
  }
  if (held === undefined) await step(doing, project, 'sign', 'contracted', why)
  else await performed(doing, project, 'amend', why)
  return granted({ id: call.params.version })
}

async function judged(
  doing: Doing,
  params: { readonly project: string; readonly version: string },
): Promise<Outcome<Judged>> {
  const { db, etown } = doing
  const project = await lockProject(db, etown, BigInt(params.project))
  if (project === undefined) return refused(refusal(projectRefusals, 'project.not_found'))
  const contract = await contractOf(db, etown, project.id)
  const versions = contract === undefined ? [] : await versionsOf(db, etown, contract.id)
  const version = versions.find(({ id, approved }) => String(id) === params.version && approved === null)
  if (contract === undefined || version === undefined)
    return refused(refusal(projectRefusals, 'project.version_not_found'))
  const held = heldVersion(versions)
  const states = held === undefined ? ['awarded'] : ['contracted', 'performing', 'delivered']
  if (!states.includes(project.state)) return refused(notNow(project, '审定合同'))
  return granted({ project, contract, version, held })
}

/** Between draft and verdict things may have happened: a delivery, an objection. */
async function stillHolds(
  doing: Doing,
  { project, contract, version, held }: Judged,
): Promise<readonly Refusal[]> {
  if (held !== undefined)
    return [
      ...(await keptRefusals(doing, project.id, await keptTerms(doing, version.id))),
      ...(await supplementRefusals(
        doing,
        await versionsOf(doing.db, doing.etown, contract.id),
        fen(version.amount),
        day(version.signed_on),
      )),
    ]
  const award = await awardOf(doing.db, doing.etown, contract.tender)
  if (award === undefined) throw new Error(`contract ${contract.id} has no award`)
  return signingRefusals(doing, award, day(version.signed_on))
}

async function commitFirst(doing: Doing, its: Judged): Promise<Outcome<bigint>> {
  const { project, contract, version } = its
  const { money } = await keptTerms(doing, version.id)
  const budget = await allotmentsFor(doing.db, doing.etown, budgetOrigin(project.id))
  const sources = [...money, ...budget].map(({ source }) => source)
  await lockPlaces(doing.fund, project.category, sources)
  const freed = await freeBudget(doing, project, `合同 ${contract.number} 审定，预算转为合同`)
  if (!freed.ok) return freed
  return commit(doing, its, money, `合同 ${contract.number}`, `project.contract/${contract.id}`)
}

/** Each source in the name of who drafted, approved by who approves: the fund holds the two apart as well. */
async function commit(
  doing: Doing,
  { project, contract, version }: Judged,
  money: readonly SourceMoney[],
  expense: string,
  origin: string,
): Promise<Outcome<bigint>> {
  for (const { source, amount } of money) {
    const asked = await propose(
      { ...doing.fund, account: version.made_by },
      {
        project: project.name,
        expense,
        source,
        category: project.category,
        amount,
        payee: contract.contractor,
        contractNo: contract.number,
        evidence: version.evidence,
        origin,
        throughOrigin: true,
      },
    )
    if (!asked.ok) return asked
    const done = await approve(doing.fund, asked.value)
    if (!done.ok) return done
    const { etown } = doing
    await linkAllotment(doing.db, { etown, contract: contract.id, allotment: asked.value, source })
  }
  return granted(contract.id)
}

async function recommit(doing: Doing, its: Judged, held: VersionRow): Promise<Outcome<bigint>> {
  const { project, contract, version } = its
  const [before, after] = [await keptTerms(doing, held.id), await keptTerms(doing, version.id)]
  const changes = moneyChanges(before.money, after.money)
  await lockPlaces(
    doing.fund,
    project.category,
    changes.map(({ source }) => source),
  )
  for (const { source, amount } of changes.filter((change) => change.amount < 0n)) {
    const less = await giveUp(doing, contract, source, fen(-amount))
    if (!less.ok) return less
  }
  const more = changes.filter(({ amount }) => amount > 0n)
  const expense = `合同 ${contract.number} 第${version.number}版`
  return commit(doing, its, more, expense, `project.contract-version/${version.id}`)
}

async function giveUp(
  doing: Doing,
  contract: ContractRow,
  source: string,
  less: Fen,
): Promise<Outcome<bigint>> {
  const links = await linkedAllotments(doing.db, doing.etown, contract.id)
  const own = new Set(links.filter((link) => link.source === source).map(({ allotment }) => allotment))
  const holding = (await committedOf(doing, contract)).filter(({ id }) => own.has(id))
  const taken = takenFrom(holding, less)
  if (taken === undefined) {
    const { names } = await fundPlaces(doing.fund)
    const paid = holding.reduce((sum, { paid: p }) => sum + p, 0n)
    const values = { source: names.source(source), paid: formatYuan(fen(paid)) }
    return refused(refusal(projectRefusals, 'project.source_paid', values, '/money'))
  }
  for (const { id, amount } of taken) {
    const done = await reduce(doing.fund, id, amount, `合同 ${contract.number} 变更减少`)
    if (!done.ok) return done
  }
  return granted(contract.id)
}

/** 合同占用 Every allotment of the contract with what it still holds, newest first. */
export async function committedOf(
  { db, etown }: Pick<Doing, 'db' | 'etown'>,
  contract: ContractRow,
): Promise<
  readonly { readonly id: bigint; readonly source: string; readonly committed: Fen; readonly paid: bigint }[]
> {
  const versions = await versionsOf(db, etown, contract.id)
  const origins = [
    `project.contract/${contract.id}`,
    ...versions.map(({ id }) => `project.contract-version/${id}`),
  ]
  const holding: { id: bigint; source: string; committed: Fen; paid: bigint }[] = []
  for (const origin of origins)
    for (const { id, source, committed, paid, ended } of await allotmentsFor(db, etown, origin))
      if (!ended) holding.unshift({ id, source, committed: fen(committed), paid })
  return holding
}
