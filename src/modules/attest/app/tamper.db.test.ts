import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type LogTown, logTown } from '#test/log-town'
import { tamper } from '#test/tamper'
import { examine } from './examine.ts'
import { growLogOnce } from './keep-log.ts'
import { signHead } from './sign-head.ts'

/** What whoever owns the database can do to it, one by one; each is found, and the record is named. */
let town: LogTown
const TABLES = ['leaf', 'opening', 'tile', 'checkpoint', 'log', 'erasure'].map((t) => `attest.${t}`)
const PLATFORM = ['platform.event', 'platform.audit_entry']

beforeAll(async () => {
  town = await logTown()
  for (let i = 0; i < 600; i += 20) {
    await town.happen(
      ...Array.from({ length: 20 }, (_, k) => ({ subject: `s${i + k}`, payload: { n: i + k } })),
    )
  }
  // What the test puts back after each change.
  for (const table of [...TABLES, ...PLATFORM]) {
    await town.owner.query(`create temporary table ${table.replace('.', '_')} as select * from ${table}`)
  }
})
afterAll(() => town[Symbol.asyncDispose]())
beforeEach(async () => {
  const restore = [...TABLES, ...PLATFORM].toReversed().map((table) => {
    const order = table === 'attest.opening' || table === 'attest.erasure'
    return order ? '' : `delete from ${table} where etown = 1`
  })
  const first = ['attest.opening', 'attest.erasure'].map((table) => `delete from ${table} where etown = 1`)
  const back = [
    ...PLATFORM,
    'attest.log',
    'attest.leaf',
    'attest.opening',
    'attest.tile',
    'attest.checkpoint',
  ].map((table) => `insert into ${table} select * from pg_temp.${table.replace('.', '_')} where etown = 1`)
  const clear = restore.filter((s) => s !== '')
  await tamper(
    town.owner,
    [...TABLES, ...PLATFORM],
    ...first,
    ...clear.filter((s) => !s.includes('attest.log')),
    'delete from attest.alarm where etown = 1',
    'delete from attest.log where etown = 1',
    ...back,
  )
})

const found = async () => {
  const { faults } = await examine(town.server.house, 1)
  return faults.map(({ en, index, seq, subject }) => ({ what: en, index, seq, subject }))
}
const change = (...statements: string[]) => tamper(town.owner, [...TABLES, ...PLATFORM], ...statements)

describe('篡改演练 the tamper drill', () => {
  test('untouched, nothing is found', async () => expect(await found()).toEqual([]))

  test('a letter of a leaf', async () => {
    await change(
      `update attest.leaf set entry = replace(entry, 'demo', 'demO') where etown = 1 and index = 300`,
    )
    const record = { index: '300', subject: 's300' }
    expect(await found()).toMatchObject([
      { what: expect.stringContaining('leaf was changed'), ...record },
      { what: expect.stringContaining('Content or salt'), ...record },
    ])
  })
  test('a letter of what a leaf is about', async () => {
    await change(
      `update attest.opening set record = replace(record, 's41', 's42') where etown = 1 and index = 41`,
    )
    expect((await found()).map(({ index }) => index)).toEqual(['41', '41'])
  })
  test('the event itself', async () => {
    await change(`update platform.event set payload = '{"n": 7000}' where etown = 1 and seq = 8`)
    expect(await found()).toMatchObject([
      { what: expect.stringContaining('event was changed'), seq: '8', subject: 's7' },
    ])
  })
  test('an event removed', async () => {
    await change('delete from platform.event where etown = 1 and seq = 8')
    expect(await found()).toMatchObject([
      { what: expect.stringContaining('event was removed'), index: '7', subject: 's7' },
    ])
  })
  test('a leaf removed', async () => {
    await change(
      'delete from attest.opening where etown = 1 and index = 99',
      'delete from attest.leaf where etown = 1 and index = 99',
    )
    expect((await found())[0]).toMatchObject({
      what: expect.stringContaining('leaf was removed'),
      index: '99',
    })
  })
  test('content removed in secret', async () => {
    await change('delete from attest.opening where etown = 1 and index = 99')
    expect(await found()).toMatchObject([{ what: expect.stringContaining('without a note'), index: '99' }])
  })
  test('two leaves in each other’s place', async () => {
    await change(
      'alter table attest.opening drop constraint opening_etown_index_fkey',
      ...['leaf', 'opening'].map(
        (t) =>
          `update attest.${t} set index = case index when 10 then 1000011 else 1000010 end where etown = 1 and index in (10, 11)`,
      ),
      ...['leaf', 'opening'].map(
        (t) => `update attest.${t} set index = index - 1000000 where etown = 1 and index > 1000000`,
      ),
    )
    const places = new Set((await found()).map(({ index }) => index))
    expect([...places]).toEqual(expect.arrayContaining(['10', '11']))
    await town.owner.query(
      'alter table attest.opening add foreign key (etown, index) references attest.leaf (etown, index)',
    )
  })
  test('a byte of a tile, low and high', async () => {
    await change(
      'update attest.tile set hashes = set_byte(hashes, 40, get_byte(hashes, 40) # 1) where etown = 1 and level = 0 and n = 0',
    )
    expect((await found())[0]).toMatchObject({
      what: expect.stringContaining('leaf was changed'),
      index: '1',
    })
  })
  test('a tile of a higher level', async () => {
    await change(
      'update attest.tile set hashes = set_byte(hashes, 40, get_byte(hashes, 40) # 1) where etown = 1 and level = 1 and n = 0',
    )
    expect((await found()).map(({ what }) => what)).toEqual(
      expect.arrayContaining([expect.stringContaining('tile was changed')]),
    )
  })
  test('a checkpoint', async () => {
    await change(
      `update attest.checkpoint set note = replace(note, E'\\n600\\n', E'\\n599\\n') where etown = 1 and size = 600`,
    )
    expect(await found()).toMatchObject([{ what: expect.stringContaining('checkpoint was changed') }])
  })
  test('everything rewritten so that it fits itself: what was signed outside does not', async () => {
    await change(
      'delete from attest.opening where etown = 1',
      'delete from attest.leaf where etown = 1',
      'delete from attest.tile where etown = 1',
      'delete from attest.checkpoint where etown = 1',
      `update platform.event set payload = '{"n": 7000}' where etown = 1 and seq = 8`,
      `update attest.log set size = 0, seq = 0, part = 0, root = sha256('') where etown = 1`,
    )
    for (let taken = 1; taken > 0; ) taken = await growLogOnce(town.server.house, 1)
    expect(await signHead(town.server.house, 1)).toBe(false)
    expect((await found()).at(-1)).toMatchObject({ what: expect.stringContaining('rewritten') })
    const { rows } = await town.owner.query(
      'select kind from attest.alarm where etown = 1 and ended_at is null',
    )
    expect(rows.map(({ kind }) => kind)).toContain('fork')
  })
  test('a leaf and its hashes rewritten: the signed checkpoints say between which leaves', async () => {
    await change(
      `update attest.tile set hashes = set_byte(hashes, 320, get_byte(hashes, 320) # 1) where etown = 1 and level = 0 and n = 2`,
    )
    const [last] = (await found()).slice(-1)
    expect(last?.what).toMatch(/rewritten.* 520–539$/)
  })
  test('yesterday’s backup restored', async () => {
    await change(
      'delete from attest.opening where etown = 1 and index >= 580',
      'delete from attest.leaf where etown = 1 and index >= 580',
      'delete from attest.checkpoint where etown = 1 and size > 580',
      'delete from platform.event where etown = 1 and seq > 580',
      'update attest.log set size = 580, seq = 580 where etown = 1',
      'update attest.tile set hashes = substr(hashes, 1, (580 - 512) * 32) where etown = 1 and level = 0 and n = 2',
    )
    expect(await found()).toMatchObject([
      { what: expect.stringMatching(/went back.* 580–599$/), index: '580' },
    ])
    expect(await signHead(town.server.house, 1)).toBe(false)
  })
  test('a link of the audit chain', async () => {
    await change(`update platform.audit_entry set actor = '2' where etown = 1 and seq = 3`)
    expect(await found()).toMatchObject([{ what: expect.stringContaining('audit chain'), seq: '3' }])
  })
})
