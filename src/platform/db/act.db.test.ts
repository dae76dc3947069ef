import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '#test/database'
import { inEtown } from './act.ts'
import { openPool, type Pool } from './house.ts'
import { appUrl } from './migrate.ts'

let database: TestDatabase
let pool: Pool
let owner: pg.Client
beforeAll(async () => {
  database = await testDatabase()
  owner = new pg.Client({ connectionString: database.url })
  await owner.connect()
  await owner.query(
    "insert into platform.etown (id, slug, name, county_code) values (1, 'one', '一镇', '141030'), (2, 'two', '二镇', '140521')",
  )
  pool = openPool(appUrl(database.url), { max: 20, onError: () => {} })
})
afterAll(async () => {
  await pool.end()
  await owner.end()
  await database.drop()
})

const act = {
  actor: '1',
  act: 'party.register',
  subject: 'p1',
  outcome: 'done',
  detail: { rows: 2 },
} as const
const breaks = async (etown: number): Promise<unknown[]> => {
  await owner.query(`select set_config('app.etown', '${etown}', false)`)
  return (await owner.query('select * from platform.audit_breaks($1)', [etown])).rows
}

describe('审计链 the audit chain', () => {
  test('50 writers at once leave a whole chain without gaps', async () => {
    await Promise.all(Array.from({ length: 50 }, () => inEtown(pool, 1, 'write', async (s) => s.record(act))))
    expect(await breaks(1)).toEqual([])
    const { rows } = await owner.query(
      'select count(*)::int as n, max(seq)::int as last from platform.audit_entry where etown = 1',
    )
    expect(rows[0]).toEqual({ n: 50, last: 50 })
  })

  test('an act that rolls back leaves neither entry nor event', async () => {
    const before = await owner.query('select event_seq, audit_seq from platform.chain_head where etown = 1')
    await expect(
      inEtown(pool, 1, 'write', async (s) => {
        s.record(act)
        s.announce({ kind: 'party.registered', subject: 'p1', payload: {} })
        await s.db.selectFrom('platform.etown').select('id').execute()
        throw new Error('changed my mind')
      }),
    ).rejects.toThrow('changed my mind')
    expect(
      (await owner.query('select event_seq, audit_seq from platform.chain_head where etown = 1')).rows,
    ).toEqual(before.rows)
  })

  test('whoever tampers as superuser is named by row', async () => {
    await owner.query(`select set_config('app.etown', '1', false)`)
    await owner.query('alter table platform.audit_entry disable trigger user')
    await owner.query(`update platform.audit_entry set subject = 'p2' where etown = 1 and seq = 7`)
    expect(await breaks(1)).toEqual([{ seq: '7', why: 'content' }])
    await owner.query(`update platform.audit_entry set subject = 'p1' where etown = 1 and seq = 7`)
    await owner.query('delete from platform.audit_entry where etown = 1 and seq = 9')
    expect((await breaks(1)).map((b) => (b as { why: string }).why)).toContain('gap')
    await owner.query('delete from platform.audit_entry where etown = 1 and seq = 50')
    expect((await breaks(1)).map((b) => (b as { why: string }).why)).toContain('tail')
    await owner.query('alter table platform.audit_entry enable trigger user')
  })
})

describe('租户隔离 isolation', () => {
  test('the application role sees one e-town, and nothing without one', async () => {
    await inEtown(pool, 2, 'write', async (s) => s.record(act))
    const seen = await inEtown(pool, 2, 'read', (s) =>
      s.db.selectFrom('platform.audit_entry').select('etown').distinct().execute(),
    )
    expect(seen).toEqual([{ etown: 2 }])
    await expect(pool.query('select * from platform.audit_entry')).rejects.toThrow(
      /app\.etown|invalid input syntax/,
    )
  })

  test('a reading transaction cannot write, and nobody can change what is append-only', async () => {
    await expect(inEtown(pool, 2, 'read', async (s) => s.record(act))).rejects.toThrow(/read-only/)
    await expect(
      inEtown(pool, 2, 'write', (s) =>
        s.db.updateTable('platform.audit_entry').set({ subject: 'x' }).execute(),
      ),
    ).rejects.toThrow(/permission denied/)
    await owner.query(`select set_config('app.etown', '2', false)`)
    await expect(owner.query('delete from platform.audit_entry')).rejects.toThrow(/append-only/)
    await expect(owner.query('truncate platform.event cascade')).rejects.toThrow(/append-only/)
  })
})

describe('读 a reading', () => {
  const one = () => openPool(appUrl(database.url), { max: 1, onError: () => {} })

  test('cannot change anything by SQL either, and enters nothing into the connection', async () => {
    const narrow = one()
    await inEtown(pool, 1, 'write', async (s) => s.record(act))
    await inEtown(narrow, 1, 'read', async ({ db }) => {
      const kept = { etown: 1, name: 'x' }
      await expect(db.insertInto('platform.consumer').values(kept).execute()).rejects.toThrow(/read-only/)
      expect(await db.selectFrom('platform.audit_entry').select('etown').distinct().execute()).toEqual([
        { etown: 1 },
      ])
    })
    const { rows } = await narrow.query(
      "select current_setting('app.etown', true) as etown, current_setting('transaction_read_only') as read_only, pg_current_xact_id_if_assigned() as xid",
    )
    expect(rows).toEqual([{ etown: '', read_only: 'off', xid: null }])
    await narrow.end()
  })

  test('of two e-towns at once on one connection keeps them apart', async () => {
    const narrow = one()
    const seen = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        inEtown(narrow, 1 + (i % 2), 'read', ({ db }) =>
          db
            .selectFrom('platform.chain_head')
            .select(['etown', 'event_seq'])
            .where('etown', '=', 1 + (i % 2))
            .executeTakeFirstOrThrow(),
        ),
      ),
    )
    expect(seen.map((row) => row.etown)).toEqual(Array.from({ length: 40 }, (_, i) => 1 + (i % 2)))
    expect(seen.every((row) => typeof row.event_seq === 'bigint')).toBe(true)
    await narrow.end()
  })

  test('that fails leaves no connection behind that is in a transaction', async () => {
    const narrow = one()
    await expect(inEtown(narrow, 1, 'read', ({ db }) => sql`select 1 / 0`.execute(db))).rejects.toThrow(
      /division by zero/,
    )
    await inEtown(narrow, 2, 'read', ({ db }) => sql`select 1`.execute(db))
    const { rows } = await owner.query(
      "select count(*)::int as n from pg_stat_activity where datname = current_database() and state like 'idle in transaction%'",
    )
    expect(rows).toEqual([{ n: 0 }])
    await narrow.end()
  })
})

test('events are numbered in the order of their commits, without gaps', async () => {
  await Promise.all(
    Array.from({ length: 30 }, (_, i) =>
      inEtown(pool, 2, 'write', async (s) => {
        s.announce({ kind: 'party.registered', subject: `p${i}`, payload: { i } })
        if (i % 3 === 0) throw new Error('no')
      }).catch(() => {}),
    ),
  )
  const { rows } = await owner.query(
    'select seq::int as seq from platform.event where etown = 2 order by seq',
  )
  expect(rows.map((r: { seq: number }) => r.seq)).toEqual(Array.from({ length: 20 }, (_, i) => i + 1))
})
