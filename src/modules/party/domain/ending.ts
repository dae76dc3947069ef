import { type Day, day, formatDay } from '../../../kernel/day.ts'
import { type Refusal, refusal } from '../../../kernel/refusal.ts'
import { partyRefusals } from '../contract/refusals.ts'

/** 结束 Why something cannot end on a day: it has ended, would end before it began, or the day has not come. */
export function endRefusals(
  on: Day,
  { from, until }: { readonly from: string; readonly until: string | null },
  today: Day,
): readonly Refusal[] {
  if (until !== null) return [refusal(partyRefusals, 'party.ended_already', { day: formatDay(day(until)) })]
  const at = '/on'
  if (on > today) {
    return [refusal(partyRefusals, 'party.day_later', { what: '结束日期', today: formatDay(today) }, at)]
  }
  const values = { later: '结束日期', earlier: '开始日期' }
  return on < from ? [refusal(partyRefusals, 'party.days_disordered', values, at)] : []
}
