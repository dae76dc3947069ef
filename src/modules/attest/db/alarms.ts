import type { Selectable } from 'kysely'
import type { DB } from '../../../platform/db/tables.generated.ts'
import type { AttestDb } from './logs.ts'

export type ExaminationRow = Selectable<DB['attest.examination']>

/** How many alarms a screen shows; those still open come first. */
const SHOWN = 50

export const listAlarms = (db: AttestDb, etown: number): Promise<Selectable<DB['attest.alarm']>[]> =>
  db
    .selectFrom('attest.alarm')
    .selectAll()
    .where('etown', '=', etown)
    .orderBy((e) => e('ended_at', 'is', null), 'desc')
    .orderBy('id', 'desc')
    .limit(SHOWN)
    .execute()

/** Newest first, one row more than the page. */
export async function pageOfExaminations(
  db: AttestDb,
  etown: number,
  before: bigint | undefined,
  limit: number,
) {
  const all = db.selectFrom('attest.examination').where('etown', '=', etown)
  const { total } = await all.select((e) => e.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow()
  const rows = await all
    .selectAll()
    .$if(before !== undefined, (q) => q.where('id', '<', before ?? 0n))
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  return { rows, total: Number(total) }
}

export async function insertExamination(
  db: AttestDb,
  row: Omit<ExaminationRow, 'id' | 'findings'> & { readonly findings: readonly unknown[] },
): Promise<bigint> {
  const { id } = await db
    .insertInto('attest.examination')
    .values({ ...row, findings: JSON.stringify(row.findings) })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}
