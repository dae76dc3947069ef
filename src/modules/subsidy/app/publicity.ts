import { z } from 'zod'
import { clauseName, type PlanFile } from '#contract/plan'
import { addWorkdays, calendarNotCovered } from '#kernel/calendar'
import { canonicalJson } from '#kernel/canonical'
import { type Day, day, dayOfInstant, formatDay } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { maskName } from '#kernel/mask'
import { fen, formatYuan } from '#kernel/money'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { sha256Hex } from '#kernel/sha256'
import { fromFen, limitOf, toFen } from '#kernel/wire'
import { partiesOf } from '#party'
import { planOf } from '#plan'
import type { Call } from '../../../platform/http/route.ts'
import {
  type amendNotice,
  type endNotice,
  type listNotices,
  type NoticeEntry,
  type publishNotice,
  type raiseObjection,
  subsidyRefusals,
} from '../contract/index.ts'
import { zNoticeEntry } from '../contract/shapes.ts'
import { type ApplicationRow, inRound, updateApplication } from '../db/applications.ts'
import {
  insertNotice,
  insertObjection,
  lockNotice,
  type NoticeRow,
  pageOfNotices,
  setNoticeState,
} from '../db/notices.ts'
import { lockRound, type RoundRow, reserve } from '../db/rounds.ts'
import { shareOut } from '../domain/pool.ts'
import { lockedApplication, type Moving, moveOn } from './move.ts'
import { afterOf, pageOf } from './page.ts'

/**
 * 公示 The public notice as this room needs it: a masked list, a clock of whole working days that starts again on any
 * material edit, objections. Room project will own it for all lists (issue 7); everything of it stands in this file.
 * @law 沁政办发〔2023〕33号 六(四): 公示时间不少于5个工作日
 */
const no = (code: keyof typeof subsidyRefusals, values = {}) =>
  refused(refusal(subsidyRefusals, code, values))

const zEntries = z.array(zNoticeEntry)
const today = (call: { readonly now: Date }): Day => dayOfInstant(call.now.getTime())

/** How many working days the plan demands, and the clause. */
function publicityIn(plan: PlanFile): { days: number; clause: string } | undefined {
  const policy = plan.policies.find(({ parameters = [] }) => parameters.some(({ unit }) => unit === '工作日'))
  const days = policy?.parameters?.find(({ unit }) => unit === '工作日')?.value
  return policy && days !== undefined && /^\d+$/.test(days)
    ? { days: Number(days), clause: clauseName(policy.clause) }
    : undefined
}

async function clockFor(call: Moving) {
  const found = await planOf(call.db, call.etown.id, today(call))
  const publicity = found && publicityIn(found.plan)
  if (publicity === undefined) return no('subsidy.publicity_not_in_plan')
  const lastDay = addWorkdays(today(call), publicity.days)
  return lastDay === undefined ? refused(calendarNotCovered()) : granted({ ...publicity, lastDay })
}

type Listed = { readonly row: ApplicationRow; readonly gets: bigint; readonly why: string }

/** People are masked, firms are not. */
async function entriesFor(call: Moving, listed: readonly Listed[]): Promise<NoticeEntry[]> {
  const parties = await partiesOf(call.db, call.etown.id, [...new Set(listed.map(({ row }) => row.party))])
  return listed.map(({ row, gets, why }) => {
    const brief = parties.get(row.party)
    const personal = brief?.kind === 'farmer' || brief?.kind === 'sole-trader'
    return {
      application: String(row.id),
      number: row.number ?? '',
      name: brief === undefined ? '—' : personal ? maskName(brief.name) : brief.name,
      project: row.project,
      amountFen: fromFen(fen(gets)),
      why,
    }
  })
}

type Publishing = {
  readonly round: bigint
  readonly entries: readonly NoticeEntry[]
  readonly replaces?: { readonly id: bigint; readonly reason: string }
}

async function publish(call: Moving, { round, entries, replaces }: Publishing) {
  const clock = await clockFor(call)
  if (!clock.ok) return clock
  const { days, lastDay } = clock.value
  const sha256 = sha256Hex(
    canonicalJson({ round: String(round), publishedOn: today(call), lastDay, entries }),
  )
  const row = await insertNotice(call.db, {
    etown: call.etown.id,
    round,
    published_on: today(call),
    last_day: lastDay,
    working_days: days,
    state: 'running',
    entries: JSON.stringify(entries),
    sha256,
    replaces: replaces?.id ?? null,
    reason: replaces?.reason ?? null,
    published_by: call.actor?.account ?? '',
    published_at: call.now,
  })
  if (row === undefined) return no('subsidy.notice_running')
  call.announce({
    kind: 'subsidy.notice-published',
    subject: String(row.id),
    payload: {
      round: String(round),
      publishedOn: today(call),
      lastDay,
      entries: entries.length,
      replaces: replaces === undefined ? null : String(replaces.id),
      attested: [{ kind: 'subsidy.notice', subject: String(row.id), sha256 }],
    },
  })
  return granted({ id: String(row.id), lastDay, entries: entries.length })
}

/** Who gets what of the pool that is left; in a free service everybody gets it. */
function sharesOf(round: RoundRow, rows: readonly ApplicationRow[]): readonly Listed[] {
  if (round.way === null) return rows.map((row) => ({ row, gets: 0n, why: '免费服务' }))
  const claims = rows.map((row) => ({
    id: String(row.id),
    amount: row.recommended_fen ?? 0n,
    score: BigInt(row.score),
    at: row.submitted_at?.toISOString() ?? '',
  }))
  const way =
    (['排序', '按比例', '先到先得', '结转'] as const).find((each) => each === round.way) ?? '先到先得'
  const { allotments } = shareOut(
    round.pool_fen - round.reserved_fen,
    claims,
    way,
    round.last === '不给' ? '不给' : '给剩余',
  )
  return allotments.flatMap(({ id, gets, why }) => {
    const row = rows.find((each) => String(each.id) === id)
    return row && gets > 0n ? [{ row, gets, why }] : []
  })
}

/** 公示拟补助名单 Everything the treasury has checked, shared out by the way the county chose; the money is reserved. */
export async function publishNoticeIn(
  call: Call<typeof publishNotice, 'subsidy'>,
): Promise<Outcome<AnswerOf<typeof publishNotice>>> {
  const round = await lockRound(call.db, call.etown.id, BigInt(call.params.round))
  if (round === undefined) return no('subsidy.round_not_found')
  const listed = sharesOf(round, await inRound(call.db, call.etown.id, round.id, ['checked']))
  if (listed.length === 0) return no('subsidy.nothing_to_publish')
  const sum = listed.reduce((all, { gets }) => all + gets, 0n)
  if (!(await reserve(call.db, call.etown.id, round.id, sum))) {
    const left = formatYuan(fen(round.pool_fen - round.reserved_fen))
    return no('subsidy.pool_short', { left, amount: formatYuan(fen(sum)), clause: round.way ?? '' })
  }
  const published = await publish(call, { round: round.id, entries: await entriesFor(call, listed) })
  if (!published.ok) return published
  for (const { row, gets, why } of listed) {
    const locked = await lockedApplication(call, String(row.id), row.version)
    if (!locked.ok) return locked
    const moved = await moveOn(call, locked.value, {
      event: 'publish',
      amount: gets,
      reason: why,
      set: { granted_fen: gets },
    })
    if (!moved.ok) return moved
  }
  call.note(published.value.id, { entries: listed.length })
  return published
}

async function runningNotice(call: Moving, id: string): Promise<Outcome<NoticeRow>> {
  const row = await lockNotice(call.db, call.etown.id, BigInt(id))
  if (row === undefined) return no('subsidy.notice_not_found')
  return row.state === 'running' ? granted(row) : no('subsidy.notice_ended')
}

/** 改动名单 The old notice stands as it was; a new one begins, with its own clock. */
async function restart(call: Moving, notice: NoticeRow, entries: readonly NoticeEntry[], reason: string) {
  await setNoticeState(call.db, call.etown.id, notice.id, 'superseded')
  return publish(call, { round: notice.round, entries, replaces: { id: notice.id, reason } })
}

export async function amendNoticeIn(
  call: Call<typeof amendNotice, 'subsidy'>,
): Promise<Outcome<AnswerOf<typeof amendNotice>>> {
  const found = await runningNotice(call, call.params.notice)
  if (!found.ok) return found
  const notice = found.value
  const { application, amountFen, reason } = call.body
  const entries = zEntries.parse(notice.entries)
  const locked = await lockedApplication(call, application)
  if (!locked.ok) return locked
  const row = locked.value
  if (!entries.some((entry) => entry.application === application)) return no('subsidy.application_not_found')
  const amount = toFen(amountFen)
  const most = row.recommended_fen ?? 0n
  if (amount > most || amount < 0n)
    return no('subsidy.amount_above_receipt', {
      amount: formatYuan(amount),
      most: formatYuan(fen(most)),
      clause: '初审推荐',
    })
  const round = await lockRound(call.db, call.etown.id, notice.round)
  if (!(await reserve(call.db, call.etown.id, notice.round, amount - (row.granted_fen ?? 0n)))) {
    const left = formatYuan(fen((round?.pool_fen ?? 0n) - (round?.reserved_fen ?? 0n)))
    return no('subsidy.pool_short', { left, amount: formatYuan(amount), clause: round?.way ?? '' })
  }
  await updateApplication(call.db, call.etown.id, row.id, { granted_fen: amount })
  call.note(call.params.notice, { application, reason })
  const changed = entries.map((entry) =>
    entry.application === application ? { ...entry, amountFen, why: `公示中改动：${reason}` } : entry,
  )
  const again = await restart(call, notice, changed, reason)
  return again.ok ? granted({ id: again.value.id, lastDay: again.value.lastDay }) : again
}

/** An application leaves the list (an objection was upheld): what is left of the list is published anew. */
export async function leaveNotice(
  call: Moving,
  row: ApplicationRow,
  reason: string,
): Promise<Outcome<undefined>> {
  const page = await pageOfNotices(call.db, call.etown.id, { after: undefined, limit: 200 })
  const running = page.rows.find((each) => each.round === row.round && each.state === 'running')
  if (running === undefined) return granted(undefined)
  const locked = await runningNotice(call, String(running.id))
  if (!locked.ok) return locked
  const rest = zEntries
    .parse(locked.value.entries)
    .filter(({ application }) => application !== String(row.id))
  if (rest.length === 0) {
    await setNoticeState(call.db, call.etown.id, locked.value.id, 'ended')
    return granted(undefined)
  }
  const again = await restart(call, locked.value, rest, reason)
  return again.ok ? granted(undefined) : again
}

/** 公示期满 Only after its last working day, and with every objection answered. */
export async function endNoticeIn(
  call: Call<typeof endNotice, 'subsidy'>,
): Promise<Outcome<AnswerOf<typeof endNotice>>> {
  const found = await runningNotice(call, call.params.notice)
  if (!found.ok) return found
  const notice = found.value
  if (today(call) <= notice.last_day) {
    const plan = (await planOf(call.db, call.etown.id, today(call)))?.plan
    const clause = (plan && publicityIn(plan)?.clause) ?? ''
    return no('subsidy.notice_not_over', {
      last: formatDay(day(notice.last_day)),
      days: notice.working_days,
      clause,
    })
  }
  const objected = await inRound(call.db, call.etown.id, notice.round, ['objected'])
  if (objected.length > 0) return no('subsidy.objections_open', { count: objected.length })
  const listed = new Set(zEntries.parse(notice.entries).map(({ application }) => application))
  const rows = await inRound(call.db, call.etown.id, notice.round, ['publicised'])
  let moved = 0
  for (const row of rows.filter(({ id }) => listed.has(String(id)))) {
    const locked = await lockedApplication(call, String(row.id))
    const done = locked.ok ? await moveOn(call, locked.value, { event: 'lapse' }) : locked
    if (!done.ok) return done
    moved++
  }
  await setNoticeState(call.db, call.etown.id, notice.id, 'ended')
  call.note(call.params.notice, { applications: moved })
  call.announce({
    kind: 'subsidy.notice-ended',
    subject: String(notice.id),
    payload: { applications: moved },
  })
  return granted({ applications: moved })
}

export async function raiseObjectionIn(
  call: Call<typeof raiseObjection, 'subsidy'>,
): Promise<Outcome<AnswerOf<typeof raiseObjection>>> {
  const found = await runningNotice(call, call.params.notice)
  if (!found.ok) return found
  const locked = await lockedApplication(call, call.body.application)
  if (!locked.ok) return locked
  const moved = await moveOn(call, locked.value, { event: 'object', reason: call.body.said })
  if (!moved.ok) return moved
  const { id } = await insertObjection(call.db, {
    etown: call.etown.id,
    notice: found.value.id,
    application: locked.value.id,
    said: call.body.said,
    raised_by: call.actor?.account ?? '',
    raised_at: call.now,
  })
  call.note(String(id), { application: call.body.application })
  return granted({ id: String(id) })
}

export async function listNoticesIn(
  call: Call<typeof listNotices, 'subsidy'>,
): Promise<Outcome<AnswerOf<typeof listNotices>>> {
  const limit = limitOf(call.query)
  const { rows, total } = await pageOfNotices(call.db, call.etown.id, { after: afterOf(call.query), limit })
  const plan = (await planOf(call.db, call.etown.id, today(call)))?.plan
  return granted({
    total,
    ...pageOf(rows, limit, (row) => ({
      id: String(row.id),
      round: String(row.round),
      roundName: row.round_name,
      schemeName: plan?.schemes?.find(({ code }) => code === row.scheme)?.name ?? row.scheme,
      publishedOn: day(row.published_on),
      lastDay: day(row.last_day),
      workingDays: row.working_days,
      state: z.enum(['running', 'superseded', 'ended']).parse(row.state),
      isOver: today(call) > row.last_day,
      entries: zEntries.parse(row.entries),
      sha256: row.sha256,
      ...(row.reason === null ? {} : { reason: row.reason }),
    })),
  })
}
