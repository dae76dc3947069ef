import { clauseName, type PlanFile } from '#contract/plan'
import { day, dayOfInstant, formatDay } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { maskName } from '#kernel/mask'
import { fen, formatYuan, yuanText } from '#kernel/money'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { leastDays, noticeOn, publish, publishingOf } from '#notice'
import { partiesOf } from '#party'
import type { Call } from '../../../platform/http/route.ts'
import { type endNotice, type publishNotice, subsidyRefusals } from '../contract/index.ts'
import { type ApplicationRow, inRound, onNotice } from '../db/applications.ts'
import { lockRound, type RoundRow, reserve, roundOf } from '../db/rounds.ts'
import { shareOut } from '../domain/pool.ts'
import { wayIn } from '../domain/way.ts'
import { reserveAward } from './award-money.ts'
import { noteCarried } from './carry.ts'
import { lockedApplication, moveOn } from './move.ts'
import type { Moving } from './moving.ts'
import { placesStand } from './places.ts'
import { type RoundRule, ruleOfRound } from './round-rule.ts'

const no = (code: keyof typeof subsidyRefusals, values = {}) =>
  refused(refusal(subsidyRefusals, code, values))

/** A row of the public list, and why it gets what it gets. */
export type Listed = { readonly row: ApplicationRow; readonly gets: bigint; readonly why: string }

type Shares = { readonly listed: readonly Listed[]; readonly carried: readonly Listed[] }

/** 名单 As the public reads it: people are masked, firms are not. */
export const LIST_COLUMNS = ['受理编号', '申报主体', '项目', '拟补助金额（元）', '说明']

type Named = {
  readonly rows: readonly (readonly string[])[]
  /** Whole names, by application: who the money goes to. */
  readonly payees: ReadonlyMap<bigint, string>
}

export async function namedList(call: Moving, listed: readonly Listed[]): Promise<Named> {
  const parties = await partiesOf(call.db, call.etown.id, [...new Set(listed.map(({ row }) => row.party))])
  const payees = new Map(listed.map(({ row }) => [row.id, parties.get(row.party)?.name ?? '—']))
  const rows = listed.map(({ row, gets, why }) => {
    const brief = parties.get(row.party)
    const personal = brief?.kind === 'farmer' || brief?.kind === 'sole-trader'
    const name = payees.get(row.id) ?? '—'
    const amount = gets === 0n ? '免费服务' : yuanText(fen(gets))
    return [row.number ?? '', personal ? maskName(name) : name, row.project, amount, why]
  })
  return { rows, payees }
}

/** Who gets what of the pool that is left; in a free service everybody gets it. */
function sharesOf(round: RoundRow, rows: readonly ApplicationRow[]): Shares {
  if (round.way === null)
    return { listed: rows.map((row) => ({ row, gets: 0n, why: '免费服务' })), carried: [] }
  const claims = rows.map((row) => ({
    id: String(row.id),
    amount: row.recommended_fen ?? 0n,
    score: BigInt(row.score),
    at: row.submitted_at?.toISOString() ?? '',
  }))
  const left = round.pool_fen - round.reserved_fen
  const { allotments } = shareOut(left, claims, wayIn(round.way), round.last === '不给' ? '不给' : '给剩余')
  const byId = new Map(rows.map((row) => [String(row.id), row]))
  const rowsWhere = (holds: (each: (typeof allotments)[number]) => boolean): readonly Listed[] =>
    allotments.filter(holds).flatMap(({ id, gets, why }) => {
      const row = byId.get(id)
      return row ? [{ row, gets, why }] : []
    })
  return { listed: rowsWhere(({ gets }) => gets > 0n), carried: rowsWhere(({ carried }) => carried > 0n) }
}

const basisOf = ({ rule, plan }: RoundRule): string =>
  `${plan.document.number} ${clauseName(rule.used.clause.id)}：${rule.used.scheme.quote}`

/** 所列资金 Where the money of a round comes from, in the plan's order. */
export const sourcesIn = ({ rule, plan }: RoundRule): readonly string[] =>
  rule.used.scheme.pool?.sources ?? plan.funds.sources.map(({ code }) => code)

/** 公示拟补助名单 Everything the treasury has checked, shared out by the way the county chose; the money is reserved. */
export async function publishNoticeIn(
  call: Call<typeof publishNotice, 'subsidy'>,
): Promise<Outcome<AnswerOf<typeof publishNotice>>> {
  const { title, contact, evidence } = call.body
  const round = await lockRound(call.db, call.etown.id, BigInt(call.params.round))
  if (round === undefined) return no('subsidy.round_not_found')
  const found = await ruleOfRound(call.db, call.etown.id, round)
  if (!found.ok) return found
  const checked = await inRound(call.db, call.etown.id, round.id, ['checked'])
  const moved = await placesStand(call, checked, { round, found: found.value })
  if (moved.length > 0) return refused(...moved)
  const { listed, carried } = sharesOf(round, checked)
  if (listed.length === 0) return no('subsidy.nothing_to_publish')
  const sum = listed.reduce((all, { gets }) => all + gets, 0n)
  if (!(await reserve(call.db, call.etown.id, round.id, sum))) {
    const left = formatYuan(fen(round.pool_fen - round.reserved_fen))
    return no('subsidy.pool_short', { left, amount: formatYuan(fen(sum)), clause: round.way ?? '' })
  }
  const publishing = publishingOf(call)
  const { rows, payees } = await namedList(call, listed)
  const published = await publish(publishing, {
    kind: 'subsidy',
    origin: `subsidy.round/${round.id}`,
    title,
    basis: basisOf(found.value),
    contact,
    columns: LIST_COLUMNS,
    rows: rows.map((row) => [...row]),
    days: await leastDays(publishing),
    evidence,
  })
  if (!published.ok) return published
  const notice = published.value
  for (const { row, gets, why } of listed) {
    const locked = await lockedApplication(call, String(row.id), row.version)
    if (!locked.ok) return locked
    if (gets > 0n) {
      const reserved = await reserveAward(call, row, {
        amount: gets,
        payee: payees.get(row.id) ?? '—',
        expense: `${found.value.rule.used.scheme.name} ${row.number ?? row.id}`,
        sources: sourcesIn(found.value),
        category: round.category ?? '',
        evidence,
        notice,
      })
      if (!reserved.ok) return reserved
    }
    const moved = await moveOn(call, locked.value, {
      event: 'publish',
      amount: gets,
      reason: why,
      set: { granted_fen: gets, notice },
    })
    if (!moved.ok) return moved
  }
  const left = await noteCarried(call, carried)
  if (!left.ok) return left
  call.note(String(notice), { entries: listed.length, carried: carried.length })
  const standing = await noticeOn(call.db, call.etown.id, notice, dayOfInstant(call.now.getTime()))
  if (standing === undefined) throw new Error(`notice ${notice} is not there`)
  return granted({ id: String(notice), lastDay: standing.runsThrough, entries: listed.length })
}

/** The clause of the plan that asks for working days of notice. */
const noticeClause = (plan: PlanFile): string => {
  const policy = plan.policies.find(({ code }) => code.startsWith('publicity'))
  return policy === undefined ? '' : clauseName(policy.clause)
}

/** 公示期满 Only after its last working day, and with every objection settled. */
export async function endNoticeIn(
  call: Call<typeof endNotice, 'subsidy'>,
): Promise<Outcome<AnswerOf<typeof endNotice>>> {
  const notice = BigInt(call.params.notice)
  const rows = await onNotice(call.db, call.etown.id, notice)
  const [first] = rows
  const standing = await noticeOn(call.db, call.etown.id, notice, dayOfInstant(call.now.getTime()))
  if (standing === undefined || first === undefined) return no('subsidy.notice_not_found')
  // The round is not locked: who amends an application holds that one first, and waits for the round.
  const round = await roundOf(call.db, call.etown.id, first.round)
  const found = round && (await ruleOfRound(call.db, call.etown.id, round))
  const clause = found?.ok ? noticeClause(found.value.plan) : ''
  const objected = rows.filter(({ state }) => state === 'objected').length
  if (standing.state === 'running')
    return no('subsidy.notice_not_over', {
      last: formatDay(day(standing.runsThrough)),
      days: standing.days,
      clause,
    })
  if (standing.state !== 'passed' || objected > 0)
    return no(standing.state === 'withdrawn' ? 'subsidy.notice_not_found' : 'subsidy.objections_open')
  const over = rows.filter(({ state }) => state === 'publicised')
  for (const row of over) {
    const locked = await lockedApplication(call, String(row.id))
    const moved = locked.ok ? await moveOn(call, locked.value, { event: 'lapse' }) : locked
    if (!moved.ok) return moved
  }
  if (over.length === 0) return no('subsidy.notice_ended')
  call.note(call.params.notice, { applications: over.length })
  call.announce({
    kind: 'subsidy.notice-ended',
    subject: call.params.notice,
    payload: { applications: over.length },
  })
  return granted({ applications: over.length })
}
