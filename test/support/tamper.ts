import type pg from 'pg'

/** Changes rows of append-only tables as whoever owns the database can: triggers off, change, triggers on. */
export async function tamper(
  owner: pg.Client,
  tables: readonly string[],
  ...statements: string[]
): Promise<void> {
  const switched = (how: 'disable' | 'enable') =>
    tables.map((table) => `alter table ${table} ${how} trigger user`).join('; ')
  await owner.query(`begin; ${switched('disable')}; ${statements.join('; ')}; ${switched('enable')}; commit`)
}
