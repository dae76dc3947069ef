import { sql } from 'kysely'
import { type Tile, type TileAt, tileKey } from '../domain/tiles.ts'
import type { AttestDb } from './logs.ts'

/** Tiles by their key, as much of each as there is; one that is not there is left out. */
export async function readTiles(
  db: AttestDb,
  etown: number,
  wanted: readonly TileAt[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  if (wanted.length === 0) return new Map()
  const levels = wanted.map(({ level }) => level)
  const numbers = wanted.map(({ n }) => n)
  const { rows } = await sql<{ level: number; n: bigint; hashes: Buffer }>`
    select t.level, t.n, t.hashes from unnest(${levels}::int[], ${numbers}::bigint[]) as w (level, n)
    join attest.tile t on t.etown = ${etown} and t.level = w.level and t.n = w.n`.execute(db)
  return new Map(rows.map(({ level, n, hashes }) => [tileKey({ level, n: Number(n) }), hashes]))
}

/** Whole tiles are new, the last of each level may have grown. */
export async function writeTiles(db: AttestDb, etown: number, tiles: readonly Tile[]): Promise<void> {
  await sql`
    insert into attest.tile (etown, level, n, hashes)
    select ${etown}, * from unnest(${tiles.map(({ level }) => level)}::int[], ${tiles.map(({ n }) => n)}::bigint[],
      ${tiles.map(({ hashes }) => Buffer.from(hashes))}::bytea[])
    on conflict (etown, level, n) do update set hashes = excluded.hashes`.execute(db)
}
