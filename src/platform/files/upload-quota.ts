import { sql } from 'kysely'
import { dayOfInstant } from '../../kernel/day.ts'
import { inEtown } from '../db/act.ts'
import type { House } from '../house.ts'

/** Whose upload counts, and where. */
export type Uploader = { readonly etown: number; readonly account: string }

/**
 * Counts bytes on the account's day before they are taken in, or after, when nobody announced them. `false`: with them
 * the day's quota would be passed, and nothing was counted.
 */
export const claimUpload = (house: House, { etown, account }: Uploader, bytes: number): Promise<boolean> =>
  inEtown(house.pool, etown, 'write', async ({ db }) => {
    const day = dayOfInstant(house.clock().getTime())
    const most = house.config.uploadBytesPerDay
    if (bytes > most) return false
    const { rows } = await sql`
      insert into platform.upload_day as u (etown, account, day, bytes) values (${etown}, ${account}, ${day}, ${bytes}::bigint)
      on conflict (etown, account, day) do update set bytes = u.bytes + excluded.bytes
        where u.bytes + excluded.bytes <= ${most}::bigint
      returning bytes`.execute(db)
    return rows.length === 1
  })
