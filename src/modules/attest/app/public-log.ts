import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import type { Call, RawAnswer } from '../../../platform/http/route.ts'
import {
  attestRefusals,
  type readCheckpoint,
  type readKeys,
  type readProof,
  type readTile,
} from '../contract/index.ts'
import { entriesFrom } from '../db/leaves.ts'
import { type AttestDb, findLog, type LogRow, newestCheckpoint } from '../db/logs.ts'
import { predecessorsOf } from '../db/predecessors.ts'
import { readTiles } from '../db/tiles.ts'
import { activeWitnesses } from '../db/witnesses.ts'
import { keyLine } from '../domain/note.ts'
import { readTilePath, TILE_WIDTH, type TileAsked, tileKey, widthIn } from '../domain/tiles.ts'
import { namedKey } from './log-keys.ts'
import { cosigned, prove } from './prove.ts'

const TEXT = 'text/plain; charset=utf-8'
/** Anybody may ask from any page: what is here is public. */
const OPEN = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' }
const MOMENT = { ...OPEN, 'cache-control': 'public, max-age=2' }
const FOR_EVER = { ...OPEN, 'cache-control': 'public, max-age=31536000, immutable' }

export async function readCheckpointIn(
  call: Call<typeof readCheckpoint, 'attest'>,
): Promise<Outcome<RawAnswer>> {
  const newest = await newestCheckpoint(call.db, call.etown.id)
  if (newest === undefined) return refused(refusal(attestRefusals, 'attest.no_log'))
  const { note } = await cosigned(call.db, newest)
  return granted({ headers: { ...MOMENT, 'content-type': TEXT }, body: note })
}

/** Of the newest signed tree, whole tiles and such parts as an earlier tree of this log had. */
export async function readTileIn(call: Call<typeof readTile, 'attest'>): Promise<Outcome<RawAnswer>> {
  const asked = readTilePath(call.params['*'])
  const newest = await newestCheckpoint(call.db, call.etown.id)
  const level = asked?.level === 'entries' ? 0 : (asked?.level ?? 0)
  const there = asked && newest ? widthIn(Number(newest.size), { level, n: asked.n }) : 0
  if (asked === undefined || there < asked.width) return refused(refusal(attestRefusals, 'attest.no_tile'))
  const body =
    asked.level === 'entries'
      ? await entryBundle(call.db, call.etown.id, asked)
      : await tileBytes(call.db, call.etown.id, { ...asked, level })
  return granted({ headers: { ...FOR_EVER, 'content-type': 'application/octet-stream' }, body })
}

async function tileBytes(
  db: AttestDb,
  etown: number,
  { level, n, width }: TileAsked & { readonly level: number },
): Promise<Buffer> {
  const hashes = (await readTiles(db, etown, [{ level, n }])).get(tileKey({ level, n }))
  return Buffer.from(hashes?.subarray(0, width * 32) ?? [])
}

/** @law C2SP tlog-tiles: each entry behind its length in two bytes. */
async function entryBundle(db: AttestDb, etown: number, { n, width }: TileAsked): Promise<Buffer> {
  const entries = await entriesFrom(db, etown, BigInt(n * TILE_WIDTH), width)
  return Buffer.concat(
    entries.flatMap((entry) => {
      const bytes = Buffer.from(entry, 'utf8')
      const length = Buffer.alloc(2)
      length.writeUInt16BE(bytes.length)
      return [length, bytes]
    }),
  )
}

export async function readProofIn(call: Call<typeof readProof, 'attest'>): Promise<Outcome<RawAnswer>> {
  const { index } = call.params
  const proven = await prove(call.db, call.etown.id, BigInt(index))
  if (proven === undefined) return refused(refusal(attestRefusals, 'attest.not_covered', { index }))
  return granted({ headers: { ...MOMENT, 'content-type': TEXT }, body: proven.text })
}

/** The keys of a log, of those it continues and of whoever witnesses it, one line each. */
export async function keysOf(db: AttestDb, log: LogRow): Promise<readonly string[]> {
  const logs = [log, ...(await predecessorsOf(db, log.etown))]
  const own = logs.flatMap(({ origin, ed25519, sm2 }) => [
    namedKey(origin, 'ed25519', ed25519),
    namedKey(origin, 'sm2', sm2),
  ])
  const witnesses = await activeWitnesses(db, log.etown)
  return [...own.map(keyLine), ...witnesses.map(({ key }) => key)]
}

export async function readKeysIn(call: Call<typeof readKeys, 'attest'>): Promise<Outcome<RawAnswer>> {
  const log = await findLog(call.db, call.etown.id)
  if (log === undefined) return refused(refusal(attestRefusals, 'attest.no_log'))
  const body = `${(await keysOf(call.db, log)).join('\n')}\n`
  return granted({ headers: { ...MOMENT, 'content-type': TEXT }, body })
}
