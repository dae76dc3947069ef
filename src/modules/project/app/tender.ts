import { parseCreditCode } from '#kernel/credit-code'
import { type Day, day, dayOfInstant, formatDay, formatMinute } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { keyIn } from '#kernel/keys'
import { granted, type Outcome, type Refusal, refusal, refused } from '#kernel/refusal'
import { toFen } from '#kernel/wire'
import type { Call } from '../../../platform/http/route.ts'
import {
  type announceTender,
  type failTender,
  type openBids,
  PROCUREMENT_WAYS,
  projectRefusals,
  type receiveBid,
} from '../contract/index.ts'
import { schemesOf } from '../db/schemes.ts'
import { bidsOf, insertBid, insertOpening, insertTender, tendersOf } from '../db/tenders.ts'
import { clockOn, heldOn } from '../domain/clocks.ts'
import { STATUTORY_CLOCKS } from '../domain/statute.ts'
import { confirmedClocks, unitText } from './clock-rules.ts'
import { type Doing, dayRefusals, doingOf, evidenceRefusals, notNow, opened, step } from './doing.ts'

const CODE_FAULTS = {
  length: '不是 18 位',
  characters: '有不用的字母',
  region: '登记机关区划码不对',
  check: '校验位不对',
} as const

/** 公告 Of the scheme approved last; a span the county has confirmed binds, others only show. */
export async function announceTenderIn(
  call: Call<typeof announceTender, 'project'>,
): Promise<Outcome<AnswerOf<typeof announceTender>>> {
  const doing = doingOf(call)
  const { number, publishedOn, place, opensAt, evidence } = call.body
  const found = await opened(doing, call.params.project, 'announce')
  if (!found.ok) return found
  const scheme = (await schemesOf(call.db, doing.etown, found.value.id)).at(-1)
  if (scheme === undefined) throw new Error(`project ${found.value.id} is approved and has no scheme`)
  const opens = new Date(opensAt)
  const opensOn = dayOfInstant(opens.getTime())
  const wrong: Refusal[] = [
    ...dayRefusals(doing, publishedOn, '/publishedOn'),
    ...(await evidenceRefusals(doing, evidence)),
    ...(opensOn <= publishedOn
      ? [refusal(projectRefusals, 'project.opens_before_notice', {}, '/opensAt')]
      : await tooEarly(doing, scheme.way, publishedOn, opensOn)),
  ]
  if (wrong.length > 0) return refused(...wrong)
  const made = await insertTender(call.db, {
    etown: doing.etown,
    project: found.value.id,
    version: scheme.version,
    number,
    published_on: publishedOn,
    published_at_place: place,
    opens_at: opens,
    evidence,
    made_by: doing.account,
    made_at: doing.now,
  })
  if (made === undefined)
    return refused(refusal(projectRefusals, 'project.number_known', { number }, '/number'))
  await step(doing, found.value, 'announce', 'announced', {
    on: publishedOn,
    evidence,
    facts: { tender: String(made.id), number, version: String(scheme.version) },
  })
  call.note(call.params.project, { tender: String(made.id) })
  return granted({ id: String(made.id) })
}

async function tooEarly(doing: Doing, way: string, begins: Day, opens: Day): Promise<readonly Refusal[]> {
  const confirmed = await confirmedClocks(doing)
  const held = STATUTORY_CLOCKS.filter(
    ({ to, ways }) => to === 'opens' && ways?.includes(keyIn(PROCUREMENT_WAYS, way)),
  ).map((clock) => heldOn(clock, confirmed, begins))
  return held.flatMap((clock) => {
    if (clock?.certain !== true) return []
    const { state, until } = clockOn(clock, begins, opens, doing.today)
    if (state !== 'early' || until === undefined) return []
    const values = {
      clock: clock.zh,
      least: unitText(clock),
      earliest: formatDay(until),
      source: clock.source,
    }
    return [refusal(projectRefusals, 'project.clock_early', values, '/opensAt')]
  })
}

/** 收标 Who and when, until the moment of opening; no amount is known before that. */
export async function receiveBidIn(
  call: Call<typeof receiveBid, 'project'>,
): Promise<Outcome<AnswerOf<typeof receiveBid>>> {
  const doing = doingOf(call)
  const { bidder, receivedAt, evidence } = call.body
  const found = await opened(doing, call.params.project, 'open')
  if (!found.ok) return found
  const [tender] = await tendersOf(call.db, doing.etown, found.value.id)
  if (tender === undefined) throw new Error(`project ${found.value.id} is announced and has no tender`)
  const received = new Date(receivedAt)
  const code = parseCreditCode(call.body.creditCode)
  const late = received > tender.opens_at
  const wrong: Refusal[] = [
    ...(await evidenceRefusals(doing, evidence)),
    ...(code.ok
      ? []
      : [refusal(projectRefusals, 'project.credit_code', { why: CODE_FAULTS[code.why] }, '/creditCode')]),
    ...(late
      ? [
          refusal(
            projectRefusals,
            'project.bid_late',
            { closes: formatMinute(tender.opens_at.getTime()) },
            '/receivedAt',
          ),
        ]
      : []),
    ...dayRefusals(doing, dayOfInstant(received.getTime()), '/receivedAt'),
  ]
  if (!code.ok || wrong.length > 0) return refused(...wrong)
  const made = await insertBid(call.db, {
    etown: doing.etown,
    tender: tender.id,
    bidder,
    credit_code: code.value,
    received_at: received,
    evidence,
    made_by: doing.account,
  })
  if (made === undefined)
    return refused(refusal(projectRefusals, 'project.bidder_known', { bidder }, '/creditCode'))
  doing.announce({
    kind: 'project.bid-received',
    subject: call.params.project,
    payload: { tender: String(tender.id), bid: String(made.id) },
    evidence: [evidence],
  })
  call.note(call.params.project, { bid: String(made.id) })
  return granted({ id: String(made.id) })
}

/** 开标 All bids at one moment, each with its amount; none is left closed, none is added afterwards. */
export async function openBidsIn(
  call: Call<typeof openBids, 'project'>,
): Promise<Outcome<AnswerOf<typeof openBids>>> {
  const doing = doingOf(call)
  const { openedAt, witnesses, bids, evidence } = call.body
  const found = await opened(doing, call.params.project, 'open')
  if (!found.ok) return found
  const [tender] = await tendersOf(call.db, doing.etown, found.value.id)
  if (tender === undefined) throw new Error(`project ${found.value.id} is announced and has no tender`)
  const received = await bidsOf(call.db, doing.etown, tender.id)
  const at = new Date(openedAt)
  const given = new Set(bids.map(({ bid }) => bid))
  const complete = given.size === bids.length && received.every(({ id }) => given.has(String(id)))
  const early = at < tender.opens_at || doing.now < tender.opens_at
  const wrong: Refusal[] = [
    ...(received.length === 0 ? [refusal(projectRefusals, 'project.no_bids')] : []),
    ...(early
      ? [
          refusal(
            projectRefusals,
            'project.opening_early',
            { opens: formatMinute(tender.opens_at.getTime()) },
            '/openedAt',
          ),
        ]
      : dayRefusals(doing, dayOfInstant(at.getTime()), '/openedAt')),
    ...(complete && given.size === received.length
      ? []
      : [
          refusal(
            projectRefusals,
            'project.bids_incomplete',
            { received: received.length, given: bids.length },
            '/bids',
          ),
        ]),
    ...bids.flatMap(({ valid, why }, i) =>
      valid || why !== undefined
        ? []
        : [refusal(projectRefusals, 'project.invalid_needs_why', {}, `/bids/${i}/why`)],
    ),
    ...(await evidenceRefusals(doing, evidence)),
  ]
  if (wrong.length > 0) return refused(...wrong)
  await insertOpening(
    call.db,
    {
      etown: doing.etown,
      tender: tender.id,
      opened_at: at,
      witnesses,
      evidence,
      made_by: doing.account,
      made_at: doing.now,
    },
    bids.map(({ bid, amount, valid, why }) => ({
      bid: BigInt(bid),
      amount: toFen(amount),
      valid,
      why: why ?? null,
    })),
  )
  await step(doing, found.value, 'open', 'opened', {
    on: dayOfInstant(at.getTime()),
    evidence,
    facts: { tender: String(tender.id), bids: String(bids.length) },
  })
  call.note(call.params.project, { bids: bids.length })
  return granted({ id: String(tender.id) })
}

/** 采购失败 Too few bids, none valid: what was approved may be announced again. */
export async function failTenderIn(
  call: Call<typeof failTender, 'project'>,
): Promise<Outcome<AnswerOf<typeof failTender>>> {
  const doing = doingOf(call)
  const { failedOn, reason, evidence } = call.body
  const found = await opened(doing, call.params.project, 'fail')
  if (!found.ok) return found
  const [tender] = await tendersOf(call.db, doing.etown, found.value.id)
  if (tender === undefined) return refused(notNow(found.value, '登记采购失败'))
  const first = day(tender.published_on)
  const wrong = [
    ...dayRefusals(doing, failedOn, '/failedOn'),
    ...(failedOn < first ? [refusal(projectRefusals, 'project.opens_before_notice', {}, '/failedOn')] : []),
    ...(await evidenceRefusals(doing, evidence)),
  ]
  if (wrong.length > 0) return refused(...wrong)
  await step(doing, found.value, 'fail', 'approved', {
    on: failedOn,
    reason,
    evidence,
    facts: { tender: String(tender.id) },
  })
  call.note(call.params.project)
  return granted({ id: call.params.project })
}
