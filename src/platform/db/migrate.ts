import { createHash, createHmac } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import pg from 'pg'

const FOLDER = new URL('../../../db/migrations/', import.meta.url)
/** One migrator at a time; the number only has to be ours. */
const LOCK = 4_020_231

/**
 * Roles belong to the cluster, so name and password follow from the owner who made them: any number of processes and
 * databases agree on both, and nothing has to be stored.
 */
function appLogin(ownerUrl: string): { role: string; password: string } {
  const owner = new URL(ownerUrl)
  const role = `ezhen_app_${createHash('sha256').update(owner.username).digest('hex').slice(0, 8)}`
  const secret = decodeURIComponent(owner.password) || 'ezhen'
  return { role, password: createHmac('sha256', secret).update(role).digest('hex') }
}

/** The connection string of the application role: no DDL, no UPDATE or DELETE on append-only tables. */
export function appUrl(ownerUrl: string): string {
  const url = new URL(ownerUrl)
  const { role, password } = appLogin(ownerUrl)
  url.username = role
  url.password = password
  return url.href
}

/** Brings the database to the newest migration. Forward only; a changed old migration is refused. */
export async function migrate(ownerUrl: string): Promise<{ applied: readonly string[] }> {
  const client = new pg.Client({ connectionString: ownerUrl })
  await client.connect()
  try {
    await client.query(`select pg_advisory_lock(${LOCK})`)
    await ensureRoles(client, ownerUrl)
    await client.query(
      'create table if not exists public.migration (name text primary key, sha256 text not null, at timestamptz not null default now())',
    )
    const known = new Map<string, string>(
      (
        await client.query<{ name: string; sha256: string }>('select name, sha256 from public.migration')
      ).rows.map((r) => [r.name, r.sha256]),
    )
    const applied: string[] = []
    for (const name of (await readdir(FOLDER)).filter((f) => f.endsWith('.sql')).sort()) {
      const sql = await readFile(new URL(name, FOLDER), 'utf8')
      const sha256 = createHash('sha256').update(sql).digest('hex')
      const before = known.get(name)
      if (before === sha256) continue
      if (before !== undefined) throw new Error(`迁移 ${name} 在执行后被改动过: 请还原它, 另写一个新的迁移。`)
      await client.query('begin')
      await client.query(sql)
      await client.query('insert into public.migration (name, sha256) values ($1, $2)', [name, sha256])
      await client.query('commit')
      applied.push(name)
    }
    return { applied }
  } finally {
    await client.end()
  }
}

async function ensureRoles(client: pg.Client, ownerUrl: string): Promise<void> {
  const { role, password } = appLogin(ownerUrl)
  await client.query(`do $$ begin
    if not exists (select from pg_roles where rolname = 'ezhen_app') then create role ezhen_app nologin; end if;
    if not exists (select from pg_roles where rolname = '${role}') then create role ${role} login in role ezhen_app; end if;
  end $$`)
  await client.query(`alter role ${role} password '${password}'`)
}
