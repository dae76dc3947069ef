import { type Day, dayOfInstant } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { fen, formatYuan } from '#kernel/money'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { toFen } from '#kernel/wire'
import { answer, noticeOn, object, publishingOf, relist, withdraw } from '#notice'
import type { Call } from '../../../platform/http/route.ts'
import { type amendAward, type raiseObjection, subsidyRefusals } from '../contract/index.ts'
import { type ApplicationRow, lastDeed, onNotice } from '../db/applications.ts'
import { lockRound, reserve } from '../db/rounds.ts'
import { releaseAward, reserveAward } from './award-money.ts'
import { lockedApplication, mayMove, moveOn } from './move.ts'
import type { Moving } from './moving.ts'
import { namedList, sourcesIn } from './publish-list.ts'
import { ruleOfRound } from './round-rule.ts'

const no = (code: keyof typeof subsidyRefusals, values = {}) =>
  refused(refusal(subsidyRefusals, code, values))

const ON_LIST: ReadonlySet<string> = new Set(['publicised', 'objected'])

type Changed = { readonly notice: bigint; readonly why: string; readonly evidence?: string }

/** 重列名单 From the applications that still stand on the notice, each with why it gets what it gets. */
async function listAnew(call: Moving, { notice, ...changed }: Changed): Promise<Outcome<Day | undefined>> {
  const rows = (await onNotice(call.db, call.etown.id, notice)).filter(({ state }) => ON_LIST.has(state))
  const publishing = publishingOf(call)
  if (rows.length === 0) {
    const gone = await withdraw(publishing, notice, changed.why)
    return gone.ok ? granted(undefined) : gone
  }
  const listed = []
  for (const row of rows) {
    const why = (await lastDeed(call.db, call.etown.id, row.id, ['publish', 'amend']))?.reason ?? ''
    listed.push({ row, gets: row.granted_fen ?? 0n, why })
  }
  const named = await namedList(call, listed)
  const again = await relist(publishing, notice, { ...changed, rows: named.rows.map((row) => [...row]) })
  if (!again.ok) return again
  const standing = await noticeOn(call.db, call.etown.id, notice, dayOfInstant(call.now.getTime()))
  return granted(standing?.runsThrough)
}

/** The money of another amount: what was reserved comes back first. */
async function reserveAnew(
  call: Moving,
  row: ApplicationRow,
  { amount, notice, why, evidence }: Changed & { readonly amount: bigint; readonly evidence: string },
): Promise<Outcome<undefined>> {
  const round = await lockRound(call.db, call.etown.id, row.round)
  if (round === undefined) return no('subsidy.round_not_found')
  const found = await ruleOfRound(call.db, call.etown.id, round)
  if (!found.ok) return found
  if (!(await reserve(call.db, call.etown.id, row.round, amount - (row.granted_fen ?? 0n)))) {
    const left = formatYuan(fen(round.pool_fen - round.reserved_fen))
    return no('subsidy.pool_short', { left, amount: formatYuan(fen(amount)), clause: round.way ?? '' })
  }
  const released = await releaseAward(call, row, why)
  if (!released.ok) return released
  const { payees } = await namedList(call, [{ row, gets: amount, why }])
  return reserveAward(call, row, {
    amount,
    payee: payees.get(row.id) ?? '—',
    expense: `${found.value.rule.used.scheme.name} ${row.number ?? row.id}`,
    sources: sourcesIn(found.value),
    category: round.category ?? '',
    evidence,
    notice,
  })
}

/** 改动拟补助金额 While the notice runs: its clock starts again. */
export async function amendAwardIn(
  call: Call<typeof amendAward, 'subsidy'>,
): Promise<Outcome<AnswerOf<typeof amendAward>>> {
  const { amountFen, reason, evidence, seen } = call.body
  const locked = await lockedApplication(call, call.params.application, seen)
  if (!locked.ok) return locked
  const row = locked.value
  const may = await mayMove(call, row, 'amend')
  if (!may.ok) return may
  const { notice, recommended_fen: most } = row
  const amount = toFen(amountFen)
  if (notice === null) return no('subsidy.notice_not_found')
  if (amount <= 0n || most === null || amount > most)
    return no('subsidy.amount_above_recommended', {
      amount: formatYuan(amount),
      most: formatYuan(fen(most ?? 0n)),
    })
  const why = `公示中改动：${reason}`
  const reserved = await reserveAnew(call, row, { amount, notice, why, evidence })
  if (!reserved.ok) return reserved
  call.note(call.params.application, { amountFen, notice: String(notice) })
  const moved = await moveOn(call, row, { event: 'amend', amount, reason: why, set: { granted_fen: amount } })
  if (!moved.ok) return moved
  const again = await listAnew(call, { notice, why: reason, evidence })
  if (!again.ok) return again
  return granted({ ...moved.value, ...(again.value === undefined ? {} : { lastDay: again.value }) })
}

/** 登记异议 Against one application on a running notice. */
export async function raiseObjectionIn(
  call: Call<typeof raiseObjection, 'subsidy'>,
): Promise<Outcome<AnswerOf<typeof raiseObjection>>> {
  const { receivedOn, from, said, seen } = call.body
  const locked = await lockedApplication(call, call.params.application, seen)
  if (!locked.ok) return locked
  const row = locked.value
  const may = await mayMove(call, row, 'object')
  if (!may.ok) return may
  if (row.notice === null) return no('subsidy.notice_not_found')
  const entered = await object(publishingOf(call), call.house.vault, row.notice, {
    receivedOn,
    from,
    text: `${row.number ?? row.id}：${said}`,
  })
  if (!entered.ok) return entered
  call.note(call.params.application, { objection: String(entered.value) })
  return moveOn(call, row, { event: 'object', reason: said, set: { objection: entered.value } })
}

type Answered = { readonly event: 'dismiss' | 'uphold'; readonly reason: string }

/** 答复异议 Upheld: the application leaves the list, its money comes back, and the rest is listed anew. */
export async function settleObjection(
  call: Moving,
  row: ApplicationRow,
  { event, reason }: Answered,
): ReturnType<typeof moveOn> {
  const may = await mayMove(call, row, event)
  if (!may.ok) return may
  const { objection, notice } = row
  if (objection === null || notice === null) return no('subsidy.notice_not_found')
  const upheld = event === 'uphold'
  const answered = await answer(publishingOf(call), objection, { upheld, answer: reason })
  if (!answered.ok) return answered
  const moved = await moveOn(call, row, { event, reason, set: { objection: null } })
  if (!moved.ok || !upheld) return moved
  const again = await listAnew(call, { notice, why: `异议成立：${reason}` })
  return again.ok ? moved : again
}
