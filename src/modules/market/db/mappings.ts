import { z } from 'zod'
import type { Db } from '../../../platform/db/house.ts'
import type { Mapping } from '../domain/mapping.ts'
import { STAGES } from '../domain/order-line.ts'
import type { Platform } from '../domain/platform.ts'
import { FIELDS } from '../domain/profile.ts'

const zColumns = z.partialRecord(z.enum(FIELDS), z.string())
const zStatuses = z.record(z.string(), z.enum(STAGES))

export type MadeMapping = Mapping & { readonly madeBy: string; readonly madeAt: Date }

/** The mapping in force for files read from now on. */
export async function newestMapping(
  db: Db<'market'>,
  etown: number,
  platform: Platform,
): Promise<MadeMapping | undefined> {
  const row = await db
    .selectFrom('market.column_mapping')
    .selectAll()
    .where('etown', '=', etown)
    .where('platform', '=', platform)
    .orderBy('number', 'desc')
    .limit(1)
    .executeTakeFirst()
  if (row === undefined) return undefined
  return {
    number: row.number,
    columns: zColumns.parse(row.columns),
    statuses: zStatuses.parse(row.statuses),
    madeBy: row.made_by,
    madeAt: row.made_at,
  }
}

export const insertMapping = (
  db: Db<'market'>,
  etown: number,
  platform: Platform,
  mapping: Mapping,
  by: string,
) =>
  db
    .insertInto('market.column_mapping')
    .values({
      etown,
      platform,
      number: mapping.number,
      columns: JSON.stringify(mapping.columns),
      statuses: JSON.stringify(mapping.statuses),
      made_by: by,
    })
    .execute()
