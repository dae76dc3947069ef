import { fundPlaces, recover } from '#fund'
import type { AnswerOf } from '#kernel/endpoint'
import { type Fen, fen, formatYuan, ZERO_FEN } from '#kernel/money'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { toFen } from '#kernel/wire'
import type { Call } from '../../../platform/http/route.ts'
import { projectRefusals, type recoverMilestone } from '../contract/index.ts'
import { contractOf, linkedAllotments, type MilestoneStanding, standingsOf } from '../db/contracts.ts'
import { insertRecovery, recoveriesOf } from '../db/deposits.ts'
import { paymentsOfContract } from '../db/performing.ts'
import { lockProject } from '../db/projects.ts'
import { type Doing, doingOf, notNow } from './doing.ts'

/**
 * 追回里程碑已付款 Money a contractor gave back: of one milestone and one source, never more than was paid. It is free again for
 * its category, and no longer counts as paid of the milestone.
 */
export async function recoverMilestoneIn(
  call: Call<typeof recoverMilestone, 'project'>,
): Promise<Outcome<AnswerOf<typeof recoverMilestone>>> {
  const doing = doingOf(call)
  const { place, source, reason, evidence } = call.body
  const amount = toFen(call.body.amount)
  const project = await lockProject(call.db, doing.etown, BigInt(call.params.project))
  if (project === undefined) return refused(refusal(projectRefusals, 'project.not_found'))
  const contract = await contractOf(call.db, doing.etown, project.id)
  const standings = await standingsOf(call.db, doing.etown, project.id)
  if (contract === undefined || standings.length === 0) return refused(notNow(project, '追回'))
  const standing = standings.find((m) => m.place === place)
  if (standing === undefined)
    return refused(refusal(projectRefusals, 'project.milestone_unknown', { place }, '/place'))
  const paid = await paidFrom(doing, contract.id, { place, source })
  const enough = paid.find((one) => one.rest >= amount)
  if (enough === undefined) return refused(await shortRefusal(doing, standing, source, amount, paid))
  const done = await recover(doing.fund, enough.allotment, { amount, reason, evidence })
  if (!done.ok) return done
  await insertRecovery(call.db, {
    etown: doing.etown,
    contract: contract.id,
    place,
    entry: done.value,
    allotment: enough.allotment,
    amount,
  })
  doing.announce({
    kind: 'project.recovered',
    subject: call.params.project,
    payload: { place, entry: String(done.value), amount: call.body.amount },
    evidence: [evidence],
  })
  call.note(call.params.project, { place, amount: call.body.amount })
  return granted({ id: String(done.value) })
}

type Rest = { readonly allotment: bigint; readonly rest: Fen }

/** What each allotment of a source has paid for a milestone and not got back. */
async function paidFrom(
  { db, etown }: Doing,
  contract: bigint,
  of: { readonly place: number; readonly source: string },
): Promise<readonly Rest[]> {
  const here = (row: { readonly place: number }): boolean => row.place === of.place
  const paid = (await paymentsOfContract(db, etown, contract)).filter(here)
  const back = (await recoveriesOf(db, etown, contract)).filter(here)
  const links = (await linkedAllotments(db, etown, contract)).filter(({ source }) => source === of.source)
  const sum = (
    rows: readonly { readonly allotment: bigint; readonly amount: bigint }[],
    id: bigint,
  ): bigint => rows.filter(({ allotment }) => allotment === id).reduce((total, row) => total + row.amount, 0n)
  return links.map(({ allotment }) => ({ allotment, rest: fen(sum(paid, allotment) - sum(back, allotment)) }))
}

async function shortRefusal(
  doing: Doing,
  { name }: MilestoneStanding,
  source: string,
  asked: Fen,
  paid: readonly Rest[],
) {
  const { names } = await fundPlaces(doing.fund)
  let most = ZERO_FEN
  for (const { rest } of paid) if (rest > most) most = rest
  const values = { name, source: names.source(source), asked: formatYuan(asked), most: formatYuan(most) }
  return refusal(projectRefusals, 'project.more_than_paid', values, '/amount')
}
