import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import { inEtown, RolledBack, type Scope } from '../../../platform/db/act.ts'
import { type Db, roomOf } from '../../../platform/db/house.ts'
import type { House } from '../../../platform/house.ts'
import type { WireReceipt } from '../contract/index.ts'
import { importRefusals } from '../contract/refusals.ts'
import { lockForMerge, saveReceipt } from '../db/batches.ts'
import { findShop } from '../db/shops.ts'
import type { Platform } from '../domain/platform.ts'
import type { Profile } from '../domain/profile.ts'
import { type FileReading, imbalances, type Receipt } from '../domain/receipt.ts'
import { changeOf } from '../domain/retail-change.ts'
import { importedEvents } from './imported-events.ts'
import { type Merged, Pour } from './pour.ts'
import { readOrderFile, type Unmapped } from './read-order-file.ts'
import { wireReceipt } from './wire-receipt.ts'

/** One file to import for one shop. */
export type Import = {
  readonly etown: number
  readonly batch: bigint
  readonly shop: bigint
  readonly platform: Platform
  /** Of the file as it came, and where the evidence store keeps it. */
  readonly sha256: string
  readonly stored: string
  readonly profile: Profile
  readonly by: string
  readonly tries: number
  /** Told now and then; throws to stop. */
  readonly at: (place: Place) => void
}

export type Place = { readonly phase: 'reading' | 'merging'; readonly rows: number; readonly bytes: number }

export type ImportOutcome = Outcome<WireReceipt> & { readonly unmapped?: Unmapped }

/**
 * 导入文件 Reads a kept file into its shop's orders in ONE transaction, with the receipt, the rejected rows, the audit line
 * and the events: whatever cuts it off leaves nothing. Undefined: another run has ended this import meanwhile.
 */
export async function importFile(house: House, one: Import): Promise<ImportOutcome | undefined> {
  try {
    return granted(await inEtown(house.pool, one.etown, 'write', (scope) => importIn(scope, house, one)))
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error
    return error.value
  }
}

const leave = (value: ImportOutcome | undefined): never => {
  throw new RolledBack(value)
}

async function importIn(scope: Scope, house: House, one: Import): Promise<WireReceipt> {
  const db = roomOf(scope.db, 'market')
  if (!(await lockForMerge(db, one.etown, one.batch))) return leave(undefined)
  const source = await house.evidence.read(one.stored)
  await using pour = await Pour.open(scope, one, one.profile.amountsPer)
  const reading = await readOrderFile(source, {
    profile: one.profile,
    take: ({ copy, rejected, rowsRead, bytesRead }) => {
      one.at({ phase: 'reading', rows: rowsRead, bytes: bytesRead })
      return pour.take(copy, rejected)
    },
  })
  if (!reading.ok) return leave(reading)
  one.at({ phase: 'merging', rows: reading.value.read.rows, bytes: reading.value.bytes })
  const merged = await pour.end()
  if ('shop' in merged) return leave(await belongsElsewhere(db, one, merged))
  return save(scope, one, reading.value, merged)
}

async function belongsElsewhere(
  db: Db<'market'>,
  { etown }: Import,
  { lines, shop }: { lines: bigint; shop: bigint },
): Promise<ImportOutcome> {
  const other = await findShop(db, etown, shop, undefined)
  return refused(refusal(importRefusals, 'market.other_shop', { lines, shop: other?.name ?? shop }))
}

async function save(
  scope: Scope,
  one: Import,
  reading: FileReading,
  { accepted, merged, contributions }: Merged,
): Promise<WireReceipt> {
  const receipt: Receipt = { ...reading, sha256: one.sha256, accepted, merged }
  const wrong = imbalances(receipt)
  if (wrong.length > 0) {
    throw new Error(`守恒不成立 the receipt does not add up: ${wrong.map(({ what }) => what).join(', ')}`)
  }
  const db = roomOf(scope.db, 'market')
  const wired = wireReceipt(receipt, changeOf(contributions), one.tries)
  const rows = {
    read: reading.read.rows,
    accepted: accepted.rows,
    merged: merged.rows,
    rejected: reading.rejected.rows,
  }
  await saveReceipt(db, one.etown, one.batch, { profile: reading.profile, rows, receipt: wired })
  for (const event of importedEvents(one, contributions)) scope.announce(event)
  scope.record({
    actor: one.by,
    act: 'market.import',
    subject: String(one.batch),
    outcome: 'done',
    detail: { ...rows, sha256: one.sha256, retailFen: wired.change.retailFen },
  })
  return wired
}
