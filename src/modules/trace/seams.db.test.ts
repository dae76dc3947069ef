import { afterAll, beforeAll, expect, test } from 'vitest'
import { inEtown } from '#platform/db/act'
import { type Orchard, openOrchard } from '#test/orchard'
import type { Proof } from '#trace'
import { freezeLot, lotsOf, retellLots } from '#trace'
import { rooms } from '../../server/rooms.ts'
import { deriveLots } from './contract/index.ts'
import { traceRoom } from './http.ts'

/** A room above that keeps its proofs in memory. */
const known: Proof[] = []
let asked: readonly bigint[] = []
const withProofs = traceRoom({
  proofs: [
    async (_db, _etown, lots) => {
      asked = lots
      return known.filter((proof) => lots.includes(proof.lot))
    },
  ],
  orders: [],
})

let orchard: Orchard
let lot: { id: string; code: string }
beforeAll(async () => {
  orchard = await openOrchard(rooms.map((room) => (room.name === 'trace' ? withProofs : room)))
  lot = await orchard.lotOf('1000')
})
afterAll(() => orchard[Symbol.asyncDispose]())

const page = async (gtin: string, code: string, lang = 'zh') =>
  (await orchard.server.app.inject({ url: `/scan/01/${gtin}/10/${code}?lang=${lang}` })).body
const told = (...proofs: Proof[]) => {
  known.push(...proofs)
  return inEtown(orchard.server.house.pool, 1, 'write', ({ db }) => retellLots(db, [BigInt(lot.id)]))
}

test('what a room above knows is on the page from its commit on, also for what was made of the lot', async () => {
  expect(await page(orchard.gtin, lot.code)).toContain('没有本批次的检测报告或承诺达标合格证')
  const juice = await orchard.newItem({ name: '苹果汁', unit: 'litre', packSize: '1' })
  const { answer } = await orchard.ask(deriveLots, {
    body: {
      way: 'transform',
      inputs: [{ lot: lot.id, quantity: '100' }],
      outputs: [{ quantity: '60', item: juice.id }],
      yield: '0.6',
      madeOn: orchard.before(1).slice(0, 10),
    },
  })
  const pressed = answer.lots[0]?.code ?? ''
  expect(await page(juice.gtin, pressed)).toContain('批次正常')
  expect(asked).toHaveLength(2)
  const test = {
    lot: BigInt(lot.id),
    kind: 'test',
    title: { zh: '农残速测', en: 'Rapid test' },
    on: '2026-11-20',
  } as const
  await told(
    { ...test, result: 'passed', lines: [{ zh: '<大宁县检测站>', en: 'County laboratory' }], href: '/c/1' },
    {
      ...test,
      kind: 'certificate',
      result: 'passed',
      title: { zh: '合格证第 1 号', en: 'Certificate 1' },
      lines: [],
    },
  )
  const body = await page(orchard.gtin, lot.code)
  for (const shown of [
    '农残速测',
    '✓ 合格',
    '&lt;大宁县检测站&gt;',
    '2026年11月20日',
    '<a href="/c/1">查看</a>',
    '合格证第 1 号',
  ])
    expect(body).toContain(shown)
  expect(body).toContain('批次正常')
  expect(await page(orchard.gtin, lot.code, 'en')).toContain('County laboratory')
  expect(await page(juice.gtin, pressed)).toContain(`批次 ${lot.code}`)
  await told({ ...test, result: 'failed', lines: [] })
  for (const now of [await page(orchard.gtin, lot.code), await page(juice.gtin, pressed)])
    expect(now).toContain('class="state failed" role="alert"')
})

test('a room above reads lots by id and freezes one', async () => {
  const other = await orchard.lotOf('10')
  const id = BigInt(other.id)
  const freeze = () =>
    inEtown(orchard.server.house.pool, 1, 'write', ({ db }) =>
      freezeLot(db, 1, { lot: id, said: '检测不合格，先行冻结', by: '1' }),
    )
  expect([await freeze(), await freeze()]).toEqual([true, false])
  const lots = await inEtown(orchard.server.house.pool, 1, 'read', ({ db }) => lotsOf(db, 1, [id, 999_999n]))
  expect([...lots.values()]).toMatchObject([
    { code: other.code, item: '宁脆苹果', unit: 'kg', state: 'frozen' },
  ])
  expect(await page(orchard.gtin, other.code)).toContain('检测不合格，先行冻结')
})
