import { dayOfInstant, isDay, type Period, yearOf, yearPeriod } from '#kernel/day'
import { useFilter } from '#web/desk/place.ts'

/** The period the address names; this year where it names none. */
export function useAddressPeriod(): Period {
  const [from] = useFilter('from')
  const [until] = useFilter('until')
  if (isDay(from) && isDay(until) && from < until) return { from, until }
  return yearPeriod(yearOf(dayOfInstant(Date.now())))
}
