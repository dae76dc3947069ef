import { randomUUID } from 'node:crypto'
import { keyIn } from '../../../kernel/keys.ts'
import { UNITS } from '../contract/index.ts'
import type { ItemRow } from '../db/items.ts'
import type { LotRow } from '../db/lots.ts'
import type { NamedLot } from '../domain/lot-events.ts'
import { type CaptureScope, captureEvents } from './capture-events.ts'

export const namedLot = (lot: LotRow, item: Pick<ItemRow, 'gtin' | 'unit'>): NamedLot => ({
  gtin: item.gtin,
  code: lot.code,
  unit: keyIn(UNITS, item.unit),
})

/** 场所编号 The e-town's own name for a site: nobody here has a location number of GS1. */
export const placeUri = (etown: number, site: bigint): string => `urn:x-ezhen:${etown}:site:${site}`

type When = { readonly at: string; readonly eventId: string; readonly place?: string }

/** The time and number of an event to be. */
export const momentOf = (at: Date, place?: string): When => ({
  at: at.toISOString(),
  eventId: `urn:uuid:${randomUUID()}`,
  ...(place !== undefined && { place }),
})

/**
 * 写进事件库 What the desk does with lots is in the EPCIS store in the same transaction, so that whoever asks there finds
 * what a phone sees here. Our own events are right or the program is wrong, so a refusal is thrown.
 */
export async function tellEvents(scope: CaptureScope, events: readonly object[], by: string): Promise<void> {
  const told = await captureEvents(scope, events, { behaviour: 'rollback', by })
  if (!told.ok) throw new Error(`an event of our own was refused: ${JSON.stringify(told.refused)}`)
}
