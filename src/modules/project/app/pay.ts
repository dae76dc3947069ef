import { NOTICE_STATES } from '#contract/notice'
import { fundPlaces, pay } from '#fund'
import type { Day } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { type Fen, fen, formatYuan, ZERO_FEN } from '#kernel/money'
import { granted, type Outcome, type Refusal, refusal, refused } from '#kernel/refusal'
import { toFen } from '#kernel/wire'
import { noticeOn } from '#notice'
import type { Call } from '../../../platform/http/route.ts'
import { type payMilestone, projectRefusals } from '../contract/index.ts'
import { contractOf, type MilestoneStanding, standingsOf } from '../db/contracts.ts'
import { insertPayment, publicitiesOf } from '../db/performing.ts'
import { lockProject } from '../db/projects.ts'
import { type Doing, doingOf, notNow } from './doing.ts'
import { committedOf } from './judge.ts'
import { milestoneState, stateRefusal } from './perform.ts'

/**
 * 里程碑付款 One voucher from one source, against one accepted milestone, never beyond it, after its notice where the contract
 * asks for one; through the fund, whose own rules hold as well.
 */
export async function payMilestoneIn(
  call: Call<typeof payMilestone, 'project'>,
): Promise<Outcome<AnswerOf<typeof payMilestone>>> {
  const doing = doingOf(call)
  const { place, source, voucherNo, paidOn, evidence } = call.body
  const amount = toFen(call.body.amount)
  const project = await lockProject(call.db, doing.etown, BigInt(call.params.project))
  if (project === undefined) return refused(refusal(projectRefusals, 'project.not_found'))
  const contract = await contractOf(call.db, doing.etown, project.id)
  const standings = await standingsOf(call.db, doing.etown, project.id)
  if (contract === undefined || standings.length === 0) return refused(notNow(project, '付款'))
  const standing = standings.find((m) => m.place === place)
  const holding = (await committedOf(doing, contract)).filter((held) => held.source === source)
  const enough = holding.find(({ committed }) => committed >= amount)
  const wrong: Refusal[] = [
    ...(standing === undefined
      ? [refusal(projectRefusals, 'project.milestone_unknown', { place }, '/place')]
      : [
          ...milestoneRefusals(standing, amount),
          ...(await publicRefusals(doing, project.id, standing, paidOn)),
        ]),
    ...(enough === undefined ? [await shortRefusal(doing, source, amount, holding)] : []),
  ]
  if (enough === undefined || wrong.length > 0) return refused(...wrong)
  const paid = await pay(doing.fund, enough.id, { amount, voucherNo, paidOn, evidence })
  if (!paid.ok) return paid
  await insertPayment(call.db, {
    etown: doing.etown,
    contract: contract.id,
    place,
    payment: paid.value,
    allotment: enough.id,
    amount,
  })
  doing.announce({
    kind: 'project.paid',
    subject: call.params.project,
    payload: { place, payment: String(paid.value), amount: call.body.amount },
    evidence: [evidence],
  })
  call.note(call.params.project, { place, amount: call.body.amount, voucher: voucherNo })
  return granted({ id: String(paid.value) })
}

function milestoneRefusals(standing: MilestoneStanding, amount: Fen): readonly Refusal[] {
  if (milestoneState(standing) !== 'accepted') return [stateRefusal(standing, '付款')]
  if (standing.paid + amount <= standing.amount) return []
  const values = {
    name: standing.name,
    amount: formatYuan(fen(standing.amount)),
    paid: formatYuan(fen(standing.paid)),
    asked: formatYuan(amount),
  }
  return [refusal(projectRefusals, 'project.above_milestone', values, '/amount')]
}

async function publicRefusals(
  doing: Doing,
  project: bigint,
  standing: MilestoneStanding,
  paidOn: Day,
): Promise<readonly Refusal[]> {
  if (!standing.needs_notice) return []
  const on = paidOn < doing.today ? paidOn : doing.today
  const [last] = await publicitiesOf(doing.db, doing.etown, project)
  const notice = last && (await noticeOn(doing.db, doing.etown, last.notice, on))
  if (notice?.state === 'passed') return []
  const state = notice === undefined ? '还没有发验收公示' : NOTICE_STATES[notice.state].zh
  return [refusal(projectRefusals, 'project.acceptance_not_public', { state }, '/paidOn')]
}

async function shortRefusal(
  doing: Doing,
  source: string,
  asked: Fen,
  holding: readonly { readonly committed: Fen }[],
): Promise<Refusal> {
  const { names } = await fundPlaces(doing.fund)
  let most = ZERO_FEN
  for (const { committed } of holding) if (committed > most) most = committed
  const values = { source: names.source(source), asked: formatYuan(asked), most: formatYuan(most) }
  return refusal(projectRefusals, 'project.source_short', values, '/source')
}
