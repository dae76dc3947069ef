import { day, yearOf } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { keyIn } from '#kernel/keys'
import { addFen, type Fen, fen } from '#kernel/money'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { fromFen } from '#kernel/wire'
import { attested } from '../../../kernel/attested.ts'
import type { Call } from '../../../platform/http/route.ts'
import { ACCOUNTS, type closeYear, fundRefusals } from '../contract/index.ts'
import { accountSums } from '../db/journal.ts'
import {
  type CarriedRow,
  type ClosedYearRow,
  closedYears,
  entriesAfter,
  insertClosedYear,
  lockYears,
} from '../db/years.ts'
import { actingOf, todayOf } from './acting.ts'

type Carried = Pick<CarriedRow, 'source' | 'category' | 'account' | 'amount'>

/** Stands for “not allocated to a category yet”. */
const NO_CATEGORY = '-'

export const closedYearView = (
  row: Pick<ClosedYearRow, 'year' | 'carried' | 'closed_by' | 'closed_at'>,
  carried: readonly Carried[],
) => ({
  year: row.year,
  carried: String(row.carried),
  closedBy: row.closed_by,
  closedAt: row.closed_at.toISOString(),
  lines: carried.map(({ source, category, account, amount }) => ({
    source,
    category,
    account: keyIn(ACCOUNTS, account),
    amount: String(amount),
  })),
})

/** 年终结转 Writes down what each account carries over and shuts the year: no entry may bear a day of it any more. */
export async function closeYearIn(
  call: Call<typeof closeYear, 'fund'>,
): Promise<Outcome<AnswerOf<typeof closeYear>>> {
  const acting = actingOf(call)
  const { db, etown, account, now } = acting
  const { year } = call.body
  if (yearOf(todayOf(acting)) <= year)
    return refused(refusal(fundRefusals, 'fund.year_not_over', { year, next: year + 1 }, '/year'))
  await lockYears(db, etown)
  const [last] = await closedYears(db, etown)
  if (last !== undefined && last.year >= year)
    return refused(
      refusal(fundRefusals, 'fund.year_closed', { year: last.year, next: last.year + 1 }, '/year'),
    )
  const end = day(`${year}-12-31`)
  const count = await entriesAfter(db, etown, end)
  if (count > 0) return refused(refusal(fundRefusals, 'fund.later_entries', { year, count }, '/year'))
  const lines: Carried[] = (await accountSums(db, etown, end))
    .filter((sum) => sum.account !== 'outside' && sum.account !== 'paid' && sum.amount > 0n)
    .map(({ source, category, account: at, amount }) => ({
      source,
      category: category ?? NO_CATEGORY,
      account: at,
      amount,
    }))
  const total: Fen = addFen(...lines.map(({ amount }) => fen(amount)))
  const row = { year, carried: total, closed_by: account, closed_at: now }
  await insertClosedYear(
    db,
    { etown, ...row },
    lines.map((line) => ({ etown, year, ...line })),
  )
  const view = closedYearView(row, lines)
  call.note(String(year), { carried: view.carried })
  const facts = { year, carried: fromFen(total), lines: view.lines }
  acting.announce({
    kind: 'fund.year-closed',
    subject: String(year),
    payload: { ...facts, attested: [attested('carry-over', String(year), facts)] },
  })
  return granted(view)
}
