import { canonicalJson } from '../../../kernel/canonical.ts'
import type { HouseDb } from '../../../platform/db/house.ts'
import { roomOf } from '../../../platform/db/house.ts'
import { eventsBetween, type Promised } from '../../../platform/work/outbox.ts'
import { type ExaminedLeaf, leavesBetween } from '../db/leaves.ts'
import { readTiles } from '../db/tiles.ts'
import { sameBytes } from '../domain/check-proof.ts'
import { type Fault, type FaultKind, fault } from '../domain/faults.ts'
import { leafInput } from '../domain/hash-input.ts'
import { readRecord } from '../domain/leaf.ts'
import { TILE_WIDTH, tileKey } from '../domain/tiles.ts'
import { sha256 } from './machine.ts'
import { entryOf, leavesOf, recordOf } from './make-leaves.ts'

/** Where the last leaf looked at came from: the next must follow it. */
type Place = { seq: bigint; part: bigint }

const aboutOf = (leaf: ExaminedLeaf) => {
  const { index, seq, kind, subject } = leaf
  return { index: String(index), seq: String(seq), kind, ...(subject === null ? {} : { subject }) }
}

/** Holds the leaves under one tile of level 0 against the tile, against their openings and against the outbox. */
export async function examineTile(
  house: HouseDb,
  { etown, slug, n, size }: { etown: number; slug: string; n: number; size: number },
  place: Place,
): Promise<readonly Fault[]> {
  const db = roomOf(house, 'attest')
  const first = n * TILE_WIDTH
  const last = Math.min(first + TILE_WIDTH, size)
  const leaves = new Map(
    (await leavesBetween(db, etown, BigInt(first), BigInt(last))).map((leaf) => [Number(leaf.index), leaf]),
  )
  const seqs = [...leaves.values()].map(({ seq }) => seq)
  const [lowest = 0n, highest = -1n] = [seqs.at(0), seqs.at(-1)]
  const events = new Map((await eventsBetween(house, etown, lowest, highest)).map((e) => [e.seq, e]))
  const hashes =
    (await readTiles(db, etown, [{ level: 0, n }])).get(tileKey({ level: 0, n })) ?? new Uint8Array()
  const faults: Fault[] = []
  for (let index = first; index < last; index++) {
    const leaf = leaves.get(index)
    if (leaf === undefined) {
      faults.push(fault('leaf-missing', { index: String(index) }))
      continue
    }
    const hash = hashes.subarray((index - first) * 32, (index - first + 1) * 32)
    const event = events.get(leaf.seq)
    for (const kind of faultsOf(slug, leaf, hash, event)) faults.push(fault(kind, aboutOf(leaf)))
    const follows =
      leaf.seq === place.seq ? leaf.part === place.part + 1n : leaf.part === 0n && leaf.seq === place.seq + 1n
    if (!follows) faults.push(fault('leaf-moved', aboutOf(leaf)))
    Object.assign(place, { seq: leaf.seq, part: leaf.part })
  }
  return faults
}

function faultsOf(
  slug: string,
  leaf: ExaminedLeaf,
  hash: Uint8Array,
  event: Promised | undefined,
): readonly FaultKind[] {
  const found: FaultKind[] = []
  if (!sameBytes(sha256(leafInput(Buffer.from(leaf.entry, 'utf8'))), hash)) found.push('leaf-changed')
  if (leaf.record === null || leaf.salt === null) {
    if (!leaf.erased) found.push('opening-removed')
  } else {
    const record = readRecord(leaf.record)
    if (record === undefined || entryOf(record, leaf.record, leaf.salt).entry !== leaf.entry) {
      found.push('opening-changed')
    }
  }
  if (event === undefined) return [...found, 'event-missing']
  const told =
    Number(leaf.part) < leavesOf(event.payload) ? recordOf(slug, event, Number(leaf.part)) : undefined
  const same = told !== undefined && (leaf.record === null || canonicalJson({ ...told }) === leaf.record)
  if (!same) found.push('event-changed')
  return found
}
