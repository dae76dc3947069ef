import { dayOfInstant } from '#kernel/day'
import { sha256Hex } from '#kernel/sha256'
import { inEtown } from '../../../platform/db/act.ts'
import { slugOf } from '../../../platform/db/etowns.ts'
import { roomOf } from '../../../platform/db/house.ts'
import type { House } from '../../../platform/house.ts'
import type { Duty } from '../../../platform/work/worker.ts'
import { insertSighting, unseenSince } from '../db/sightings.ts'
import { publicPath } from './views.ts'

const EVERY_MS = 30 * 60_000
const PATIENCE_MS = 10_000

type Seen = { readonly status: number; readonly page: string | undefined }

/** No answer is a fact about the page too, not a failure of looking. */
async function look(address: string): Promise<Seen> {
  try {
    const answer = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS), redirect: 'error' })
    return { status: answer.status, page: await answer.text() }
  } catch {
    return { status: 0, page: undefined }
  }
}

/** 在线证明 Fetches every notice that is up from its public address and writes down what came. How many were looked at. */
export async function sightNotices(house: House, etown: number, address: string): Promise<number> {
  const now = house.clock()
  const since = new Date(now.getTime() - EVERY_MS)
  const today = dayOfInstant(now.getTime())
  const due = await inEtown(house.pool, etown, 'read', ({ db }) =>
    unseenSince(roomOf(db, 'notice'), etown, today, since),
  )
  if (due.length === 0) return 0
  const slug = await slugOf(house.db, etown)
  for (const { id, number, sha256 } of due) {
    const { status, page } = await look(new URL(publicPath(slug, id), address).href)
    await inEtown(house.pool, etown, 'write', ({ db }) =>
      insertSighting(roomOf(db, 'notice'), {
        etown,
        notice: id,
        edition: number,
        at: now,
        status,
        page_sha256: page === undefined ? null : sha256Hex(page),
        shows_it: status === 200 && (page?.includes(sha256) ?? false),
      }),
    )
  }
  return due.length
}

/** Asks where the public asks: at the house's public address, or, where there is none, at its own door. */
export const sightNoticesDuty: Duty = {
  name: 'notice.sight',
  rest: 1_000,
  async see(house, etown) {
    const { publicUrl, port } = house.config
    if (publicUrl === undefined && port === 0) return false
    await sightNotices(house, etown, publicUrl ?? `http://127.0.0.1:${port}`)
    return false
  },
}
