import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type LogTown, logTown } from '#test/log-town'
import { tamper } from '#test/tamper'
import { readKey } from '../domain/note.ts'
import { judgeProof } from '../domain/verdict.ts'
import { examine } from './examine.ts'
import { growLogOnce } from './keep-log.ts'
import { machine } from './machine.ts'
import { succeedLog } from './succeed-log.ts'

/** A disk died, yesterday's backup came back: the log of before can never be signed again, and the e-town must go on. */
let town: LogTown
const WHY = '机房失火，恢复昨日备份'
const get = async (path: string): Promise<string> =>
  (await town.server.app.inject({ url: `/log/one/${path}` })).body
const proofOf = (index: number) => get(`proof/${index}`)
const origins = async () => (await get('checkpoint')).split('\n')[0]
const openAlarms = async (): Promise<readonly string[]> => {
  const { rows } = await town.owner.query(
    'select kind from attest.alarm where etown = 1 and ended_at is null order by kind',
  )
  return rows.map(({ kind }) => kind)
}
/** Whether a bare proof leads to a signed root: it opens nothing, so the last step is where it must arrive. */
const verdict = async (proof: string, keys: string) => {
  const trusted = keys.split('\n').flatMap((line) => readKey(line) ?? [])
  return judgeProof({ proof, keys: trusted, quorum: 0 }, machine)
}

beforeAll(async () => {
  town = await logTown()
  for (let i = 0; i < 12; i++) await town.happen({ subject: `s${i}`, payload: { n: i } })
})
afterAll(() => town[Symbol.asyncDispose]())

const restoreYesterday = () =>
  tamper(
    town.owner,
    ['leaf', 'opening', 'checkpoint', 'log', 'tile']
      .map((t) => `attest.${t}`)
      .concat('platform.event', 'platform.chain_head'),
    'delete from attest.opening where etown = 1 and index >= 8',
    'delete from attest.leaf where etown = 1 and index >= 8',
    'delete from attest.checkpoint where etown = 1 and size > 8',
    'delete from platform.event where etown = 1 and seq > 8',
    'update platform.chain_head set event_seq = 8, leaves = 8 where etown = 1',
    `update attest.log set size = 8, seq = 8, root = c.root from attest.checkpoint c
       where log.etown = 1 and c.etown = 1 and c.size = 8`,
    'update attest.tile set hashes = substr(hashes, 1, 8 * 32) where etown = 1 and level = 0 and n = 0',
  )

describe('接续', () => {
  test('a log that is in order is not succeeded', async () => {
    const refused = await succeedLog(town.server.house, 1, WHY)
    expect(refused).toMatchObject({ ok: false, refused: [{ code: 'attest.log_in_order' }] })
  })

  test('one that went back is never signed again, and goes on under another name when somebody says why', async () => {
    const [kept, lost] = [await proofOf(3), await proofOf(10)]
    await restoreYesterday()
    await growLogOnce(town.server.house, 1)
    await town.happen({ subject: 'after' })
    expect(await openAlarms()).toHaveLength(1)
    const before = await get('checkpoint')

    expect(await succeedLog(town.server.house, 1, '手机 13812345678')).toMatchObject({
      refused: [{ code: 'attest.no_reason' }],
    })
    const done = await succeedLog(town.server.house, 1, WHY)
    expect(done).toMatchObject({
      ok: true,
      value: {
        endedOrigin: 'ezhen.example/log/one',
        origin: 'ezhen.example/log/one/2',
        kept: 9n,
        signed: 12n,
      },
    })
    await growLogOnce(town.server.house, 1)
    expect(await origins()).toBe('ezhen.example/log/one/2')
    expect(await get('checkpoint')).not.toBe(before)
    expect(await openAlarms()).toEqual([])

    // What was proven stays proven, what was lost stays provable by whoever kept the proof.
    const keys = await get('keys')
    for (const proof of [kept, lost, await proofOf(3), await proofOf(9)]) {
      expect(await verdict(proof, keys)).toMatchObject({ valid: false, why: 'erased' })
    }
    expect((await proofOf(3)).split('\n')).toContain('ezhen.example/log/one')
    expect((await proofOf(9)).split('\n')).toContain('ezhen.example/log/one/2')
    const page = (await town.server.app.inject({ url: '/log/one' })).body
    for (const said of [WHY, '签过 12 条，留下 9 条', '第 9 至 11 号已失']) expect(page).toContain(said)
  })

  test('and is whole again, to whoever examines it', async () => {
    expect((await examine(town.server.house, 1)).faults).toEqual([])
    expect(await succeedLog(town.server.house, 1, WHY)).toMatchObject({
      refused: [{ code: 'attest.log_in_order' }],
    })
  })

  test('where heads are larger than the tree, rows were taken out: that is no disaster to go on from', async () => {
    await tamper(
      town.owner,
      ['attest.leaf', 'attest.opening', 'attest.log'],
      'delete from attest.opening where etown = 1 and index >= 9',
      'delete from attest.leaf where etown = 1 and index >= 9',
      'update attest.log set size = 9 where etown = 1',
    )
    expect(await succeedLog(town.server.house, 1, WHY)).toMatchObject({
      refused: [{ code: 'attest.rows_taken_out' }],
    })
  })

  test('nobody renames a log without writing down the one that ends', async () => {
    const renamed = town.owner.query(
      `update attest.log set origin = 'elsewhere/log', number = 3 where etown = 1`,
    )
    await expect(renamed).rejects.toThrow('a log keeps its name and keys')
  })
})
