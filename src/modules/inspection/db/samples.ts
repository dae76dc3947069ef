import { type Insertable, type Selectable, sql } from 'kysely'
import type { Db } from '#platform/db/house'
import type { DB } from '../../../platform/db/tables.generated.ts'

export type SampleRow = Selectable<DB['inspection.sample']>
export type RunRow = Selectable<DB['inspection.run']>
type Inspection = Db<'inspection'>

export const insertPlan = (db: Inspection, plan: Insertable<DB['inspection.plan']>) =>
  db.insertInto('inspection.plan').values(plan).returning('id').executeTakeFirstOrThrow()

export async function pageOfPlans(
  db: Inspection,
  etown: number,
  page: { after: bigint | undefined; limit: number },
) {
  const plans = db.selectFrom('inspection.plan as p').where('p.etown', '=', etown)
  const { total } = await plans.select((e) => e.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow()
  const from = page.after === undefined ? plans : plans.where('p.id', '<', page.after)
  const rows = await from
    .selectAll('p')
    .select(
      sql<bigint>`(select count(*) from inspection.sample s join inspection.task t on t.etown = s.etown and t.id = s.task
        where t.etown = p.etown and t.plan = p.id)`.as('drawn'),
    )
    .orderBy('p.id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return { rows, total: Number(total) }
}

export const findPlan = (db: Inspection, etown: number, id: bigint) =>
  db
    .selectFrom('inspection.plan')
    .selectAll()
    .where('etown', '=', etown)
    .where('id', '=', id)
    .executeTakeFirst()

export const insertTask = (db: Inspection, task: Insertable<DB['inspection.task']>) =>
  db.insertInto('inspection.task').values(task).returning('id').executeTakeFirstOrThrow()

export const findTask = (db: Inspection, etown: number, id: bigint) =>
  db
    .selectFrom('inspection.task')
    .selectAll()
    .where('etown', '=', etown)
    .where('id', '=', id)
    .executeTakeFirst()

/** Undefined: the code is taken, draw another. */
export const insertSample = (db: Inspection, sample: Insertable<DB['inspection.sample']>) =>
  db
    .insertInto('inspection.sample')
    .values(sample)
    .onConflict((c) => c.columns(['etown', 'code']).doNothing())
    .returning('id')
    .executeTakeFirst()

export type SampleWithTask = SampleRow & {
  readonly purpose: string
  readonly runs: bigint
  readonly valid: bigint
}

const withTask = (db: Inspection) =>
  db
    .selectFrom('inspection.sample as s')
    .innerJoin('inspection.task as t', (j) => j.onRef('t.etown', '=', 's.etown').onRef('t.id', '=', 's.task'))
    .selectAll('s')
    .select([
      't.purpose',
      sql<bigint>`(select count(*) from inspection.run r where r.etown = s.etown and r.sample = s.id)`.as(
        'runs',
      ),
      sql<bigint>`(select count(*) from inspection.run r where r.etown = s.etown and r.sample = s.id and r.verdict <> 'invalid')`.as(
        'valid',
      ),
    ])

export const findSample = (db: Inspection, etown: number, id: bigint): Promise<SampleWithTask | undefined> =>
  withTask(db).where('s.etown', '=', etown).where('s.id', '=', id).executeTakeFirst()

export const sampleOfCode = (
  db: Inspection,
  etown: number,
  code: string,
): Promise<SampleWithTask | undefined> =>
  withTask(db).where('s.etown', '=', etown).where('s.code', '=', code).executeTakeFirst()

export async function pageOfSamples(
  db: Inspection,
  etown: number,
  filter: {
    readonly state: string | undefined
    readonly lots: readonly bigint[] | undefined
    readonly party: bigint | undefined
  },
  page: { readonly after: bigint | undefined; readonly limit: number },
) {
  let query = withTask(db).where('s.etown', '=', etown)
  if (filter.state !== undefined) query = query.where('s.state', '=', filter.state)
  if (filter.lots !== undefined) query = query.where('s.lot', 'in', filter.lots)
  if (filter.party !== undefined) {
    const own = sql<boolean>`exists (select from trace.lot l where l.etown = s.etown and l.id = s.lot and l.party = ${filter.party})`
    query = query.where(own)
  }
  const { total } = await query
    .clearSelect()
    .select((e) => e.fn.countAll<bigint>().as('total'))
    .executeTakeFirstOrThrow()
  const from = page.after === undefined ? query : query.where('s.id', '<', page.after)
  const rows: SampleWithTask[] = await from
    .orderBy('s.id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return { rows, total: Number(total) }
}

export const samplesOfLots = (
  db: Inspection,
  etown: number,
  lots: readonly bigint[],
): Promise<SampleWithTask[]> =>
  lots.length === 0
    ? Promise.resolve([])
    : withTask(db).where('s.etown', '=', etown).where('s.lot', 'in', lots).orderBy('s.id').execute()

export const runsOf = (db: Inspection, etown: number, samples: readonly bigint[]) =>
  samples.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('inspection.run as r')
        .leftJoin('inspection.device_line as d', (j) =>
          j.onRef('d.etown', '=', 'r.etown').onRef('d.id', '=', 'r.line'),
        )
        .leftJoin('inspection.instrument as i', (j) =>
          j.onRef('i.etown', '=', 'r.etown').onRef('i.id', '=', 'r.instrument'),
        )
        .leftJoin('inspection.reagent as g', (j) =>
          j.onRef('g.etown', '=', 'r.etown').onRef('g.id', '=', 'r.reagent'),
        )
        .selectAll('r')
        .select(['d.raw', 'i.name as instrument_name', 'g.name as reagent_name', 'g.batch'])
        .where('r.etown', '=', etown)
        .where('r.sample', 'in', samples)
        .orderBy('r.measured_at')
        .orderBy('r.id')
        .execute()
export type RunOfSample = Awaited<ReturnType<typeof runsOf>>[number]

export type NewRunRow = {
  readonly sample: bigint
  readonly instrument: bigint | null
  readonly reagent: bigint | null
  readonly line: bigint | null
  readonly control: string | null
  readonly change: string | null
  readonly value: string | null
  readonly bound: string | null
  readonly limit_percent: string
  readonly blank_least: string
  readonly percent: string | null
  readonly verdict: string
  readonly notes: readonly string[]
  readonly measured_at: Date
  readonly operator: string
}

export type KeptRun = Pick<NewRunRow, 'sample' | 'percent' | 'verdict'> & { readonly id: bigint }

/** Readings, by arrays: their triggers move the samples, so no sample may stand here twice. */
export async function insertRuns(
  db: Inspection,
  { etown, by, now }: { readonly etown: number; readonly by: string; readonly now: Date },
  runs: readonly NewRunRow[],
): Promise<readonly KeptRun[]> {
  const of = <K extends keyof NewRunRow>(name: K): NewRunRow[K][] => runs.map((run) => run[name])
  const { rows } = await sql<KeptRun>`
    insert into inspection.run (etown, by, at, sample, instrument, reagent, line, control, change, value, bound, limit_percent, blank_least,
      percent, verdict, notes, measured_at, operator)
    select ${etown}::int, ${by}::text, ${now}::timestamptz, r.sample, r.instrument, r.reagent, r.line, r.control, r.change, r.value, r.bound,
      r.most, r.least, r.percent, r.verdict, string_to_array(r.notes, ','), r.measured_at, r.operator
    from unnest(${of('sample')}::bigint[], ${of('instrument')}::bigint[], ${of('reagent')}::bigint[], ${of('line')}::bigint[],
      ${of('control')}::numeric[], ${of('change')}::numeric[], ${of('value')}::numeric[], ${of('bound')}::text[],
      ${of('limit_percent')}::numeric[], ${of('blank_least')}::numeric[], ${of('percent')}::text[], ${of('verdict')}::text[],
      ${runs.map((run) => run.notes.join(','))}::text[], ${of('measured_at')}::timestamptz[], ${of('operator')}::text[])
      as r (sample, instrument, reagent, line, control, change, value, bound, most, least, percent, verdict, notes, measured_at, operator)
    returning id, sample, percent, verdict`.execute(db)
  return rows
}

/** Nobody else reads or writes this sample's results until the commit. */
export async function lockSample(db: Inspection, etown: number, id: bigint): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`inspection.sample ${etown} ${id}`}, 0))`.execute(
    db,
  )
}

export const statesOf = async (db: Inspection, etown: number, ids: readonly bigint[]) => {
  const { rows } = await sql<Pick<SampleRow, 'id' | 'state' | 'lot' | 'code'>>`
    select id, state, lot, code from inspection.sample where etown = ${etown} and id = any(${ids}::bigint[])`.execute(
    db,
  )
  return new Map(rows.map((row) => [row.id, row]))
}

export const reviewOf = (db: Inspection, etown: number, sample: bigint) =>
  db
    .selectFrom('inspection.review')
    .selectAll()
    .where('etown', '=', etown)
    .where('sample', '=', sample)
    .executeTakeFirst()

export const reviewsOf = (db: Inspection, etown: number, samples: readonly bigint[]) =>
  samples.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('inspection.review')
        .selectAll()
        .where('etown', '=', etown)
        .where('sample', 'in', samples)
        .execute()

export const labelsOf = (db: Inspection, etown: number, samples: readonly bigint[]) =>
  samples.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('inspection.test_label')
        .selectAll()
        .where('etown', '=', etown)
        .where('sample', 'in', samples)
        .execute()

export const sampleOfLabel = (db: Inspection, etown: number, number: string) =>
  db
    .selectFrom('inspection.test_label')
    .select('sample')
    .where('etown', '=', etown)
    .where('number', '=', number)
    .executeTakeFirst()

export async function insertReview(
  db: Inspection,
  review: Insertable<DB['inspection.review']>,
  label: string | undefined,
): Promise<void> {
  await db.insertInto('inspection.review').values(review).execute()
  if (label !== undefined)
    await db
      .insertInto('inspection.test_label')
      .values({ etown: review.etown, sample: review.sample, number: label })
      .execute()
}
