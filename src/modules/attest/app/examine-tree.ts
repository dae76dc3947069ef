import { type AttestDb, checkpointsFrom, type LogRow } from '../db/logs.ts'
import { predecessorsOf } from '../db/predecessors.ts'
import { readTiles } from '../db/tiles.ts'
import { activeWitnesses } from '../db/witnesses.ts'
import { sameBytes } from '../domain/check-proof.ts'
import { readCheckpoint } from '../domain/checkpoint.ts'
import { type Fault, fault } from '../domain/faults.ts'
import { readNote, signaturesBy } from '../domain/note.ts'
import { TILE_WIDTH, tileKey, tileRoot, widthIn } from '../domain/tiles.ts'
import { namedKey } from './log-keys.ts'
import { machine, sha256 } from './machine.ts'
import { rootAt } from './sign-head.ts'
import type { Floor } from './signed-file.ts'

/** Holds each tile above level 0 against the whole tiles below it. */
export async function examineUpperTiles(
  db: AttestDb,
  etown: number,
  size: number,
): Promise<readonly Fault[]> {
  const faults: Fault[] = []
  for (let level = 1; TILE_WIDTH ** level <= size; level++) {
    const tiles = Math.ceil(Math.floor(size / TILE_WIDTH ** level) / TILE_WIDTH)
    for (let n = 0; n < tiles; n++) {
      const width = widthIn(size, { level, n })
      const below = Array.from({ length: width }, (_, i) => ({ level: level - 1, n: n * TILE_WIDTH + i }))
      const known = await readTiles(db, etown, [{ level, n }, ...below])
      const stored = known.get(tileKey({ level, n })) ?? new Uint8Array()
      const wrong = below.find((tile, i) => {
        const hashes = known.get(tileKey(tile))
        const whole = hashes?.length === TILE_WIDTH * 32
        return !whole || !sameBytes(stored.subarray(i * 32, (i + 1) * 32), tileRoot(hashes, sha256))
      })
      if (wrong !== undefined) faults.push(fault('tile-changed', {}, ` ${level}/${n} ← ${tileKey(wrong)}`))
    }
  }
  return faults
}

/** Holds every checkpoint against its signature, and the tree against what was signed; says among which leaves it differs. */
export async function examineCheckpoints(
  db: AttestDb,
  log: LogRow,
  floor: Floor | undefined,
): Promise<readonly Fault[]> {
  const faults: Fault[] = []
  const signed: { size: number; root: Uint8Array }[] = []
  const logs = [log, ...(await predecessorsOf(db, log.etown))]
  const keys = logs.map(({ origin, ed25519 }) => namedKey(origin, 'ed25519', ed25519))
  for await (const row of checkpointsFrom(db, log.etown)) {
    const note = readNote(row.note)
    const head = note && readCheckpoint(note.text)
    const key = keys.find(({ name }) => name === head?.origin)
    const [signature] = note === undefined || key === undefined ? [] : signaturesBy(key, note)
    const good =
      note !== undefined &&
      key !== undefined &&
      signature !== undefined &&
      (await machine.ed25519(key.key, machine.utf8(note.text), signature)) &&
      head?.size === Number(row.size) &&
      sameBytes(head.root, row.root)
    if (good && head !== undefined) signed.push(head)
    else faults.push(fault('checkpoint-changed', {}, ` ${row.size}`))
  }
  if (floor !== undefined && floor.size > (signed.at(-1)?.size ?? -1)) signed.push(floor)
  const size = Number(log.size)
  const furthest = Math.max(
    floor?.size ?? 0,
    ...(await activeWitnesses(db, log.etown)).map((w) => Number(w.size)),
  )
  if (furthest > size) faults.push(fault('rollback', { index: String(size) }, rangeText(size, furthest)))
  return [
    ...faults,
    ...(await rewritten(
      db,
      log.etown,
      signed.filter((head) => head.size <= size),
    )),
  ]
}

const rangeText = (from: number, to: number): string => ` ${from}–${to - 1}`

/** A changed leaf changes the root of every later head: the first that differs is found by halving. */
async function rewritten(
  db: AttestDb,
  etown: number,
  heads: readonly { size: number; root: Uint8Array }[],
): Promise<readonly Fault[]> {
  const differs = async (head: { size: number; root: Uint8Array }): Promise<boolean> =>
    !sameBytes(await rootAt(db, etown, head.size).catch(() => new Uint8Array()), head.root)
  const newest = heads.at(-1)
  if (newest === undefined || !(await differs(newest))) return []
  let [low, high] = [0, heads.length - 1]
  while (low < high) {
    const middle = Math.floor((low + high) / 2)
    const head = heads[middle]
    if (head !== undefined && (await differs(head))) high = middle
    else low = middle + 1
  }
  const [from, to] = [heads[high - 1]?.size ?? 0, heads[high]?.size ?? 0]
  return [fault('root-differs', { index: String(from) }, rangeText(from, to))]
}
