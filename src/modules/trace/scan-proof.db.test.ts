import { gzipSync } from 'node:zlib'
import sharp from 'sharp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Orchard, openOrchard } from '#test/orchard'
import { checkedRecords, growLog } from '#test/records-page'
import { tamper } from '#test/tamper'
import { addPhoto, deriveLots, supervise } from './contract/index.ts'

/** 自己核验 What whoever scanned holds in hand: the text of every record, and its proof. */
let orchard: Orchard
let lot: { id: string; code: string }
let step: string

const page = async (code = lot.code, gtin = orchard.gtin) => {
  const { statusCode, body, headers } = await orchard.server.app.inject({
    url: `/scan-proof/${gtin}/${code}`,
    headers: { 'accept-language': 'zh-CN' },
  })
  return { statusCode, body, policy: String(headers['content-security-policy']) }
}
const grow = () => growLog(orchard.server.house)

beforeAll(async () => {
  orchard = await openOrchard()
  const spray = { inputKind: 'pesticide', name: '吡虫啉', dose: '20 克/亩', intervalDays: '14' }
  const { answer } = await orchard.record('input', { season: orchard.season }, spray, 90)
  step = (answer as { id: string }).id
  const shot = await sharp({ create: { width: 900, height: 600, channels: 3, background: '#385' } })
    .jpeg()
    .toBuffer()
  await orchard.ask(addPhoto, { params: { step }, file: { name: '打药.jpg', bytes: shot } })
  const picked = await orchard.lotOf('1000')
  const derived = await orchard.ask(deriveLots, {
    body: {
      way: 'split',
      madeOn: orchard.before(5).slice(0, 10),
      inputs: [{ lot: picked.id, quantity: '400' }],
      outputs: [{ quantity: '300' }, { quantity: '100' }],
    },
  })
  expect(derived.refused).toEqual([])
  lot = derived.answer.lots[0] ?? picked
  const carried = { from: '大宁', to: '太原', carrier: '张三货运' }
  await orchard.record('transport', { lot: lot.id }, carried, 3)
  await orchard.ask(supervise, {
    params: { lot: lot.id },
    body: { kind: 'visit', said: '巡查库房，温湿度正常' },
  })
  await grow()
})
afterAll(() => orchard[Symbol.asyncDispose]())

describe('every record of a lot', () => {
  test('is in the page with a proof that fits its text', async () => {
    const { statusCode, body } = await page()
    expect(statusCode).toBe(200)
    const records = await checkedRecords(body)
    // Two lots, a spraying with its photo, the harvest, the transport, the visit.
    expect(records).toHaveLength(7)
    for (const { content, verdict } of records)
      expect(verdict, JSON.stringify(content)).toMatchObject({ valid: true, says: { document: 'content' } })
    expect(records.map(({ content }) => content)).toContainEqual(
      expect.objectContaining({ kind: 'input', facts: expect.objectContaining({ name: '吡虫啉' }) }),
    )
  })

  test('leaves out who drove and who bought, and yet the log vouches for them', async () => {
    const { body } = await page()
    expect(body).not.toContain('张三货运')
    const { rows } = await orchard.owner.query(
      `select count(*)::int as n from attest.leaf where etown = 1 and kind = 'trace.step-internal'`,
    )
    expect(rows).toEqual([{ n: 1 }])
  })

  test('runs its own script and reaches nowhere', async () => {
    const { body, policy } = await page()
    expect(policy).toMatch(/^default-src 'none'; script-src 'sha256-/)
    expect(body).not.toMatch(/ (src|action)=/)
    const [, script = ''] = /<script>(.*?)<\/script>/s.exec(body) ?? []
    expect(gzipSync(script).length).toBeLessThan(8_000)
  })

  test('that is not in the log yet says so, and passes once it is', async () => {
    await orchard.record('storage', { lot: lot.id }, { place: '1 号库' }, 1)
    const before = await checkedRecords((await page()).body)
    expect(before.filter(({ verdict }) => verdict === 'no proof').map(({ content }) => content.kind)).toEqual(
      ['storage'],
    )
    await grow()
    const after = await checkedRecords((await page()).body)
    expect(after.every(({ verdict }) => verdict !== 'no proof' && verdict.valid)).toBe(true)
  })

  test('that was changed behind everybody’s back is told from the others', async () => {
    await orchard.owner.query("select set_config('app.etown', '1', false)")
    await tamper(
      orchard.owner,
      ['trace.step'],
      `update trace.step set facts = facts || '{"name": "清水"}' where etown = 1 and id = ${step}`,
    )
    const wrong = (await checkedRecords((await page()).body)).filter(
      ({ verdict }) => verdict === 'no proof' || !verdict.valid,
    )
    expect(wrong).toMatchObject([{ content: { id: step }, verdict: { valid: false, why: 'other-document' } }])
  })

  test('of a lot nobody knows is asked for in vain', async () => {
    expect((await page('NOSUCH-1')).statusCode).toBe(404)
    expect((await page(lot.code, '06901234567892')).statusCode).toBe(404)
  })
})
