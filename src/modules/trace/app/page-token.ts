import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { sql } from 'kysely'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import type { Db } from '../../../platform/db/house.ts'
import type { Vault } from '../../../platform/vault.ts'
import { epcisRefusals } from '../contract/index.ts'

const LASTS_MS = 3_600_000

/** Where a page ended: behind a key or an event, with so many events still wanted. */
export type PagePlace = { readonly after: string; readonly left?: number | undefined }

type Kept = { readonly vault: Vault; readonly etown: number; readonly now: Date }

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest()
const seal = (kept: Kept, body: string): Buffer =>
  createHmac('sha256', kept.vault.key('trace.page')).update(`${kept.etown} ${body}`).digest().subarray(0, 18)

/** What a page is of: the address and its parameters without those that steer the page. */
export function fingerprintOf(path: string, parameters: Readonly<Record<string, unknown>>): string {
  const { nextPageToken: _token, perPage: _perPage, ...own } = parameters
  return sha256(JSON.stringify([path, Object.entries(own).sort()]))
    .toString('base64url')
    .slice(0, 22)
}

export function pageToken(kept: Kept, of: string, place: PagePlace): { token: string; until: Date } {
  const until = new Date(Math.floor(kept.now.getTime() / 1_000) * 1_000 + LASTS_MS)
  const body = Buffer.from(JSON.stringify([of, place.after, place.left ?? 0, until.getTime()])).toString(
    'base64url',
  )
  return { token: `${body}.${seal(kept, body).toString('base64url')}`, until }
}

type Read = PagePlace & { readonly of: string; readonly until: Date }

function opened(kept: Kept, token: string): Read | undefined {
  const [body = '', mark = ''] = token.split('.')
  const [given, right] = [Buffer.from(mark, 'base64url'), seal(kept, body)]
  if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined
  const [of, after, left, until] = JSON.parse(Buffer.from(body, 'base64url').toString('utf8'))
  return { of, after, left: left === 0 ? undefined : left, until: new Date(until) }
}

const no = () => refused(refusal(epcisRefusals, 'trace.token'))

/** The place a token stands for, if it is ours, of this very query, and neither expired nor invalidated. */
export async function placeOf(
  kept: Kept,
  db: Db<'trace'>,
  of: string,
  token: unknown,
): Promise<Outcome<PagePlace | undefined>> {
  if (token === undefined) return granted(undefined)
  const read = typeof token === 'string' && token.length < 2_000 ? opened(kept, token) : undefined
  if (read === undefined || read.of !== of || read.until <= kept.now) return no()
  const revoked = await db
    .selectFrom('trace.revoked_token')
    .select('until')
    .where('etown', '=', kept.etown)
    .where('sha256', '=', sha256(String(token)))
    .executeTakeFirst()
  return revoked === undefined ? granted(read) : no()
}

/** Invalidates a token before its time; those whose time is over are swept on the way. */
export async function revokeToken(kept: Kept, db: Db<'trace'>, token: string): Promise<Outcome<undefined>> {
  const read = token.length < 2_000 ? opened(kept, token) : undefined
  if (read === undefined) return refused(refusal(epcisRefusals, 'trace.not_found', { what: 'nextPageToken' }))
  await sql`delete from trace.revoked_token where etown = ${kept.etown} and until < ${kept.now}`.execute(db)
  await db
    .insertInto('trace.revoked_token')
    .values({ etown: kept.etown, sha256: sha256(token), until: read.until })
    .onConflict((c) => c.doNothing())
    .execute()
  return granted(undefined)
}
