import { inEtown } from '../../../platform/db/act.ts'
import { roomOf } from '../../../platform/db/house.ts'
import {
  type AttestDb,
  endAlarm,
  insertCheckpoint,
  type LogRow,
  newestCheckpoint,
  raiseAlarm,
  takeLog,
} from '../db/logs.ts'
import { readTiles } from '../db/tiles.ts'
import { toBase64 } from '../domain/base64.ts'
import { sameBytes } from '../domain/check-proof.ts'
import { nodesIn, tilesOf } from '../domain/tiles.ts'
import { rangeHash, subtreesOf } from '../domain/tree.ts'
import type { LogHouse } from './log-house.ts'
import { openLogKeys } from './log-keys.ts'
import { sha256 } from './machine.ts'
import { type Floor, readFloor, writeFloor } from './signed-file.ts'

/** The root that the log's tiles give for an earlier size. */
export async function rootAt(db: AttestDb, etown: number, size: number): Promise<Uint8Array> {
  const range = { from: 0, to: size }
  const tiles = await readTiles(db, etown, tilesOf(subtreesOf(range)))
  return rangeHash(range, nodesIn(tiles, sha256), sha256)
}

/** 不能签 Why a tree must not be signed. */
export type Breach = {
  readonly kind: 'fork' | 'rollback' | 'floor-lost'
  readonly detail: Record<string, unknown>
}

/** Why this tree must not be signed, if it must not: it is smaller than what has been signed, or another. */
export async function breachOf(
  db: AttestDb,
  log: LogRow,
  floor: Floor | undefined,
): Promise<Breach | undefined> {
  const size = Number(log.size)
  if (floor === undefined) {
    const signed = await newestCheckpoint(db, log.etown)
    return signed && { kind: 'floor-lost', detail: { size: Number(signed.size) } }
  }
  if (floor.size > size) {
    return {
      kind: 'rollback',
      detail: { signed: floor.size, size, firstLost: size, lastLost: floor.size - 1 },
    }
  }
  const root = await rootAt(db, log.etown, floor.size).catch(() => new Uint8Array())
  if (sameBytes(root, floor.root)) return undefined
  return { kind: 'fork', detail: { size: floor.size, signed: toBase64(floor.root), found: toBase64(root) } }
}

/**
 * Signs the head of an e-town's log as it has been committed, unless it has been signed already. The note is on the disk
 * before anybody sees it; a head that is smaller than the last one signed, or does not begin with it, is never signed.
 * True when there is a new checkpoint.
 */
export async function signHead(house: LogHouse, etown: number): Promise<boolean> {
  return inEtown(house.pool, etown, 'write', async (scope) => {
    const db = roomOf(scope.db, 'attest')
    const log = await takeLog(db, etown)
    if (log === undefined) return false
    const known = await newestCheckpoint(db, etown)
    const floor = await readFloor(house.config, log)
    if (known?.size === log.size && floor?.size === Number(log.size)) return false
    const at = house.clock()
    const breach = await breachOf(db, log, floor)
    if (breach !== undefined) {
      await raiseAlarm(db, { etown, who: 'log', at, ...breach })
      return false
    }
    for (const kind of ['fork', 'rollback', 'floor-lost'] as const) await endAlarm(db, etown, kind, 'log', at)
    // Signed, written, and then the process died: the very note that is on the disk is published.
    const again = floor?.size === Number(log.size) ? floor.note : undefined
    const head = { origin: log.origin, size: Number(log.size), root: log.root }
    const note = again ?? (await openLogKeys(house.config, etown, log.number)).signed(head)
    if (again === undefined) await writeFloor(house.config, log, note)
    await insertCheckpoint(db, { etown, size: log.size, root: log.root, note, at })
    return true
  })
}
