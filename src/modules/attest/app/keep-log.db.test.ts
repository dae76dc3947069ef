import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestServer, testServer } from '#test/server'
import { tamper } from '#test/tamper'
import { twoTowns } from '#test/towns'
import { inEtown } from '../../../platform/db/act.ts'
import { startWorker } from '../../../platform/work/worker.ts'
import { growLogOnce, keepLog } from './keep-log.ts'
import { signHead } from './sign-head.ts'

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

const announce = (etown: number, subject: string, payload: Record<string, unknown> = {}) =>
  inEtown(server.house.pool, etown, 'write', async (scope) => {
    scope.announce({ kind: 'demo.happened', subject, payload })
    return scope.sealed
  })
const leaves = async () =>
  (await owner.query('select index, seq, part, kind, entry from attest.leaf where etown = 1 order by index'))
    .rows

describe('定序 the log of an e-town', () => {
  test('each announcement is promised its place with its commit, and stands there', async () => {
    const many = Array.from({ length: 300 }, (_, i) => ({
      kind: 'demo.part',
      subject: `p${i}`,
      sha256: 'ab'.repeat(32),
    }))
    expect((await announce(1, 'a')).leaf).toBe(0n)
    expect((await announce(1, 'b', { attested: many })).leaf).toBe(1n)
    expect((await announce(1, 'c')).leaf).toBe(301n)
    expect((await announce(2, 'elsewhere')).leaf).toBe(0n)
    expect(await growLogOnce(server.house, 1)).toBe(256)
    expect(await growLogOnce(server.house, 1)).toBe(46)
    expect(await growLogOnce(server.house, 1)).toBe(0)
    const rows = await leaves()
    expect(rows).toHaveLength(302)
    expect(rows.map(({ index }) => Number(index))).toEqual(rows.map((_, i) => i))
    expect(rows[301]).toMatchObject({ seq: '3', part: '0', kind: 'demo.happened' })
    expect(rows[300]).toMatchObject({ seq: '2', part: '299', kind: 'demo.part' })
  })

  test('what is signed lies outside the database, before it is published', async () => {
    const file = join(server.house.config.dataDir, 'log/1.checkpoint')
    const { rows } = await owner.query(
      'select size, note from attest.checkpoint where etown = 1 order by size desc',
    )
    expect(rows[0].size).toBe('302')
    expect(readFileSync(file, 'utf8')).toBe(rows[0].note)
    expect(rows[0].note).toMatch(/^localhost:8020\/log\/one\n302\n/)
    expect(rows[0].note.match(/^— localhost:8020\/log\/one /gm)).toHaveLength(2)
  })

  test('a leaf tells nobody what it is about', async () => {
    const [{ entry }] = await leaves()
    expect(Object.keys(JSON.parse(entry))).toEqual(['at', 'kind', 'sha256', 'sm3'])
  })

  test('a database that went back is not signed, whatever it says', async () => {
    await announce(1, 'd')
    await growLogOnce(server.house, 1)
    await tamper(
      owner,
      ['attest.log', 'attest.checkpoint', 'attest.opening', 'attest.leaf'],
      'update attest.log set size = 302, seq = 3, part = 0 where etown = 1',
      'delete from attest.checkpoint where etown = 1 and size = 303',
      'delete from attest.opening where etown = 1 and index = 302',
      'delete from attest.leaf where etown = 1 and index = 302',
    )
    expect(await signHead(server.house, 1)).toBe(false)
    const { rows } = await owner.query('select kind, who, detail from attest.alarm where etown = 1')
    expect(rows).toEqual([
      { kind: 'rollback', who: 'log', detail: { signed: 303, size: 302, firstLost: 302, lastLost: 302 } },
    ])
  })

  test('the worker takes what happens without being asked', async () => {
    const worker = await startWorker(server.house, [], [], [keepLog])
    await announce(2, 'soon')
    const sizes = async () =>
      (
        (await owner.query(
          "set app.etown = '2'; select max(size) from attest.checkpoint where etown = 2",
        )) as unknown as pg.QueryResult[]
      )[1]?.rows[0].max
    await expect.poll(sizes, { timeout: 3_000 }).toBe('2')
    await worker.stop()
  })
})
