/** What other rooms' servers may ask of the traces. `db` is the caller's own: its transaction, its e-town. */
import { sql } from 'kysely'
import { type AnyDb, roomOf } from '../../platform/db/house.ts'
import { insertSupervision, lockLots } from './db/lots.ts'

export { FONT_FILE, type QrModules, qrOf } from '../../platform/label/label-face.ts'
export { maskOf } from '../../platform/label/pdf-sheet.ts'
export { type Growing, growingOf } from './app/growing.ts'
export { endHolds, holdLot } from './app/holds.ts'
export { linkOf, pathOf, stemOf } from './app/label-links.ts'
export { type LotBrief, lotsOf } from './app/lot-briefs.ts'
export { compressedAnswer } from './app/resolve-link.ts'
export type { OrderSource, OrderTrail, Proof, ProofSource } from './app/seams.ts'

/** Says that what a room above knows of lots has changed: their scan pages are drawn anew from this commit on. */
export async function retellLots(db: AnyDb, lots: readonly bigint[]): Promise<void> {
  await sql`select trace.retell(${lots}::bigint[])`.execute(roomOf(db, 'trace'))
}

/** 冻结 Freezes an open lot at once, e.g. for a failed test; false: it was not open. `said` is shown to whoever scans. */
export async function freezeLot(
  db: AnyDb,
  etown: number,
  { lot, said, by }: { readonly lot: bigint; readonly said: string; readonly by: string },
): Promise<boolean> {
  const own = roomOf(db, 'trace')
  const [row] = await lockLots(own, etown, [lot])
  if (row?.state !== 'open') return false
  await insertSupervision(own, { etown, lot, kind: 'freeze', said, by })
  return true
}
