import { granted, type Outcome, refused } from '../../src/kernel/refusal.ts'
import { type Captured, type CaptureHow, captureEvents } from '../../src/modules/trace/app/capture-events.ts'
import { inEtown, RolledBack } from '../../src/platform/db/act.ts'
import { roomOf } from '../../src/platform/db/house.ts'
import type { TestServer } from './server.ts'

/** Captures events past the network, as the seam would: what is refused leaves nothing. */
export async function captureIn(
  server: TestServer,
  events: readonly unknown[],
  how: Partial<CaptureHow> = {},
  etown = 1,
): Promise<Outcome<Captured>> {
  try {
    return await inEtown(server.house.pool, etown, 'write', async (scope) => {
      const outcome = await captureEvents(
        {
          db: roomOf(scope.db, 'trace'),
          etown: { id: etown },
          now: server.house.clock(),
          announce: scope.announce,
        },
        events,
        { behaviour: 'rollback', by: '1', ...how },
      )
      if (!outcome.ok) throw new RolledBack(outcome.refused)
      return granted(outcome.value)
    })
  } catch (error) {
    if (error instanceof RolledBack) return refused(...error.value)
    throw error
  }
}

/** Codes of what was refused, each with its pointer; empty: all was taken. */
export const refusedCodes = (outcome: Outcome<Captured>): readonly string[] =>
  outcome.ok
    ? outcome.value.errors.flatMap(({ index, refused: why }) =>
        why.map((r) => `${r.code} /${index}${r.pointer}`),
      )
    : outcome.refused.map((r) => `${r.code} ${r.pointer}`)

let made = 0
const at = (hour: number): string => new Date(Date.UTC(2026, 10, 1, hour)).toISOString()

/** Items, lots, cases and events of a small farm, for tests. Hours count from 2026-11-01. */
export const farm = {
  item: (serial: string): string => `https://id.gs1.org/01/06901234567892/21/${serial}`,
  lot: (number: string): string => `https://id.gs1.org/01/06901234567892/10/${number}`,
  crate: (name: string): string => `https://ezhen.example/crate/${name}`,
  object: (hour: number, epcs: readonly string[], more: object = {}) => ({
    type: 'ObjectEvent',
    eventID: `urn:uuid:00000000-0000-4000-8000-${String(++made).padStart(12, '0')}`,
    eventTime: at(hour),
    eventTimeZoneOffset: '+08:00',
    action: 'OBSERVE',
    epcList: epcs,
    ...more,
  }),
  pack: (hour: number, parent: string, children: readonly string[], more: object = {}) => ({
    type: 'AggregationEvent',
    eventID: `urn:uuid:00000000-0000-4000-8000-${String(++made).padStart(12, '0')}`,
    eventTime: at(hour),
    eventTimeZoneOffset: '+08:00',
    action: 'ADD',
    parentID: parent,
    childEPCs: children,
    ...more,
  }),
  make: (hour: number, from: object, into: object, more: object = {}) => ({
    type: 'TransformationEvent',
    eventID: `urn:uuid:00000000-0000-4000-8000-${String(++made).padStart(12, '0')}`,
    eventTime: at(hour),
    eventTimeZoneOffset: '+08:00',
    ...from,
    ...into,
    ...more,
  }),
} as const
