import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, expect, test, vi } from 'vitest'
import { commandOf } from './embedded/process.ts'
import { type Embedded, startEmbedded } from './embedded.ts'

const undo: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const step of undo.splice(0).reverse()) await step()
})

function freshFolder(name = 'pg'): string {
  const parent = mkdtempSync(join(tmpdir(), 'ezhen-embedded-'))
  // Where root has no user namespaces, PostgreSQL runs as nobody, who has to get through.
  chmodSync(parent, 0o711)
  undo.push(async () => rmSync(parent, { recursive: true, force: true }))
  return join(parent, name)
}

async function start(dir: string, durable = true): Promise<Embedded> {
  const server = await startEmbedded({ dir, durable, log: () => {} })
  undo.push(() => server.stop())
  return server
}

async function ask(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

/** Another Node that starts a server on the folder, says its url, and then only lives. */
async function startElsewhere(dir: string): Promise<{ owner: ChildProcess; pid: number; url: string }> {
  const door = new URL('./embedded.ts', import.meta.url).href
  const script = `
    const { startEmbedded } = await import(${JSON.stringify(door)})
    const { url } = await startEmbedded({ dir: ${JSON.stringify(dir)}, durable: true, log: () => {} })
    process.stdout.write(url)
    setInterval(() => {}, 1000)`
  const owner = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  undo.push(async () => void owner.kill('SIGKILL'))
  const [url] = await once(owner.stdout, 'data')
  const pid = serverPid(dir)
  undo.push(async () => {
    owner.kill('SIGKILL')
    await gone(pid)
  })
  return { owner, pid, url: String(url) }
}

const serverPid = (dir: string): number =>
  Number.parseInt(readFileSync(join(dir, 'data', 'postmaster.pid'), 'utf8'), 10)

const gone = (pid: number): Promise<void> =>
  vi.waitFor(() => expect(commandOf(pid)).toBe(''), { timeout: 5_000 })

test('the owner is no superuser, search sees Chinese, and the data outlive a restart', async () => {
  const dir = freshFolder()
  const first = await start(dir)
  await ask(first.url, "create table pear (name text); insert into pear values ('玉露香梨')")
  await first.stop()
  const second = await start(dir)
  expect(second.url).toBe(first.url)
  expect(
    await ask(second.url, 'select name, rolsuper from pear, pg_roles where rolname = current_user'),
  ).toEqual([{ name: '玉露香梨', rolsuper: false }])
  await ask(second.url, 'create extension pg_trgm')
  expect((await ask(second.url, "select unnest(show_trgm('玉露香梨'))")).length).toBeGreaterThan(0)
  expect(statSync(join(dir, 'password')).mode & 0o777).toBe(0o600)
  expect(statSync(join(dir, 'socket')).mode & 0o777).toBe(0o700)
})

test('nobody comes in without the password', async () => {
  const { url } = await start(freshFolder(), false)
  await expect(ask(url.replace(/:[^:@]*@/, ':wrong@'), 'select 1')).rejects.toThrow(
    /password authentication failed/,
  )
})

test('a second starter is refused in Chinese while the first lives, in another process or the same', async () => {
  const dir = freshFolder()
  const { owner } = await startElsewhere(dir)
  await expect(start(dir)).rejects.toThrow(`正由另一个进程 (${owner.pid}) 使用`)
  const mine = freshFolder()
  await start(mine)
  await expect(start(mine)).rejects.toThrow(`正由另一个进程 (${process.pid}) 使用`)
})

test('kill -9 of the owner stops PostgreSQL, and the next start finds every committed row', async () => {
  const dir = freshFolder()
  const { owner, pid, url } = await startElsewhere(dir)
  await ask(url, 'create table kept as select 1 as one')
  expect(commandOf(pid)).toContain(dir)
  owner.kill('SIGKILL')
  await once(owner, 'exit')
  const next = await start(dir)
  expect(await ask(next.url, 'select one from kept')).toEqual([{ one: 1 }])
  expect(commandOf(pid)).toBe('')
})

test('kill -9 of the owner leaves no PostgreSQL behind even if nobody starts again', async () => {
  const dir = freshFolder()
  const { owner, pid } = await startElsewhere(dir)
  owner.kill('SIGKILL')
  await gone(pid)
})

test('PostgreSQL killed under us comes back at the same address with its rows', async () => {
  const dir = freshFolder()
  const { url } = await start(dir)
  await ask(url, 'create table kept as select 1 as one')
  process.kill(serverPid(dir), 'SIGKILL')
  await vi.waitFor(async () => expect(await ask(url, 'select one from kept')).toEqual([{ one: 1 }]), {
    timeout: 20_000,
  })
})

test.each([
  ['a dead process', () => 4_000_000],
  ['a living other process', () => process.pid],
  ['nobody, being empty', () => ''],
])('a pid file left by kill -9 that names %s does not stop the start', async (_, pid) => {
  const dir = freshFolder()
  await (await start(dir)).stop()
  writeFileSync(join(dir, 'data', 'postmaster.pid'), `${pid()}\n${dir}/data\n`)
  mkdirSync(join(dir, 'socket'), { recursive: true })
  writeFileSync(join(dir, 'socket', '.s.PGSQL.5432.lock'), `${pid()}\n`)
  writeFileSync(join(dir, 'owner.lock'), `${process.pid} another start\n`)
  const { url } = await start(dir)
  expect(await ask(url, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('a half-made cluster is made anew', async () => {
  const dir = freshFolder()
  mkdirSync(join(dir, 'data.init', 'base'), { recursive: true })
  writeFileSync(join(dir, 'data.init', 'PG_VERSION'), '18\n')
  await start(dir)
  expect(readdirSync(dir)).not.toContain('data.init')
})

test('where the path is too long for a socket, PostgreSQL listens on loopback', async () => {
  const { url } = await start(freshFolder('乡'.repeat(40)), false)
  expect(new URL(url).hostname).toBe('127.0.0.1')
  expect(await ask(url, 'select inet_server_addr() is not null as tcp')).toEqual([{ tcp: true }])
})

test('a throw-away cluster leaves no folder', async () => {
  const dir = freshFolder()
  await (await start(dir, false)).stop()
  expect(existsSync(dir)).toBe(false)
})
