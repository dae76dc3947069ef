import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LogTown, logTown } from '#test/log-town'
import { witness } from './witness.ts'

let town: LogTown
const dir = mkdtempSync(join(tmpdir(), 'ezhen-witness-cli-'))
beforeAll(async () => {
  town = await logTown()
  await town.happen({ subject: 'one' })
})
afterAll(async () => {
  await town[Symbol.asyncDispose]()
  rmSync(dir, { recursive: true })
})

const MAIN = resolve(import.meta.dirname, 'main.ts')

/** Starts the command as anybody would; its lines until the last one of the start. */
async function started(args: readonly string[]) {
  const child = spawn(process.execPath, [MAIN, 'witness', ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
  const lines: string[] = []
  for await (const line of createInterface(child.stdout)) {
    lines.push(line)
    if (lines.filter((l) => l.includes('公钥')).length === 2) break
  }
  return { child, text: lines.join('\n') }
}

test('ezhen witness takes the log’s key once, signs its checkpoint, and comes back with the same key', async () => {
  const address = await town.server.app.listen({ port: 0, host: '127.0.0.1' })
  const args = [
    '--name',
    'witness.example/lab',
    '--log',
    `${address}/log/one`,
    '--dir',
    dir,
    '--port',
    '0',
    '--every',
    '1',
  ]
  const first = await started(args)
  const url = /http:\/\/127\.0\.0\.1:\d+/.exec(first.text.split('已启动')[1] ?? '')?.[0]
  const note = await (await fetch(`${address}/log/one/checkpoint`)).text()
  const reply = await fetch(`${url}/add-checkpoint`, { method: 'POST', body: `old 0\n\n${note}` })
  expect(reply.status).toBe(200)
  expect(await reply.text()).toMatch(/^— witness\.example\/lab [A-Za-z0-9+/=]+\n$/)
  expect(await (await fetch(`${url}/`)).text()).toContain('ezhen.example/log/one  1')
  first.child.kill('SIGTERM')
  expect((await once(first.child, 'exit'))[0]).toBe(0)
  const again = await started(args)
  expect(again.text.split('已启动')[1]?.split('公钥')[1]).toBe(
    first.text.split('已启动')[1]?.split('公钥')[1],
  )
  again.child.kill('SIGTERM')
  await once(again.child, 'exit')
})

test.each([
  [[]],
  [['--name', 'has space', '--log', 'http://x']],
  [['--name', 'w.example']],
  [['--nonsense']],
])('misused: %j', async (args) => {
  const lines: string[] = []
  expect(await witness(args, (line) => void lines.push(line))).toBe(2)
  expect(lines[0]).toContain('用法')
})
