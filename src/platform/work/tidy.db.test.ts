import { readdirSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestServer, testServer } from '#test/server'
import { twoTowns } from '#test/towns'
import { inEtown } from '../db/act.ts'
import { type Evidence, recordEvidence } from '../files/evidence.ts'
import { runOneJob } from './jobs.ts'
import { askTidy, tidyJob } from './tidy.ts'

let server: TestServer
let owner: pg.Client
beforeAll(async () => {
  server = await testServer({}, [])
  owner = await twoTowns(server)
})
afterAll(async () => {
  await owner.end()
  await server[Symbol.asyncDispose]()
})

async function bring(text: string): Promise<Evidence> {
  const came = await server.house.evidence.receive(Readable.from([Buffer.from(text)]), 'a.csv', ['table'])
  if (!came.ok) throw new Error('not received')
  return came.value
}
const place = ({ stored }: Evidence): string =>
  join(server.house.config.dataDir, 'evidence', stored.slice(0, 2), stored.slice(2))
const age = (file: Evidence, hours: number): void => {
  const then = new Date(server.clock.getTime() - hours * 3_600_000)
  utimesSync(place(file), then, then)
}
const keep = (file: Evidence, etown: number): Promise<void> =>
  inEtown(server.house.pool, etown, 'write', ({ db }) => recordEvidence(db, etown, file, '7'))
const run = () => runOneJob(server.house, 0, [tidyJob], new AbortController().signal)
const onDisk = (): number =>
  readdirSync(join(server.house.config.dataDir, 'evidence'), { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile(),
  ).length

test('once a night, whoever asks; what no row of any e-town names and is a day old goes, and the audit says so', async () => {
  const [kept, other, refused, fresh] = [
    await bring('甲'),
    await bring('乙'),
    await bring('丙'),
    await bring('丁'),
  ]
  await keep(kept, 1)
  await keep(other, 2)
  for (const file of [kept, other, refused]) age(file, 25)
  age(fresh, 23)
  expect((await Promise.all([1, 2, 3].map(() => askTidy(server.house)))).filter(Boolean)).toHaveLength(1)
  expect(await run()).toBe(true)
  expect(onDisk()).toBe(3)
  for (const file of [kept, other, fresh])
    expect((await buffer(await server.house.evidence.read(file.stored))).length).toBeGreaterThan(0)
  await expect(server.house.evidence.read(refused.stored)).rejects.toThrow('ENOENT')
  await owner.query(`select set_config('app.etown', '0', false)`)
  const { rows } = await owner.query(
    `select actor, detail from platform.audit_entry where act = 'platform.tidy'`,
  )
  expect(rows).toEqual([{ actor: 'server', detail: { files: 1, bytes: expect.any(Number) } }])
  expect(await askTidy(server.house)).toBe(false)
  server.clock = new Date(server.clock.getTime() + 86_400_000)
  expect(await askTidy(server.house)).toBe(true)
})

test('a file that was brought again today is young, whoever refused it before', async () => {
  const file = await bring('戊')
  age(file, 48)
  await bring('戊')
  await run()
  expect((await buffer(await server.house.evidence.read(file.stored))).toString()).toBe('戊')
})

test('brought and swept at once, what was recorded is never lost', async () => {
  const texts = Array.from({ length: 40 }, (_, i) => `己${i}`)
  for (const text of texts) age(await bring(text), 48)
  const before = new Date(Date.now() - 3_600_000)
  const sweeping = Promise.all([1, 2].map(() => server.house.evidence.sweep(before, async () => new Set())))
  const files = await Promise.all(texts.map(bring))
  await sweeping
  for (const [i, file] of files.entries())
    expect((await buffer(await server.house.evidence.read(file.stored))).toString()).toBe(texts[i])
})
