import { inEtown } from '../../../platform/db/act.ts'
import { roomOf } from '../../../platform/db/house.ts'
import { promisedEvents } from '../../../platform/work/outbox.ts'
import { insertLeaves } from '../db/leaves.ts'
import { growLog, type LogRow, takeLog } from '../db/logs.ts'
import { readTiles, writeTiles } from '../db/tiles.ts'
import { edgeTiles, grown, nodesIn, tileKey } from '../domain/tiles.ts'
import { rangeHash } from '../domain/tree.ts'
import type { LogHouse } from './log-house.ts'
import { sha256 } from './machine.ts'
import { leavesOf, type MadeLeaf, makeLeaves } from './make-leaves.ts'

/** The most leaves of one batch. */
export const BATCH = 256

/**
 * Takes the next events of an e-town's outbox into its log: leaves, tiles and the log's state in one transaction. How many
 * leaves; 0: nothing new, or another process is at it. Nothing is signed here.
 */
export async function takeLeaves(house: LogHouse, etown: number, slug: string): Promise<number> {
  return inEtown(house.pool, etown, 'write', async (scope) => {
    const db = roomOf(scope.db, 'attest')
    const log = await takeLog(db, etown)
    if (log === undefined) return 0
    const ahead = { seq: log.seq, leaf: log.size + BigInt(BATCH) }
    const events = await promisedEvents(scope.db, etown, ahead)
    const leaves = makeLeaves(slug, events, { index: log.size, part: Number(log.part) }, BATCH)
    if (leaves.length === 0) return 0
    await insertLeaves(db, etown, log.size, leaves)
    const after = { size: Number(log.size) + leaves.length, grown_at: house.clock() }
    const root = await growTiles(db, log, leaves)
    const place = placeAfter(log, events, leaves.length)
    await growLog(db, etown, { ...after, size: BigInt(after.size), root, ...place })
    return leaves.length
  })
}

async function growTiles(
  db: Parameters<typeof readTiles>[0],
  log: LogRow,
  leaves: readonly MadeLeaf[],
): Promise<Buffer> {
  const size = Number(log.size)
  const edge = await readTiles(db, log.etown, edgeTiles(size))
  const hashes = leaves.map(({ hash }) => hash)
  const changed = grown(size, edge, hashes, sha256)
  await writeTiles(db, log.etown, changed)
  const tiles = new Map([...edge, ...changed.map((tile) => [tileKey(tile), tile.hashes] as const)])
  return Buffer.from(rangeHash({ from: 0, to: size + leaves.length }, nodesIn(tiles, sha256), sha256))
}

/** How far the outbox has been taken: whole events, and leaves of the next one. */
function placeAfter(log: LogRow, events: readonly { seq: bigint; payload: unknown }[], taken: number) {
  let [seq, part] = [log.seq, Number(log.part) + taken]
  for (const event of events) {
    if (part < leavesOf(event.payload)) break
    part -= leavesOf(event.payload)
    seq = event.seq
  }
  return { seq, part: BigInt(part) }
}
