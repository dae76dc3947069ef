import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestDatabase, testDatabase } from '#test/database'
import { inEtown } from '../../src/platform/db/act.ts'
import { openPool } from '../../src/platform/db/house.ts'
import { appUrl } from '../../src/platform/db/migrate.ts'

/**
 * The catalogue of the database, held against the rules of tenancy. Each rule is a query that names who breaks it; each
 * has a canary that breaks it on purpose.
 */

/** Tables of the whole platform: no e-town owns their rows. A new one is argued for here. */
const OF_THE_HOUSE = [
  'identity.account',
  'identity.house_role',
  'identity.lockout',
  'identity.one_time_code',
  'identity.session',
  'identity.sms_allowance',
  'identity.sms_code',
  'identity.sms_message',
  'identity.totp',
  'platform.etown',
  // Heads of the chains: sequence and hash only, written by platform.seal alone.
  'platform.chain_head',
  // What the law says of tests, alike for every e-town; the application only reads it.
  'inspection.food',
  'inspection.method',
  'inspection.pesticide',
  'inspection.template',
  // Which e-towns print a GTIN: whoever scans asks before any e-town is known, and may know.
  'trace.gtin_home',
]
const TENANT = '(etown = platform.this_etown())'
/** Policies other than the one of every tenant table. */
const OTHER_POLICIES = ['identity.membership whole_platform (platform.this_etown() = 0) r']

const OURS = `n.nspname not like 'pg\\_%' and n.nspname not in ('information_schema', 'public')`
const houseList = OF_THE_HOUSE.map((t) => `'${t}'`).join(', ')
/** Every table of ours, as `id`; `tenant`: its rows belong to e-towns. */
const tables = `select c.oid, n.nspname || '.' || c.relname as id, c.relrowsecurity, c.relforcerowsecurity,
  n.nspname || '.' || c.relname not in (${houseList}) as tenant
  from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'p') and ${OURS}`

type Rule = {
  readonly rule: string
  /** Names who breaks it. */
  readonly sql: string
  readonly canary: string
  readonly found: string
}

const RULES: readonly Rule[] = [
  {
    rule: 'a tenant table has the column etown, not null',
    sql: `
    with t as (${tables}) select id as broken from t where tenant and not exists (
      select from pg_attribute a where a.attrelid = t.oid and a.attname = 'etown' and a.attnotnull)`,
    canary: 'create table canary.a (id int)',
    found: 'canary.a',
  },
  {
    rule: 'a tenant table forces row-level security',
    sql: `
    with t as (${tables}) select id as broken from t where tenant and not (relrowsecurity and relforcerowsecurity)`,
    canary: 'create table canary.b (etown int not null); alter table canary.b enable row level security',
    found: 'canary.b',
  },
  {
    rule: 'a tenant table has the one policy, for reading and writing',
    sql: `
    with t as (${tables}) select id as broken from t where tenant and not exists (
      select from pg_policy p where p.polrelid = t.oid and p.polcmd = '*' and p.polpermissive
        and pg_get_expr(p.polqual, p.polrelid) = '${TENANT}'
        and pg_get_expr(p.polwithcheck, p.polrelid) = '${TENANT}')`,
    canary: 'create table canary.c (etown int not null); create policy p on canary.c using (true)',
    found: 'canary.c',
  },
  {
    rule: 'no other policy widens it',
    sql: `
    with t as (${tables}), p as (
      select t.id || ' ' || p.polname || ' ' || coalesce(pg_get_expr(p.polqual, p.polrelid), '') || ' ' || p.polcmd::text as broken,
        pg_get_expr(p.polqual, p.polrelid) = '${TENANT}' and pg_get_expr(p.polwithcheck, p.polrelid) = '${TENANT}' as usual
      from t join pg_policy p on p.polrelid = t.oid)
    select broken from p where not usual and broken not in (${OTHER_POLICIES.map((p) => `'${p}'`).join(', ')})`,
    canary: 'create table canary.d (etown int not null); create policy p on canary.d using (true)',
    found: 'canary.d p true *',
  },
  {
    rule: 'etown leads every unique key of a tenant table',
    sql: `
    with t as (${tables}) select t.id || ' ' || i.indexrelid::regclass as broken from t join pg_index i on i.indrelid = t.oid
    where tenant and i.indisunique and not exists (
      select from pg_attribute a where a.attrelid = t.oid and a.attnum = i.indkey[0] and a.attname = 'etown')`,
    canary: 'create table canary.e (etown int not null, id int, primary key (id, etown))',
    found: 'canary.e canary.e_pkey',
  },
  {
    rule: 'etown leads every foreign key between tenant tables',
    sql: `
    with t as (${tables}) select t.id || ' ' || k.conname as broken from t
    join pg_constraint k on k.conrelid = t.oid and k.contype = 'f' join t other on other.oid = k.confrelid
    where t.tenant and other.tenant and not exists (
      select from pg_attribute a, pg_attribute b where a.attrelid = t.oid and a.attnum = k.conkey[1] and a.attname = 'etown'
        and b.attrelid = other.oid and b.attnum = k.confkey[1] and b.attname = 'etown')`,
    canary: `create table canary.f (etown int not null, id int unique, up int references canary.f (id))`,
    found: 'canary.f f_up_fkey',
  },
  {
    // pg_trigger.tgtype: 8 on delete, 16 on update, 32 on truncate. What is never removed may still change its state.
    rule: 'what a trigger refuses, the application has no right to either',
    sql: `
    with t as (${tables}) select distinct t.id as broken from t
    join pg_trigger g on g.tgrelid = t.oid and g.tgfoid = 'platform.refuse_change'::regproc
    where (g.tgtype & 16 > 0 and has_any_column_privilege('ezhen_app', t.oid, 'update'))
      or (g.tgtype & 8 > 0 and has_table_privilege('ezhen_app', t.oid, 'delete'))
      or has_table_privilege('ezhen_app', t.oid, 'truncate')`,
    canary: `create table canary.g (etown int not null, n int);
     create trigger t before update on canary.g for each row execute function platform.refuse_change();
     grant update (n) on canary.g to ezhen_app`,
    found: 'canary.g',
  },
  {
    rule: 'a view sees with the eyes of who asks',
    sql: `
    select n.nspname || '.' || c.relname as broken from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where c.relkind = 'v' and ${OURS} and not coalesce(c.reloptions @> array['security_invoker=true'], false)`,
    canary: 'create view canary.h as select 1 as one',
    found: 'canary.h',
  },
  {
    rule: 'the application makes and owns nothing',
    sql: `
    select n.nspname as broken from pg_namespace n where ${OURS.replaceAll('public', 'nothing')}
      and has_schema_privilege('ezhen_app', n.oid, 'create')
    union all
    select c.oid::regclass::text from pg_class c join pg_roles r on r.oid = c.relowner where r.rolname like 'ezhen\\_app%'
    union all
    select r.rolname from pg_roles r where r.rolname like 'ezhen\\_app%'
      and (r.rolsuper or r.rolbypassrls or r.rolcreatedb or r.rolcreaterole)
    union all
    select 'truncate ' || t.id from (${tables}) t where has_table_privilege('ezhen_app', t.oid, 'truncate, references, trigger')`,
    canary: 'grant create on schema canary to ezhen_app',
    found: 'canary',
  },
  {
    rule: 'a function with its owner’s rights looks names up nowhere but where it says',
    sql: `
    select p.oid::regprocedure::text as broken from pg_proc p join pg_namespace n on n.oid = p.pronamespace
    where ${OURS} and p.prosecdef and not coalesce(array_to_string(p.proconfig, ' ') like '%search_path=%', false)`,
    canary: 'create function canary.i() returns int language sql security definer as $$ select 1 $$',
    found: 'canary.i()',
  },
]

let database: TestDatabase
let owner: pg.Client
beforeAll(async () => {
  database = await testDatabase()
  owner = new pg.Client({ connectionString: database.url })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await database.drop()
})

const broken = async ({ sql }: Rule): Promise<unknown[]> =>
  (await owner.query(sql)).rows.map((row: { broken: string }) => row.broken)

describe.each(RULES)('$rule', (rule) => {
  test('holds', async () => expect(await broken(rule)).toEqual([]))
  test('bites', async () => {
    await owner.query('begin')
    try {
      await owner.query(`create schema canary; ${rule.canary}`)
      expect(await broken(rule)).toContain(rule.found)
    } finally {
      await owner.query('rollback')
    }
  })
})

describe('目录 the catalogue', () => {
  test('has tables of both kinds', async () => {
    const { rows } = await owner.query(`select id, tenant from (${tables}) t order by id`)
    expect(rows.filter((r) => r.tenant).map((r) => r.id)).toEqual(
      expect.arrayContaining(['identity.membership', 'platform.audit_entry', 'platform.event']),
    )
    const house = rows.filter((r) => !r.tenant).map((r) => r.id)
    expect(house.toSorted()).toEqual(OF_THE_HOUSE.toSorted())
  })

  test('what a migration puts under guard keeps every rule', async () => {
    await owner.query('begin')
    try {
      await owner.query(`set local app.etown = '0'; create schema canary;
        create table canary.kept (etown int not null references platform.etown (id), id int, primary key (etown, id));
        create table canary.moving (etown int not null references platform.etown (id), id int, primary key (etown, id));
        select platform.guard_tables('canary', only_appended => array['kept'], changing => array['moving']);
        insert into canary.kept values (0, 1), (0, 2)`)
      for (const rule of RULES) expect(await broken(rule)).toEqual([])
      const { rows } =
        await owner.query(`select has_table_privilege('ezhen_app', 'canary.kept', 'insert') as appends,
        has_table_privilege('ezhen_app', 'canary.moving', 'select') as reads`)
      expect(rows).toEqual([{ appends: true, reads: false }])
      await expect(owner.query('update canary.kept set id = 3 where id = 1')).rejects.toThrow(/append-only/)
    } finally {
      await owner.query('rollback')
    }
  })

  test('one connection carries nothing from one e-town to what comes next', async () => {
    const pool = openPool(appUrl(database.url), { max: 1, onError: () => {} })
    try {
      await inEtown(pool, 0, 'read', async ({ db }) =>
        db.selectFrom('identity.membership').select('etown').execute(),
      )
      await expect(pool.query('select * from identity.membership')).rejects.toThrow(/integer: ""|app\.etown/)
      const nobody = Buffer.alloc(32)
      const asked = [nobody, new Date(), new Date(), true]
      const actor = await pool.query('select * from identity.actor_of($1, $2, $3, $4)', asked)
      expect(actor.rows).toEqual([])
      await expect(pool.query('select * from identity.membership')).rejects.toThrow(/integer: ""|app\.etown/)
    } finally {
      await pool.end()
    }
  })

  test('whoever is in an e-town cannot ask who is calling', async () => {
    await owner.query('begin')
    await owner.query(`set local app.etown = '1'`)
    const asked = owner.query('select * from identity.actor_of($1, now(), now(), true)', [Buffer.alloc(32)])
    await expect(asked).rejects.toThrow(/outside any e-town/)
    await owner.query('rollback')
  })
})
