import { sql } from 'kysely'
import { z } from 'zod'
import { type Day, day } from '#kernel/day'
import type { Db } from '#platform/db/house'
import { ALL_PARTS } from '../domain/day-sums.ts'
import type { Measure } from '../domain/definition.ts'
import type { AsOf } from './day-sums.ts'

const zStanding = z.array(
  z.object({
    indicator: z.string(),
    area: z.string(),
    period_from: z.string(),
    period_until: z.string(),
    value: z.string(),
    unit: z.string(),
  }),
)
export type Standing = z.output<typeof zStanding>[number]

export type KnownRow = {
  /** The last day of each measure that has rows. */
  readonly reach: ReadonlyMap<Measure, Day>
  /** What was entered and not corrected since. */
  readonly standing: readonly Standing[]
  readonly asOf: AsOf | undefined
}

/** How far the data reach, what stands entered, and the event the sums hold: one statement, for a board is read often. */
export async function knownOf(
  db: Db<'statistics'>,
  etown: number,
  measures: readonly Measure[],
): Promise<KnownRow> {
  const { rows } = await sql<{
    last_days: (string | null)[] | null
    standing: unknown
    seq: bigint | null
    at: Date | null
  }>`
    select
      (select array_agg((select max(day)::text from statistics.daily_sum
          where etown = ${etown} and measure = m.measure and part = ${ALL_PARTS}) order by m.place)
        from unnest(${[...measures]}::text[]) with ordinality as m(measure, place)) as last_days,
      (select coalesce(jsonb_agg(jsonb_build_object('indicator', indicator, 'area', area, 'period_from', period_from,
          'period_until', period_until, 'value', value, 'unit', unit) order by period_until), '[]')
        from statistics.entered_figure e
        where etown = ${etown}
          and not exists (select from statistics.entered_figure r where r.etown = e.etown and r.replaces = e.id)) as standing,
      f.seq, f.at
    from (select ${etown}::int as etown) town left join statistics.folded f on f.etown = town.etown`.execute(
    db,
  )
  const [row] = rows
  if (row === undefined) throw new Error('the statement gives one row')
  const reach = measures.flatMap((measure, i) => {
    const last = row.last_days?.[i]
    return last == null ? [] : [[measure, day(last)] as const]
  })
  return {
    reach: new Map(reach),
    standing: zStanding.parse(row.standing),
    asOf: row.seq === null || row.at === null ? undefined : { seq: row.seq, at: row.at },
  }
}
