import type { Insertable, Selectable } from 'kysely'
import type { Db } from '#platform/db/house'
import type { DB } from '#platform/db/tables.generated'

export type FormRow = Selectable<DB['report.form']>

/** The newest version of every form. */
export const newestForms = (db: Db<'report'>, etown: number): Promise<FormRow[]> =>
  db
    .selectFrom('report.form')
    .selectAll()
    .distinctOn('code')
    .where('etown', '=', etown)
    .orderBy('code')
    .orderBy('version', 'desc')
    .execute()

export const findForm = (
  db: Db<'report'>,
  etown: number,
  code: string,
  version?: number,
): Promise<FormRow | undefined> => {
  const query = db.selectFrom('report.form').selectAll().where('etown', '=', etown).where('code', '=', code)
  return (version === undefined ? query : query.where('version', '=', version))
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
}

export async function insertForm(db: Db<'report'>, form: Insertable<DB['report.form']>): Promise<void> {
  await db.insertInto('report.form').values(form).execute()
}
