import type { LeafView } from '../db/leaves.ts'
import {
  type AttestDb,
  type CheckpointRow,
  cosignaturesOf,
  provingCheckpoint,
  type Seen,
} from '../db/logs.ts'
import { readTiles } from '../db/tiles.ts'
import { commitmentInput, openingBytes } from '../domain/leaf.ts'
import { proofText } from '../domain/proof-text.ts'
import { nodesIn, tilesOf } from '../domain/tiles.ts'
import { inclusionRanges, rangeHash, subtreesOf } from '../domain/tree.ts'
import { sha256, sm3 } from './machine.ts'

/** The proof that a leaf stands in a tree of `size` leaves: at most three tiles on its way up, and the tree's right edge. */
export async function inclusionOf(
  db: AttestDb,
  etown: number,
  index: number,
  size: number,
): Promise<readonly Uint8Array[]> {
  const ranges = inclusionRanges(index, size)
  const tiles = await readTiles(db, etown, tilesOf(ranges.flatMap(subtreesOf)))
  const node = nodesIn(tiles, sha256)
  return ranges.map((range) => rangeHash(range, node, sha256))
}

/** The newest checkpoint with what its witnesses have signed. */
export async function cosigned(db: AttestDb, { etown, size, note }: CheckpointRow) {
  return withSeen(note, await cosignaturesOf(db, etown, size))
}

const withSeen = (note: string, seen: readonly Seen[]) => ({
  note: note + seen.map(({ line }) => line).join(''),
  witnesses: seen.map(({ witness }) => witness),
})

export type Proven = {
  readonly text: string
  readonly checkpoint: CheckpointRow
  readonly witnesses: readonly string[]
}

type Opened = Pick<LeafView, 'salt' | 'record'>

/**
 * The proof of a leaf under its checkpoint, the same at every call once witnesses have signed; undefined as long as no
 * signed checkpoint covers it. `opening`: with what opens the leaf, for whoever may see it; it may still be on its way.
 */
export async function prove(
  db: AttestDb,
  etown: number,
  index: bigint,
  opening?: Opened | Promise<Opened | undefined>,
): Promise<Proven | undefined> {
  const checkpoint = await provingCheckpoint(db, etown, index)
  if (checkpoint === undefined) return undefined
  const { note, witnesses } = withSeen(checkpoint.note, checkpoint.seen)
  const proof = await inclusionOf(db, etown, Number(index), Number(checkpoint.size))
  const opened = await opening
  const extra = opened && extraOf(opened)
  return { text: proofText({ index: Number(index), proof, checkpoint: note, extra }), checkpoint, witnesses }
}

function extraOf({ salt, record }: Opened): Uint8Array | undefined {
  if (salt === null || record === null) return undefined
  const opened = { salt, record: Buffer.from(record, 'utf8') }
  return openingBytes({ ...opened, sm3: sm3(commitmentInput(opened)) })
}
