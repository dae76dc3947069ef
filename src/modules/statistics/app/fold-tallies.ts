import { ORDERS_IMPORTED, zOrdersImported } from '#contract/market'
import { type Day, isDay } from '#kernel/day'
import { isFields } from '#kernel/fields'
import type { Scope } from '#platform/db/act'
import { roomOf } from '#platform/db/house'
import type { Consumer, Happened } from '#platform/work/consumers'
import type { Tally } from '../contract/index.ts'
import { countDays, dayOfEntry, dayOfLot } from '../db/tallies.ts'

export const FOLD_TALLIES = 'statistics.fold-tallies'

type Touched = (
  scope: Scope,
  event: Happened,
) => Promise<{ readonly measure: Tally; readonly days: readonly (Day | undefined)[] }>

const field = (payload: unknown, name: string): unknown => (isFields(payload) ? payload[name] : undefined)
const dayIn = (payload: unknown, name: string): Day | undefined => {
  const found = field(payload, name)
  return typeof found === 'string' && isDay(found) ? found : undefined
}

/** Which days of which measure an event may have changed. */
const TOUCHES: ReadonlyMap<string, Touched> = new Map<string, Touched>([
  [
    ORDERS_IMPORTED,
    async (_scope, { payload }) => ({
      measure: 'parcels',
      days: [...new Set(zOrdersImported.parse(payload).days.map(({ day }) => day))],
    }),
  ],
  [
    'trace.lot-made',
    async ({ db, etown }, { subject }) => ({
      measure: 'lots',
      days: [await dayOfLot(roomOf(db, 'trace_pub'), etown, BigInt(subject))],
    }),
  ],
  [
    'fund.arrived',
    async (_scope, { payload }) => ({ measure: 'fund-arrived', days: [dayIn(payload, 'arrivedOn')] }),
  ],
  ['fund.paid', async (_scope, { payload }) => ({ measure: 'fund-paid', days: [dayIn(payload, 'paidOn')] })],
  [
    'fund.recovered',
    async ({ db, etown }, { payload }) => {
      const entry = BigInt(String(field(payload, 'entry')))
      return { measure: 'fund-recovered', days: [await dayOfEntry(roomOf(db, 'fund_pub'), etown, entry)] }
    },
  ],
])

/**
 * 累计计数行 After an event the days it touched are counted again from the rows: whole days, so that the same event twice,
 * or one that comes late, ends in the same sums. Sums and place are committed together.
 */
export const foldTallies: Consumer = {
  name: FOLD_TALLIES,
  kinds: [...TOUCHES.keys()],
  async fold(scope, event) {
    const touched = await TOUCHES.get(event.kind)?.(scope, event)
    if (touched === undefined) return
    const db = roomOf(scope.db, 'statistics')
    await countDays(
      db,
      scope.etown,
      touched.measure,
      touched.days.flatMap((one) => one ?? []),
    )
  },
}
