import { sql } from 'kysely'
import type { Period } from '#kernel/day'
import type { Db } from '../../../platform/db/house.ts'
import { goodsLines } from './sales-rows.ts'

type Sub = Db<'subsidy'>

export type Holding = {
  readonly etown: number
  readonly exclusion: string
  readonly project_key: string
  readonly cost_item: string
  readonly application: bigint
  readonly held_at: Date
}

/** Holds a benefit; false: another application holds it. A rival's open transaction is waited for. */
export async function holdBenefit(db: Sub, holding: Holding): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('subsidy.benefit')
    .values(holding)
    .onConflict((c) =>
      c
        .columns(['etown', 'exclusion', 'project_key', 'cost_item'])
        .where('released_at', 'is', null)
        .doNothing(),
    )
    .executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}

export const holderOf = (
  db: Sub,
  held: Omit<Holding, 'application' | 'held_at'>,
): Promise<{ application: bigint } | undefined> =>
  db
    .selectFrom('subsidy.benefit')
    .select('application')
    .where('etown', '=', held.etown)
    .where('exclusion', '=', held.exclusion)
    .where('project_key', '=', held.project_key)
    .where('cost_item', '=', held.cost_item)
    .where('released_at', 'is', null)
    .executeTakeFirst()

export type LinesHeld = Pick<Holding, 'etown' | 'exclusion' | 'application' | 'held_at'> & {
  readonly party: bigint
  readonly span: Period
  readonly goods: string | undefined
}

/**
 * Uses up the counted order lines of a party: those that carry no award of the exclusion yet, in one order, so that two
 * rivals wait for each other instead of in a circle. How many and how much were there, and how many were free.
 */
export async function holdLines(db: Sub, held: LinesHeld) {
  const { etown, exclusion, application, held_at } = held
  const lines = goodsLines(held)
  const counted = await sql<{ lines: bigint; fen: bigint }>`
    select count(*) as lines, coalesce(sum(o.retail_fen), 0)::bigint as fen ${lines}`.execute(db)
  const { numAffectedRows: taken = 0n } = await sql`
    insert into subsidy.used_line (etown, application, platform, order_no, sub_no, exclusion, held_at)
    select o.etown, ${application}, o.platform, o.order_no, o.sub_no, ${exclusion}, ${held_at} ${lines}
    order by o.order_no, o.sub_no, o.platform
    on conflict (etown, exclusion, order_no, sub_no, platform) where released_at is null do nothing`.execute(
    db,
  )
  return { lines: counted.rows[0]?.lines ?? 0n, fen: counted.rows[0]?.fen ?? 0n, taken, etown }
}

/** The application that most of these lines carry an award for, and how many. */
export async function lineHolder(db: Sub, held: LinesHeld) {
  const { rows } = await sql<{ application: bigint; lines: bigint }>`
    select u.application, count(*) as lines from subsidy.used_line u
    where u.etown = ${held.etown} and u.exclusion = ${held.exclusion} and u.released_at is null
      and u.application <> ${held.application}
      and (u.order_no, u.sub_no, u.platform) in (select o.order_no, o.sub_no, o.platform ${goodsLines(held)})
    group by u.application order by lines desc limit 1`.execute(db)
  return rows[0]
}

/** Its benefit and its order lines are free for others again. */
export async function releaseBenefit(db: Sub, etown: number, application: bigint, at: Date): Promise<void> {
  for (const table of ['subsidy.benefit', 'subsidy.used_line'] as const)
    await db
      .updateTable(table)
      .set({ released_at: at })
      .where('etown', '=', etown)
      .where('application', '=', application)
      .where('released_at', 'is', null)
      .execute()
}
