import type { Announcement } from '../../../platform/db/act.ts'
import { type AnyDb, type Db, roomOf } from '../../../platform/db/house.ts'
import { descentOf, endHold, frozenByHoldsAlone, insertHold, isHeld, openHoldsOf } from '../db/holds.ts'
import { insertSupervision, type LotRow, lockLots } from '../db/lots.ts'
import { leafOf, statedSupervision } from './statements.ts'

export type Hold = {
  readonly lot: bigint
  /** Who holds it and what for: `inspection.sample/12`. */
  readonly holder: string
  /** Shown to whoever scans. */
  readonly said: string
  readonly by: string
}

/** The act in which a lot is held or let go. */
export type Holding = { readonly db: AnyDb; readonly etown: number; announce(event: Announcement): void }

async function supervise(
  { etown, announce }: Holding,
  db: Db<'trace'>,
  lot: LotRow,
  kind: 'freeze' | 'release',
  { said, by }: Pick<Hold, 'said' | 'by'>,
): Promise<bigint> {
  const row = await insertSupervision(db, { etown, lot: lot.id, kind, said, by })
  announce({
    kind: 'trace.lot-supervised',
    subject: String(lot.id),
    payload: {
      kind,
      state: kind === 'freeze' ? 'frozen' : 'open',
      party: String(lot.party),
      attested: [leafOf(statedSupervision(row))],
    },
  })
  return row.id
}

/**
 * 扣留 Closes a lot and everything made of it until the same holder lets go: no labels, no packing, no sale, and no
 * supervisor's release. The same hold again changes nothing.
 */
export async function holdLot(holding: Holding, hold: Hold): Promise<readonly bigint[]> {
  const { etown } = holding
  const { lot, holder, by } = hold
  const own = roomOf(holding.db, 'trace')
  let lots = await descentOf(own, etown, lot)
  // What is made of them meanwhile waits for these locks or is found by the second look.
  for (let known = 0; known < lots.length; lots = await descentOf(own, etown, lot)) {
    known = lots.length
    await lockLots(own, etown, lots)
  }
  const already = new Set((await openHoldsOf(own, etown, holder)).map((hold) => hold.lot))
  const fresh = (await lockLots(own, etown, lots)).filter(({ id }) => !already.has(id))
  for (const one of fresh) {
    const supervision = one.state === 'open' ? await supervise(holding, own, one, 'freeze', hold) : null
    await insertHold(own, { etown, lot: one.id, holder, supervision, by })
  }
  return fresh.map(({ id }) => id)
}

/** Lets go; lots that nobody else holds or froze are open again. */
export async function endHolds(holding: Holding, ending: Omit<Hold, 'lot'>): Promise<readonly bigint[]> {
  const { etown } = holding
  const { holder, by } = ending
  const own = roomOf(holding.db, 'trace')
  const holds = await openHoldsOf(own, etown, holder)
  const lots = await lockLots(
    own,
    etown,
    holds.map(({ lot }) => lot),
  )
  for (const { id } of holds) await endHold(own, { etown, hold: id, by })
  const opened: bigint[] = []
  for (const one of lots) {
    const { id, state } = one
    if (state !== 'frozen' || (await isHeld(own, etown, id)) || !(await frozenByHoldsAlone(own, etown, id)))
      continue
    await supervise(holding, own, one, 'release', ending)
    opened.push(id)
  }
  return opened
}
