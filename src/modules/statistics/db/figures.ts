import { sql } from 'kysely'
import type { Db } from '#platform/db/house'
import { ofRow, type Sum, type SumAsk, type SumRow, sumsQuery } from './day-sums.ts'
import { countsQuery, type EntityAsk } from './entities.ts'

/** Many sums and many counts in one statement, each in the order asked; undefined where nothing is known. */
export async function figuresOf(
  db: Db<'statistics' | 'party_pub'>,
  etown: number,
  days: readonly SumAsk[],
  entities: readonly EntityAsk[],
): Promise<{
  readonly sums: readonly (Sum | undefined)[]
  readonly counts: readonly (bigint | undefined)[]
}> {
  const { rows } = await sql<SumRow & { readonly what: 'day' | 'entity' }>`
    select 'day' as what, place, amount, first, last from (${sumsQuery(etown, days)}) d
    union all
    select 'entity', place, amount, null, null from (${countsQuery(etown, entities)}) e
    order by what, place`.execute(db)
  return {
    sums: rows.filter(({ what }) => what === 'day').map(ofRow),
    counts: rows.filter(({ what }) => what === 'entity').map(({ amount }) => amount ?? undefined),
  }
}
