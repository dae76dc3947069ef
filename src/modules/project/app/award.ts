import { addDays, type Day, day, dayOfInstant, formatDay } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { type Fen, fen, formatYuan, yuanText } from '#kernel/money'
import { granted, type Outcome, type Refusal, refusal, refused } from '#kernel/refusal'
import { noticeOn, publish } from '#notice'
import type { Call } from '../../../platform/http/route.ts'
import { type awardTender, projectRefusals } from '../contract/index.ts'
import type { ProjectRow } from '../db/projects.ts'
import { schemesOf } from '../db/schemes.ts'
import { type AwardRow, type BidRow, bidsOf, insertAward, tendersOf } from '../db/tenders.ts'
import { type Doing, dayRefusals, doingOf, evidenceRefusals, opened, step } from './doing.ts'

/** 定标 One valid bid within the budget; the result is published here, or was where the county publishes. */
export async function awardTenderIn(
  call: Call<typeof awardTender, 'project'>,
): Promise<Outcome<AnswerOf<typeof awardTender>>> {
  const doing = doingOf(call)
  const { bid: chosen, decidedOn, reason, evidence, publishHere, publishedElsewhere } = call.body
  const found = await opened(doing, call.params.project, 'award')
  if (!found.ok) return found
  const [tender] = await tendersOf(call.db, doing.etown, found.value.id)
  if (tender === undefined) throw new Error(`project ${found.value.id} is opened and has no tender`)
  const bid = (await bidsOf(call.db, doing.etown, tender.id)).find(({ id }) => String(id) === chosen)
  const scheme = (await schemesOf(call.db, doing.etown, found.value.id)).find(
    (s) => s.version === tender.version,
  )
  const wrong: Refusal[] = [
    ...bidRefusals(bid, fen(scheme?.budget ?? 0n)),
    ...dayRefusals(doing, decidedOn, '/decidedOn'),
    ...(await evidenceRefusals(doing, evidence)),
    ...((publishHere === undefined) === (publishedElsewhere === undefined)
      ? [refusal(projectRefusals, 'project.publish_once', {}, '/publishHere')]
      : []),
    ...(publishedElsewhere === undefined ? [] : spanRefusals(doing, publishedElsewhere)),
  ]
  if (bid === undefined || wrong.length > 0) return refused(...wrong)
  const shown =
    publishHere === undefined
      ? granted(undefined)
      : await publish(doing.notices, {
          kind: 'procurement',
          origin: `project.tender/${tender.id}`,
          ...resultOf(found.value, tender.number, bid, reason),
          ...publishHere,
          evidence,
        })
  if (!shown.ok) return shown
  await insertAward(call.db, {
    etown: doing.etown,
    tender: tender.id,
    bid: bid.id,
    decided_on: decidedOn,
    reason,
    evidence,
    notice: shown.value ?? null,
    elsewhere: publishedElsewhere?.where ?? null,
    elsewhere_from: publishedElsewhere?.from ?? null,
    elsewhere_through: publishedElsewhere?.through ?? null,
    made_by: doing.account,
    made_at: doing.now,
  })
  await step(doing, found.value, 'award', 'awarded', {
    on: decidedOn,
    reason,
    evidence,
    facts: { tender: String(tender.id), bid: chosen, amount: String(bid.amount) },
  })
  call.note(call.params.project, { bid: chosen })
  return granted({ id: String(tender.id) })
}

const resultOf = (project: ProjectRow, number: string, bid: BidRow, reason: string) => ({
  title: `${project.name}采购结果公示`,
  basis: `采购编号 ${number}。${reason}`.slice(0, 2000),
  columns: ['项目', '中标单位', '统一社会信用代码', '中标金额（元）'],
  rows: [[project.name, bid.bidder, bid.credit_code, yuanText(fen(bid.amount ?? 0n))]],
})

function bidRefusals(bid: BidRow | undefined, budget: Fen): readonly Refusal[] {
  if (bid === undefined || bid.valid !== true || bid.amount === null)
    return [refusal(projectRefusals, 'project.bid_unknown', {}, '/bid')]
  if (bid.amount <= budget) return []
  const values = { amount: formatYuan(fen(bid.amount)), budget: formatYuan(budget) }
  return [refusal(projectRefusals, 'project.above_budget', values, '/bid')]
}

const spanRefusals = (
  doing: Doing,
  { from, through }: { readonly from: Day; readonly through: Day },
): readonly Refusal[] =>
  through > from && from <= doing.today
    ? []
    : [refusal(projectRefusals, 'project.published_days', {}, '/publishedElsewhere/through')]

/** 结果公示 Until when the result is public, and whether a contract may be signed on a day. */
export async function publicityOf(
  doing: Pick<Doing, 'db' | 'etown' | 'today'>,
  award: AwardRow,
): Promise<{ readonly from: Day; readonly through: Day; readonly passed: boolean }> {
  if (award.elsewhere_from !== null && award.elsewhere_through !== null) {
    const [from, through] = [day(award.elsewhere_from), day(award.elsewhere_through)]
    return { from, through, passed: through < doing.today }
  }
  const notice =
    award.notice === null ? undefined : await noticeOn(doing.db, doing.etown, award.notice, doing.today)
  const decided = dayOfInstant(award.made_at.getTime())
  return {
    from: notice?.publishedOn ?? decided,
    through: notice?.runsThrough ?? decided,
    passed: notice?.state === 'passed',
  }
}

/** Why a contract may not bear this day yet. */
export async function signingRefusals(
  doing: Doing,
  award: AwardRow,
  signedOn: Day,
): Promise<readonly Refusal[]> {
  const { through, passed } = await publicityOf(doing, award)
  if (passed && signedOn > through) return []
  const values = { through: formatDay(through), next: formatDay(addDays(through, 1)) }
  return [refusal(projectRefusals, 'project.award_not_public', values, '/signedOn')]
}
