import { ORDERS_IMPORTED, zOrdersImported } from '#contract/market'
import { type Day, isDay } from '#kernel/day'
import { isFields } from '#kernel/fields'
import type { Scope } from '#platform/db/act'
import { roomOf } from '#platform/db/house'
import type { Consumer, Happened } from '#platform/work/consumers'
import { type Tally, TEST_TALLIES } from '../contract/index.ts'
import { countDays, dayOfEntry, dayOfLot, dayOfSample } from '../db/tallies.ts'

export const FOLD_TALLIES = 'statistics.fold-tallies'

type Touch = { readonly measure: Tally; readonly days: readonly (Day | undefined)[] }
type Touched = (scope: Scope, event: Happened) => Promise<Touch | readonly Touch[]>

const field = (payload: unknown, name: string): unknown => (isFields(payload) ? payload[name] : undefined)
const dayIn = (payload: unknown, name: string): Day | undefined => {
  const found = field(payload, name)
  return typeof found === 'string' && isDay(found) ? found : undefined
}

/** A result of a sample changes what is counted of the day it was taken. */
const sampleTouched: Touched = async ({ db, etown }, { subject }) => {
  const days = [await dayOfSample(roomOf(db, 'inspection_pub'), etown, BigInt(subject))]
  return TEST_TALLIES.map((measure) => ({ measure, days }))
}
const certificateTouched: Touched = async (_scope, { payload }) => ({
  measure: 'certificates',
  days: [dayIn(payload, 'issuedOn')],
})

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
  ['inspection.positive-found', sampleTouched],
  ['inspection.sample-reviewed', sampleTouched],
  ['inspection.lab-result-entered', sampleTouched],
  ['inspection.certificate-issued', certificateTouched],
  ['inspection.certificate-voided', certificateTouched],
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
    for (const { measure, days } of [touched].flat())
      await countDays(
        db,
        scope.etown,
        measure,
        days.flatMap((one) => one ?? []),
      )
  },
}
