import { type Insertable, type Selectable, sql } from 'kysely'
import type { Db } from '#platform/db/house'
import type { DB } from '../../../platform/db/tables.generated.ts'

type Inspection = Db<'inspection'>
export type InstrumentRow = Selectable<DB['inspection.instrument']>

/** Undefined: its number or its key is taken. */
export const insertInstrument = (db: Inspection, row: Insertable<DB['inspection.instrument']>) =>
  db
    .insertInto('inspection.instrument')
    .values(row)
    .onConflict((c) => c.doNothing())
    .returning('id')
    .executeTakeFirst()

export const instrumentsOf = (db: Inspection, etown: number) =>
  db
    .selectFrom('inspection.instrument as i')
    .selectAll('i')
    .select(
      sql<
        string | null
      >`(select max(c.until)::text from inspection.calibration c where c.etown = i.etown and c.instrument = i.id)`.as(
        'calibrated_until',
      ),
    )
    .where('i.etown', '=', etown)
    .where('i.retired_at', 'is', null)
    .orderBy('i.id')
    .execute()

export const findInstrument = (
  db: Inspection,
  etown: number,
  id: bigint,
): Promise<InstrumentRow | undefined> =>
  db
    .selectFrom('inspection.instrument')
    .selectAll()
    .where('etown', '=', etown)
    .where('id', '=', id)
    .where('retired_at', 'is', null)
    .executeTakeFirst()

export const instrumentOfMachine = (
  db: Inspection,
  etown: number,
  machine: string,
): Promise<InstrumentRow | undefined> =>
  db
    .selectFrom('inspection.instrument')
    .selectAll()
    .where('etown', '=', etown)
    .where('machine', '=', machine)
    .where('retired_at', 'is', null)
    .executeTakeFirst()

export async function calibratedOn(
  db: Inspection,
  etown: number,
  instrument: bigint,
  on: string,
): Promise<boolean> {
  const row = await db
    .selectFrom('inspection.calibration')
    .select('id')
    .where('etown', '=', etown)
    .where('instrument', '=', instrument)
    .where('on_day', '<=', on)
    .where('until', '>', on)
    .executeTakeFirst()
  return row !== undefined
}

export const calibrationsOf = (db: Inspection, etown: number, instrument: bigint) =>
  db
    .selectFrom('inspection.calibration')
    .select(['on_day', 'until'])
    .where('etown', '=', etown)
    .where('instrument', '=', instrument)
    .execute()

export const insertCalibration = (db: Inspection, row: Insertable<DB['inspection.calibration']>) =>
  db.insertInto('inspection.calibration').values(row).returning('id').executeTakeFirstOrThrow()

/** Undefined: that batch is registered already. */
export const insertReagent = (db: Inspection, row: Insertable<DB['inspection.reagent']>) =>
  db
    .insertInto('inspection.reagent')
    .values(row)
    .onConflict((c) => c.doNothing())
    .returning('id')
    .executeTakeFirst()

export const reagentsOf = (db: Inspection, etown: number) =>
  db
    .selectFrom('inspection.reagent')
    .selectAll()
    .where('etown', '=', etown)
    .orderBy('expires_on', 'desc')
    .orderBy('id')
    .limit(200)
    .execute()

export const findReagent = (db: Inspection, etown: number, id: bigint) =>
  db
    .selectFrom('inspection.reagent')
    .selectAll()
    .where('etown', '=', etown)
    .where('id', '=', id)
    .executeTakeFirst()

export const insertBlank = (db: Inspection, row: Insertable<DB['inspection.blank']>) =>
  db.insertInto('inspection.blank').values(row).returning('id').executeTakeFirstOrThrow()

/** Whether some negative of this sample rests on a device's word with no valid blank of that day. */
export async function lacksBlank(db: Inspection, etown: number, sample: bigint): Promise<boolean> {
  const { rows } = await sql<{ lacks: boolean }>`
    select exists (select from inspection.run r where r.etown = ${etown} and r.sample = ${sample} and r.value is not null and r.verdict = 'negative'
      and not exists (select from inspection.blank b where b.etown = r.etown and b.instrument = r.instrument and b.valid
        and (b.measured_at at time zone 'Asia/Shanghai')::date = (r.measured_at at time zone 'Asia/Shanghai')::date)) as lacks`.execute(
    db,
  )
  return rows[0]?.lacks ?? true
}

export type NewLine = {
  readonly digest: Buffer
  readonly raw: Buffer
  readonly sample_code: string | null
  readonly read_at: Date | null
  readonly value: string | null
  readonly bound: string | null
  readonly said: string | null
  readonly operator: string | null
  readonly trouble: string | null
}
export type FreshLine = Omit<NewLine, 'digest' | 'raw'> & { readonly id: bigint }
type From = { readonly etown: number; readonly instrument: bigint; readonly via: string; readonly by: string }

/** Lines that were not here yet. By arrays, a column each: a thousand rows cost nine parameters. */
export async function insertLines(
  db: Inspection,
  { etown, instrument, via, by }: From,
  rows: readonly NewLine[],
): Promise<readonly FreshLine[]> {
  const of = <K extends keyof NewLine>(name: K): NewLine[K][] => rows.map((row) => row[name])
  const { rows: fresh } = await sql<FreshLine>`
    insert into inspection.device_line (etown, instrument, via, received_by, digest, raw, sample_code, read_at, value, bound, said, operator, trouble)
    select ${etown}::int, ${instrument}::bigint, ${via}::text, ${by}::text, l.* from unnest(${of('digest')}::bytea[], ${of('raw')}::bytea[],
      ${of('sample_code')}::text[], ${of('read_at')}::timestamptz[], ${of('value')}::numeric[], ${of('bound')}::text[], ${of('said')}::text[],
      ${of('operator')}::text[], ${of('trouble')}::text[]) as l
    on conflict (etown, instrument, digest) do nothing
    returning id, sample_code, read_at, value, bound, said, operator, trouble`.execute(db)
  return fresh
}

export const freeLine = (db: Inspection, etown: number, id: bigint) =>
  db
    .selectFrom('inspection.device_line as d')
    .selectAll('d')
    .where('d.etown', '=', etown)
    .where('d.id', '=', id)
    .where('d.trouble', 'is', null)
    .where(unused)
    .executeTakeFirst()

const unused = sql<boolean>`not exists (select from inspection.run r where r.etown = d.etown and r.line = d.id)`

export async function pageOfLines(
  db: Inspection,
  etown: number,
  only: 'unused' | 'trouble' | undefined,
  page: { readonly after: bigint | undefined; readonly limit: number },
) {
  let query = db.selectFrom('inspection.device_line as d').where('d.etown', '=', etown)
  if (only === 'trouble') query = query.where('d.trouble', 'is not', null)
  if (only === 'unused') query = query.where('d.trouble', 'is', null).where(unused)
  const { total } = await query.select((e) => e.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow()
  const from = page.after === undefined ? query : query.where('d.id', '<', page.after)
  const rows = await from
    .innerJoin('inspection.instrument as i', (j) =>
      j.onRef('i.etown', '=', 'd.etown').onRef('i.id', '=', 'd.instrument'),
    )
    .selectAll('d')
    .select(['i.name as instrument_name', sql<boolean>`not ${unused}`.as('used')])
    .orderBy('d.id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return { rows, total: Number(total) }
}

/** Two deliveries of lines wait for each other, so that each sees what the other made of a sample. */
export async function lockIntake(db: Inspection, etown: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`inspection.intake ${etown}`}, 0))`.execute(db)
}

/** The samples that these codes name, with how many valid readings they have. */
export async function samplesOfCodes(db: Inspection, etown: number, codes: readonly string[]) {
  const { rows } = await sql<{
    id: bigint
    code: string
    state: string
    method: string
    retests: number
    taken_by: string
    valid: number
  }>`
    select s.id, s.code, s.state, s.method, s.retests, s.taken_by,
      (select count(*)::int from inspection.run r where r.etown = s.etown and r.sample = s.id and r.verdict <> 'invalid') as valid
    from inspection.sample s where s.etown = ${etown} and s.code = any(${codes}::text[]) order by s.id`.execute(
    db,
  )
  return rows
}

export const insertLabResult = async (
  db: Inspection,
  row: Insertable<DB['inspection.lab_result']>,
  items: readonly Omit<Insertable<DB['inspection.lab_item']>, 'result' | 'etown'>[],
): Promise<void> => {
  const { id } = await db
    .insertInto('inspection.lab_result')
    .values(row)
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('inspection.lab_item')
    .values(items.map((item) => ({ ...item, result: id, etown: row.etown })))
    .execute()
}

export const labResultsOf = async (db: Inspection, etown: number, samples: readonly bigint[]) => {
  if (samples.length === 0) return []
  const results = await db
    .selectFrom('inspection.lab_result')
    .selectAll()
    .where('etown', '=', etown)
    .where('sample', 'in', samples)
    .execute()
  const items =
    results.length === 0
      ? []
      : await db
          .selectFrom('inspection.lab_item')
          .selectAll()
          .where('etown', '=', etown)
          .where(
            'result',
            'in',
            results.map(({ id }) => id),
          )
          .orderBy('item')
          .execute()
  return results.map((result) => ({ ...result, items: items.filter((item) => item.result === result.id) }))
}

/** Whose lot was reported on in a file, or who collected the certificate on it. */
export async function partiesOfFile(db: Inspection, etown: number, sha256: string): Promise<bigint[]> {
  const { rows } = await sql<{ party: bigint }>`
    select l.party from inspection.lab_result r join inspection.sample s on s.etown = r.etown and s.id = r.sample
      join trace.lot l on l.etown = s.etown and l.id = s.lot where r.etown = ${etown} and r.sha256 = ${sha256}
    union
    select i.party from inspection.incoming i where i.etown = ${etown} and i.sha256 = ${sha256}`.execute(db)
  return rows.map(({ party }) => party)
}

export const toldOf = (db: Inspection, etown: number, sample: bigint) =>
  db
    .selectFrom('inspection.told')
    .selectAll()
    .where('etown', '=', etown)
    .where('sample', '=', sample)
    .executeTakeFirst()

export const insertTold = (db: Inspection, row: Insertable<DB['inspection.told']>) =>
  db.insertInto('inspection.told').values(row).execute()

export const reinspectionOf = (db: Inspection, etown: number, sample: bigint) =>
  db
    .selectFrom('inspection.reinspection')
    .selectAll()
    .where('etown', '=', etown)
    .where('sample', '=', sample)
    .executeTakeFirst()

export const insertReinspection = (db: Inspection, row: Insertable<DB['inspection.reinspection']>) =>
  db
    .insertInto('inspection.reinspection')
    .values(row)
    .onConflict((c) => c.doNothing())
    .execute()

export async function pageOfAlerts(
  db: Inspection,
  etown: number,
  page: { readonly after: bigint | undefined; readonly limit: number },
) {
  const query = db
    .selectFrom('inspection.alert as a')
    .innerJoin('inspection.sample as s', (j) =>
      j.onRef('s.etown', '=', 'a.etown').onRef('s.id', '=', 'a.sample'),
    )
    .where('a.etown', '=', etown)
  const { total } = await query.select((e) => e.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow()
  const from = page.after === undefined ? query : query.where('a.sample', '<', page.after)
  const rows = await from
    .select(['a.sample as id', 'a.raised_at', 'a.seen_at', 'a.seen_by', 's.code', 's.state', 's.lot'])
    .orderBy('a.sample', 'desc')
    .limit(page.limit + 1)
    .execute()
  return { rows, total: Number(total) }
}

/** False: there is none, or somebody has seen it. */
export async function markSeen(
  db: Inspection,
  alert: { readonly etown: number; readonly sample: bigint; readonly by: string; readonly at: Date },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('inspection.alert')
    .set({ seen_by: alert.by, seen_at: alert.at })
    .where('etown', '=', alert.etown)
    .where('sample', '=', alert.sample)
    .where('seen_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

export async function months(db: Inspection, etown: number, party: bigint | undefined) {
  const { rows } = await sql<{
    month: string
    food: string
    method: string
    samples: number
    passed: number
    positive: number
    open: number
  }>`
    select to_char(s.taken_at at time zone 'Asia/Shanghai', 'YYYY-MM') as month, s.food, s.method, count(*)::int as samples,
      count(*) filter (where s.state in ('passed', 'cleared'))::int as passed,
      count(*) filter (where exists (select from inspection.alert a where a.etown = s.etown and a.sample = s.id))::int as positive,
      count(*) filter (where s.state in ('drawn', 'to-review', 'locked', 'failed', 'disputed'))::int as open
    from inspection.sample s join trace.lot l on l.etown = s.etown and l.id = s.lot
    where s.etown = ${etown} and (${party ?? null}::bigint is null or l.party = ${party ?? null}::bigint)
    group by 1, 2, 3 order by 1 desc, 2, 3 limit 240`.execute(db)
  return rows
}

export const limitRows = (db: Inspection, etown: number) =>
  db.selectFrom('inspection.limit_row').selectAll().where('etown', '=', etown).orderBy('id').execute()

export const insertLimits = (db: Inspection, rows: readonly Insertable<DB['inspection.limit_row']>[]) =>
  db
    .insertInto('inspection.limit_row')
    .values(rows)
    .onConflict((c) => c.columns(['etown', 'pesticide', 'node', 'version']).doNothing())
    .returning('id')
    .execute()
