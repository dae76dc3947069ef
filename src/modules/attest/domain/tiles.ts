import { NODE } from './hash-input.ts'
import { type Sha256, type Subtree, subtreesOf } from './tree.ts'

/** @law C2SP tlog-tiles: a tile is 256 hashes of 32 bytes wide and stands for a subtree of height 8. */
export const TILE_WIDTH = 256
const TILE_HEIGHT = 8
const HASH = 32

/** 瓦片 Where a tile stands: the `n`-th of its level. Level 0 holds leaf hashes. */
export type TileAt = { readonly level: number; readonly n: number }

/** A tile or a part of it, as many hashes as have come: a part is always the beginning of the whole. */
export type Tile = TileAt & { readonly hashes: Uint8Array }

/** `level/n` as C2SP writes the path of a whole tile: 1234067 → `x001/x234/067`. */
export function tilePath(n: number): string {
  const digits = String(n)
  const groups = digits.padStart(Math.ceil(digits.length / 3) * 3, '0').match(/\d{3}/g) ?? []
  return groups.map((group, i) => (i < groups.length - 1 ? `x${group}` : group)).join('/')
}

/** What a path asks for; `level` 'entries' asks for the entries themselves. `width` 256: the whole tile. */
export type TileAsked = { readonly level: number | 'entries'; readonly n: number; readonly width: number }

/** Reads `<L>/<N>[.p/<W>]`; undefined for any other spelling, so that each tile has one address. */
export function readTilePath(path: string): TileAsked | undefined {
  const found = /^(entries|0|[1-9]\d?)\/((?:x\d{3}\/)*\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(path)
  if (found === null) return undefined
  const [, level = '', groups = '', part] = found
  const n = Number(groups.replaceAll(/[x/]/g, ''))
  const width = part === undefined ? TILE_WIDTH : Number(part)
  const whole = part === undefined
  if (!Number.isSafeInteger(n) || tilePath(n) !== groups || (!whole && width >= TILE_WIDTH)) return undefined
  if (level === 'entries') return { level, n, width }
  return Number(level) > 63 ? undefined : { level: Number(level), n, width }
}

/** How many hashes of a tile a tree of `size` leaves has. */
export function widthIn(size: number, { level, n }: TileAt): number {
  const hashes = Math.floor(size / TILE_WIDTH ** level)
  return Math.max(0, Math.min(TILE_WIDTH, hashes - n * TILE_WIDTH))
}

/** Which tile knows a subtree, and which of its hashes the subtree spans. */
function spanOf({ height, n }: Subtree): TileAt & { readonly first: number; readonly count: number } {
  const level = Math.floor(height / TILE_HEIGHT)
  const count = 2 ** (height % TILE_HEIGHT)
  const perTile = TILE_WIDTH / count
  return { level, n: Math.floor(n / perTile), first: (n % perTile) * count, count }
}

/** The tiles that know these subtrees, each once. */
export function tilesOf(subtrees: readonly Subtree[]): readonly TileAt[] {
  const found = new Map(subtrees.map(spanOf).map(({ level, n }) => [tileKey({ level, n }), { level, n }]))
  return [...found.values()]
}

export const tileKey = ({ level, n }: TileAt): string => `${level}/${n}`

/** The hash of `count` (a power of two) neighbours, level by level in one copy: a proof in a large log does this a thousand times. */
function hashIn(hashes: Uint8Array, first: number, count: number, sha256: Sha256): Uint8Array {
  const row = hashes.slice(first * HASH, (first + count) * HASH)
  const pair = Uint8Array.of(NODE, ...new Uint8Array(2 * HASH))
  for (let width = count; width > 1; width /= 2) {
    for (let i = 0; i < width / 2; i++) {
      pair.set(row.subarray(i * 2 * HASH, (i + 1) * 2 * HASH), 1)
      row.set(sha256(pair), i * HASH)
    }
  }
  return row.slice(0, HASH)
}

/** The one hash of a whole tile: what stands for it a level higher. */
export const tileRoot = (hashes: Uint8Array, sha256: Sha256): Uint8Array =>
  hashIn(hashes, 0, TILE_WIDTH, sha256)

/** Hashes of subtrees out of tiles. Throws RangeError where a tile is missing or too short: a bug, or a broken log. */
export const nodesIn =
  (tiles: ReadonlyMap<string, Uint8Array>, sha256: Sha256) =>
  (at: Subtree): Uint8Array => {
    const { first, count, ...tile } = spanOf(at)
    const hashes = tiles.get(tileKey(tile))
    if (hashes === undefined || hashes.length < (first + count) * HASH) {
      throw new RangeError(`tile ${tileKey(tile)} is missing or short`)
    }
    return hashIn(hashes, first, count, sha256)
  }

/** The tiles at the right edge of a tree: all that is needed to let it grow. */
export const edgeTiles = (size: number): readonly TileAt[] => tilesOf(subtreesOf({ from: 0, to: size }))

/**
 * Appends leaf hashes to a tree of `size` leaves, of which the edge tiles are given. The tiles that came or grew, each from
 * its beginning. Costs what the new leaves cost, however large the tree.
 */
export function grown(
  size: number,
  edge: ReadonlyMap<string, Uint8Array>,
  leafHashes: readonly Uint8Array[],
  sha256: Sha256,
): readonly Tile[] {
  const changed: Tile[] = []
  let [level, fresh] = [0, leafHashes]
  while (fresh.length > 0) {
    const before = Math.floor(size / TILE_WIDTH ** level)
    const above: Uint8Array[] = []
    let [n, taken] = [Math.floor(before / TILE_WIDTH), 0]
    let width = before % TILE_WIDTH
    while (taken < fresh.length) {
      const coming = fresh.slice(taken, taken + TILE_WIDTH - width)
      const hashes = new Uint8Array((width + coming.length) * HASH)
      if (width > 0)
        hashes.set((edge.get(tileKey({ level, n })) ?? new Uint8Array()).subarray(0, width * HASH))
      for (const [i, hash] of coming.entries()) hashes.set(hash, (width + i) * HASH)
      changed.push({ level, n, hashes })
      taken += coming.length
      if (width + coming.length === TILE_WIDTH) above.push(tileRoot(hashes, sha256))
      n += 1
      width = 0
    }
    level += 1
    fresh = above
  }
  return changed
}
