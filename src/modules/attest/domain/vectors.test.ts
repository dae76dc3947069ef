import { createHash, createPublicKey, verify } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { toHex } from './base64.ts'
import { isConsistent, rootOfInclusion, sameBytes } from './check-proof.ts'
import { readCheckpoint } from './checkpoint.ts'
import { leafInput } from './hash-input.ts'
import { keyIdInput, readKey, readNote, signaturesBy } from './note.ts'
import { edgeTiles, grown, nodesIn, tileKey, tilesOf } from './tiles.ts'
import { consistencyRanges, inclusionRanges, rangeHash, subtreesOf } from './tree.ts'

/** Vectors of others, read in place; a checkout without them says so. */
const FOLDER = ['../shared/conformance', '../../shared/conformance']
  .map((path) => resolve(import.meta.dirname, '../../../..', path))
  .find(existsSync)
const present = FOLDER !== undefined
const at = (...parts: string[]): string => join(FOLDER ?? '', ...parts)
const sha256 = (bytes: Uint8Array): Uint8Array => createHash('sha256').update(bytes).digest()
const bytes = (base64: string | null): Uint8Array => Buffer.from(base64 ?? '', 'base64')

type Vector = {
  readonly leafIdx: number
  readonly treeSize: number
  readonly root: string
  readonly leafHash: string
  readonly size1: number
  readonly size2: number
  readonly root1: string
  readonly root2: string
  readonly proof: string[] | null
  readonly wantErr: boolean
}
const vectors = (kind: string): [string, Vector][] =>
  ['0', '1', '2'].flatMap((set) => {
    const dir = at('merkle', kind, set)
    if (!existsSync(dir)) return []
    return readdirSync(dir).map((file): [string, Vector] => [
      `${set}/${file}`,
      JSON.parse(readFileSync(join(dir, file), 'utf8')),
    ])
  })

describe.skipIf(!present)('transparency-dev/merkle (../shared/conformance/merkle)', () => {
  const inclusion = vectors('inclusion')
  const consistency = vectors('consistency')
  test('are there', () => expect([inclusion.length, consistency.length]).toEqual([49, 43]))
  test.each(inclusion)('inclusion %s', async (_, v) => {
    const place = { index: v.leafIdx, size: v.treeSize, leafHash: bytes(v.leafHash) }
    const root = await rootOfInclusion(place, (v.proof ?? []).map(bytes), sha256)
    expect(root !== undefined && sameBytes(root, bytes(v.root))).toBe(!v.wantErr)
  })
  test.each(consistency)('consistency %s', async (_, v) => {
    const earlier = { size: v.size1, root: bytes(v.root1) }
    const later = { size: v.size2, root: bytes(v.root2) }
    expect(await isConsistent(earlier, later, (v.proof ?? []).map(bytes), sha256)).toBe(!v.wantErr)
  })
})

const VKEY = 'example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx'

describe.skipIf(!present)('a log of Tessera (../shared/conformance/tlog)', () => {
  const key = readKey(VKEY)
  const heads = present
    ? Array.from({ length: 16 }, (_, size) => {
        const note = readNote(readFileSync(at('tlog/testlog', `checkpoint.${size}`), 'utf8'))
        return { size, note, head: note && readCheckpoint(note.text) }
      })
    : []
  const bundle = present ? readFileSync(at('tlog/testlog/tile/entries/000.p/15')) : Buffer.alloc(0)
  const entries: Buffer[] = []
  for (let i = 0; i < bundle.length; ) {
    const length = bundle.readUInt16BE(i)
    entries.push(bundle.subarray(i + 2, i + 2 + length))
    i += 2 + length
  }

  test('its key names itself', () => {
    if (key === undefined) throw new Error('no key')
    expect(toHex(sha256(keyIdInput(key.name, key.kind, key.key))).slice(0, 8)).toBe(key.id)
  })
  test.each(heads)('checkpoint $size: signature, root, tile', ({ size, note, head }) => {
    if (note === undefined || head === undefined || key === undefined) throw new Error('unread')
    const x = Buffer.from(key.key).toString('base64url')
    const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' })
    const [signature] = signaturesBy(key, note)
    expect(verify(null, Buffer.from(note.text), publicKey, signature ?? Buffer.alloc(0))).toBe(true)
    const tiles = growInSteps(entries.slice(0, size), [size])
    const root = rangeHash({ from: 0, to: size }, nodesIn(tiles, sha256), sha256)
    expect(head.size).toBe(size)
    expect(toHex(root)).toBe(toHex(head.root))
    if (size > 0)
      expect(tiles.get('0/0')).toEqual(new Uint8Array(readFileSync(at(`tlog/testlog/tile/0/000.p/${size}`))))
  })
})

/** A log as it grows, batch by batch, knowing at each step nothing but its right edge. */
function growInSteps(entries: readonly Uint8Array[], steps: readonly number[]): Map<string, Uint8Array> {
  const tiles = new Map<string, Uint8Array>()
  let size = 0
  for (const step of steps) {
    const coming = entries.slice(size, size + step).map((entry) => sha256(leafInput(entry)))
    const edge = new Map(
      edgeTiles(size).map((tile) => [tileKey(tile), tiles.get(tileKey(tile)) ?? new Uint8Array()]),
    )
    for (const tile of grown(size, edge, coming, sha256)) tiles.set(tileKey(tile), tile.hashes)
    size += coming.length
  }
  return tiles
}

describe('our own trees', () => {
  const SIZE = 70_000
  const entries = Array.from({ length: SIZE }, (_, i) => Buffer.from(`entry ${i}`))
  const tiles = growInSteps(entries, [1, 254, 1, 1, 255, 3_000, 62_024, 4_464])
  const node = nodesIn(tiles, sha256)
  const rootAt = (size: number): Uint8Array => rangeHash({ from: 0, to: size }, node, sha256)
  const SIZES = [1, 2, 255, 256, 257, 511, 512, 65_535, 65_536, 65_537, SIZE]

  test('the tiles are those the standard names for 70,000 leaves', () => {
    const widths = (level: number): number[] =>
      [...tiles].filter(([at]) => at.startsWith(`${level}/`)).map(([, hashes]) => hashes.length / 32)
    expect(widths(0)).toEqual([...Array(273).fill(256), 112])
    expect(widths(1)).toEqual([256, 17])
    expect(widths(2)).toEqual([1])
  })
  test('growing in any steps gives the same tiles', () => {
    expect(growInSteps(entries.slice(0, 1_000), [1_000])).toEqual(growInSteps(entries, [7, 400, 593]))
  })
  test('every inclusion proof leads to the root, and to no other leaf', async () => {
    for (const size of SIZES) {
      for (const index of new Set([0, 1, 254, 255, 256, size >> 1, size - 2, size - 1])) {
        if (index < 0 || index >= size) continue
        const proof = inclusionRanges(index, size).map((range) => rangeHash(range, node, sha256))
        const leafHash = sha256(leafInput(entries[index] ?? Buffer.alloc(0)))
        const root = await rootOfInclusion({ index, size, leafHash }, proof, sha256)
        expect(root && toHex(root)).toBe(toHex(rootAt(size)))
        const wrong = await rootOfInclusion({ index: index ^ 1, size, leafHash }, proof, sha256)
        if (size > 1) expect(wrong && toHex(wrong)).not.toBe(toHex(rootAt(size)))
        const wanted = inclusionRanges(index, size).flatMap(subtreesOf)
        expect(tilesOf(wanted).every((tile) => tiles.has(tileKey(tile)))).toBe(true)
      }
    }
  })
  test('every consistency proof holds, and holds for nothing else', async () => {
    for (const old of SIZES) {
      for (const size of SIZES.filter((later) => later >= old)) {
        const proof = consistencyRanges(old, size).map((range) => rangeHash(range, node, sha256))
        const [earlier, later] = [
          { size: old, root: rootAt(old) },
          { size, root: rootAt(size) },
        ]
        expect(await isConsistent(earlier, later, proof, sha256), `${old} → ${size}`).toBe(true)
        const forked = { size: old, root: sha256(earlier.root) }
        expect(await isConsistent(forked, later, proof, sha256), `${old} → ${size} forked`).toBe(false)
      }
    }
  })
})
