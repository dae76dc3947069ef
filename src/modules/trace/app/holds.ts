import { type AnyDb, roomOf } from '../../../platform/db/house.ts'
import { descentOf, endHold, frozenByHoldsAlone, insertHold, isHeld, openHoldsOf } from '../db/holds.ts'
import { insertSupervision, lockLots } from '../db/lots.ts'

export type Hold = {
  readonly lot: bigint
  /** Who holds it and what for: `inspection.sample/12`. */
  readonly holder: string
  /** Shown to whoever scans. */
  readonly said: string
  readonly by: string
}

/**
 * 扣留 Closes a lot and everything made of it until the same holder lets go: no labels, no packing, no sale, and no
 * supervisor's release. The same hold again changes nothing.
 */
export async function holdLot(
  db: AnyDb,
  etown: number,
  { lot, holder, said, by }: Hold,
): Promise<readonly bigint[]> {
  const own = roomOf(db, 'trace')
  let lots = await descentOf(own, etown, lot)
  // What is made of them meanwhile waits for these locks or is found by the second look.
  for (let known = 0; known < lots.length; lots = await descentOf(own, etown, lot)) {
    known = lots.length
    await lockLots(own, etown, lots)
  }
  const already = new Set((await openHoldsOf(own, etown, holder)).map((hold) => hold.lot))
  const fresh = (await lockLots(own, etown, lots)).filter(({ id }) => !already.has(id))
  for (const { id, state } of fresh) {
    const frozen =
      state === 'open'
        ? await insertSupervision(own, { etown, lot: id, kind: 'freeze', said, by })
        : undefined
    await insertHold(own, { etown, lot: id, holder, supervision: frozen?.id ?? null, by })
  }
  return fresh.map(({ id }) => id)
}

/** Lets go; lots that nobody else holds or froze are open again. */
export async function endHolds(
  db: AnyDb,
  etown: number,
  { holder, said, by }: Omit<Hold, 'lot'>,
): Promise<readonly bigint[]> {
  const own = roomOf(db, 'trace')
  const holds = await openHoldsOf(own, etown, holder)
  const lots = await lockLots(
    own,
    etown,
    holds.map(({ lot }) => lot),
  )
  for (const { id } of holds) await endHold(own, { etown, hold: id, by })
  const opened: bigint[] = []
  for (const { id, state } of lots) {
    if (state !== 'frozen' || (await isHeld(own, etown, id)) || !(await frozenByHoldsAlone(own, etown, id)))
      continue
    await insertSupervision(own, { etown, lot: id, kind: 'release', said, by })
    opened.push(id)
  }
  return opened
}
