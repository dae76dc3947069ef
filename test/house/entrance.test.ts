import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'

/** The entrance of every command, in a house that has only an entrance, at a path with a space in it. */
const ROOT = resolve(import.meta.dirname, '../..')
const HOUSE: Readonly<Record<string, string>> = {
  'src/cli/main.ts': `const given: string[] = process.argv.slice(2)
console.log(JSON.stringify({ given, cwd: process.cwd(), node: process.versions.node }))
process.exitCode = 7`,
  'src/server/main.ts': `process.once('SIGTERM', () => { console.log('ended in order'); process.exit(3) })
console.log(process.pid)
setInterval(() => {}, 1000)`,
  'package-lock.json': JSON.stringify({ packages: { '': {}, 'node_modules/pear': { version: '1.0.0' } } }),
  // In npm's place: says how it was called and leaves the list that npm leaves.
  'npm/npm-cli.js': `import fs from 'node:fs'
Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200)
fs.appendFileSync('calls', process.execPath + ' ' + process.argv.slice(2).join(' ') + '\\n')
fs.mkdirSync('node_modules', { recursive: true })
fs.copyFileSync('package-lock.json', 'node_modules/.package-lock.json')`,
}

let house: string
beforeEach(() => {
  house = join(mkdtempSync(join(tmpdir(), 'ezhen-entrance-')), 'e 镇')
  for (const [path, text] of Object.entries(HOUSE)) {
    mkdirSync(dirname(join(house, path)), { recursive: true })
    writeFileSync(join(house, path), text)
  }
  for (const path of ['package.json', 'bin', 'scripts'])
    cpSync(join(ROOT, path), join(house, path), { recursive: true })
})
afterEach(() => rmSync(dirname(house), { recursive: true, force: true }))

const run = (...args: string[]) =>
  spawnSync(process.execPath, [join(house, 'scripts/run.mjs'), ...args], {
    encoding: 'utf8',
    cwd: tmpdir(),
    env: { ...process.env, npm_execpath: join(house, 'npm/npm-cli.js') },
  })

describe('packages', () => {
  const calls = (): string[] => readFileSync(join(house, 'calls'), 'utf8').trim().split('\n')

  test('are installed by npm on our own Node, without install scripts, and only once', () => {
    expect(run('ezhen').status).toBe(7)
    expect(run('ezhen').status).toBe(7)
    expect(calls()).toHaveLength(1)
    expect(calls()[0]?.startsWith(`${process.execPath} ci --ignore-scripts `)).toBe(true)
  })

  test('are installed again when the lockfile asks for another version', () => {
    run('ezhen')
    const changed = { packages: { '': {}, 'node_modules/pear': { version: '2.0.0' } } }
    writeFileSync(join(house, 'package-lock.json'), JSON.stringify(changed))
    run('ezhen')
    expect(calls()).toHaveLength(2)
  })

  test('are installed once by two who start at the same moment, and a lock of a dead process holds nobody', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', ''])
    mkdirSync(join(house, '.installing'))
    writeFileSync(join(house, '.installing', String(pid)), '')
    const start = () =>
      spawn(process.execPath, [join(house, 'scripts/run.mjs'), 'ezhen'], {
        cwd: tmpdir(),
        env: { ...process.env, npm_execpath: join(house, 'npm/npm-cli.js') },
      })
    const ended = await Promise.all([start(), start()].map((child) => once(child, 'exit')))
    expect(ended.map(([code]) => code)).toEqual([7, 7])
    expect(calls()).toHaveLength(1)
    expect(existsSync(join(house, '.installing'))).toBe(false)
  })

  test('behind a link are somebody else’s and left alone', () => {
    mkdirSync(join(house, 'elsewhere'))
    symlinkSync(join(house, 'elsewhere'), join(house, 'node_modules'))
    expect(run('ezhen').status).toBe(7)
    expect(calls).toThrow(/ENOENT/)
  })

  test.each(['package-lock.json', 'tools/node/package-lock.json'])(
    '%s leaves out no package of any platform',
    (path) => {
      type Entry = { optionalDependencies?: Record<string, string> }
      const lock: { packages: Record<string, Entry> } = JSON.parse(readFileSync(join(ROOT, path), 'utf8'))
      const there = new Set(Object.keys(lock.packages).map((at) => at.replace(/^.*node_modules\//, '')))
      const wanted = Object.values(lock.packages).flatMap((p) => Object.keys(p.optionalDependencies ?? {}))
      expect(wanted.filter((name) => !there.has(name))).toEqual([])
    },
  )
})

describe('commands', () => {
  beforeEach(() => symlinkSync(tmpdir(), join(house, 'node_modules')))

  test('npx ezhen is our own program, called where the caller stands, its words and exit code untouched', () => {
    const here = join(house, 'src')
    const PATH = `${dirname(process.execPath)}:${process.env.PATH}`
    const options = { encoding: 'utf8', cwd: here, env: { ...process.env, PATH } } as const
    const npx = spawnSync('npx', ['--offline', '--no', 'ezhen', 'plan', 'check', 'a b'], options)
    expect(npx.status, npx.stderr).toBe(7)
    const said: { given: string[]; cwd: string; node: string } = JSON.parse(npx.stdout)
    expect(said).toMatchObject({ given: ['plan', 'check', 'a b'], cwd: here })
    expect(Number.parseInt(said.node, 10)).toBeGreaterThanOrEqual(22)
  })

  test('an unknown one is refused with the list of those there are', () => {
    const { status, stderr } = run('sart')
    expect(status).toBe(1)
    expect(stderr).toContain('start | test | gen | fmt | ezhen')
  })

  /** The entrance with a server inside that has said its pid. */
  async function startServer(): Promise<{ entrance: ChildProcess; said: () => string; pid: number }> {
    const entrance = spawn(process.execPath, [join(house, 'scripts/run.mjs'), 'start'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    let text = ''
    entrance.stdout.on('data', (chunk) => {
      text += String(chunk)
    })
    await once(entrance.stdout, 'data')
    return { entrance, said: () => text, pid: Number.parseInt(text, 10) }
  }

  test('a signal reaches the server, and its exit code comes back', async () => {
    const { entrance, said } = await startServer()
    entrance.kill('SIGTERM')
    expect(await once(entrance, 'close')).toEqual([3, null])
    expect(said()).toContain('ended in order')
  })

  test('kill -9 of the entrance ends the server in order', async () => {
    const { entrance, said, pid } = await startServer()
    entrance.kill('SIGKILL')
    await vi.waitFor(() => expect(() => process.kill(pid, 0)).toThrow(/ESRCH/), { timeout: 5_000 })
    expect(said()).toContain('ended in order')
  })
})
