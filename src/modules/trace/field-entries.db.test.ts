import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Orchard, openOrchard } from '#test/orchard'
import { addPhoto, fieldPlots, getLot, getSeason, recordFieldEntry } from './contract/index.ts'

let orchard: Orchard
let farmer: Orchard['ask']
beforeAll(async () => {
  orchard = await openOrchard()
  farmer = await orchard.as(['merchant'], orchard.party)
})
afterAll(() => orchard[Symbol.asyncDispose]())

let made = 0
const id = (): string => (++made).toString(16).padStart(32, '0')
const spray = { inputKind: 'pesticide', name: '吡虫啉', dose: '20 克/亩', intervalDays: '7' }
const entry = (more: object = {}, days = 3) => ({
  id: id(),
  form: 1,
  kind: 'input',
  season: orchard.season,
  facts: spray,
  occurredAt: orchard.before(days),
  savedAt: orchard.before(days),
  sentAt: orchard.before(0),
  ...more,
})
const send = (body: object, ask = farmer) => ask(recordFieldEntry, { body })
const stepsNow = async (): Promise<number> =>
  Number((await orchard.owner.query('select count(*) from trace.step where etown = 1')).rows[0].count)

describe('一条只收一次 each entry once', () => {
  test('sent again with another sending time it is answered with the same receipt', async () => {
    const body = entry({ place: { said: '西坡', position: { lon: 110.74812, lat: 36.46531, metres: 12.4 } } })
    const first = await send(body)
    expect(first.refused).toEqual([])
    const before = await stepsNow()
    const again = await send({ ...body, sentAt: orchard.before(-1) })
    expect(again.answer).toEqual(first.answer)
    expect(await stepsNow()).toBe(before)
    const { rows } = await orchard.owner.query('select * from trace.field_entry where id = $1', [body.id])
    expect(rows[0]).toMatchObject({ place: '西坡', lon: '110.748', lat: '36.465', metres: 12 })
    expect(first.answer).toMatchObject({ skewed: false, skewSeconds: 0, lateSeconds: 3 * 86_400 })
  })
  test('ten at once are one', async () => {
    const body = entry()
    const before = await stepsNow()
    const all = await Promise.all(Array.from({ length: 10 }, () => send(body)))
    expect(new Set(all.map(({ answer }) => answer.receipt)).size).toBe(1)
    expect(await stepsNow()).toBe(before + 1)
  })
  test('the same id with other content, or from whom it does not concern, is refused and nothing changes', async () => {
    const body = entry()
    await send(body)
    const before = await stepsNow()
    const other = await send({ ...body, facts: { ...spray, dose: '30 克/亩' } })
    expect(other.refused.map(([code]) => code)).toEqual(['trace.entry_other_content'])
    const neighbour = await orchard.as(['merchant'], '999')
    expect((await send(body, neighbour)).status).toBe(409)
    expect(await stepsNow()).toBe(before)
  })
  test('what the operator sent from the exported file is received for the farmer too', async () => {
    const body = entry()
    const operator = await orchard.as(['operator'])
    const sent = await send(body, operator)
    expect(sent.refused).toEqual([])
    const before = await stepsNow()
    expect((await send(body)).answer).toEqual(sent.answer)
    expect(await stepsNow()).toBe(before)
  })
  test('what is refused may come again once it is right, under the same id', async () => {
    const body = entry({ facts: { ...spray, dose: '' } })
    const no = await send(body)
    expect(no.refused).toEqual([['trace.fact_missing', '/facts/dose']])
    expect((await send({ ...body, facts: spray })).status).toBe(200)
  })
})

test('a harvest within the interval is refused; after it, it makes a lot; a photo goes to its step', async () => {
  const harvest = { kind: 'harvest', facts: { quantity: '500', way: '人工采摘' } }
  await send(entry({}, 10))
  const early = await send(entry(harvest, 8))
  expect(early.refused).toEqual([['trace.interval_open', '/occurredAt']])
  for (const [facts, code] of [
    [{ quantity: '-5' }, 'trace.fact_number'],
    [{}, 'trace.fact_missing'],
  ] as const)
    expect((await send(entry({ kind: 'harvest', facts }, 20))).refused).toEqual([[code, '/facts/quantity']])
  const made = await send(entry(harvest, 20))
  expect(made.answer.lotCode).toMatch(/^\d{8}-01$/)
  const again = await send({ ...entry(harvest, 20), id: made.answer.id })
  expect(again.answer).toEqual(made.answer)
  const file = { name: '采收.png', bytes: Buffer.from(PIXEL, 'base64') }
  const photo = await farmer(addPhoto, { params: { step: made.answer.step }, file })
  expect(photo.refused).toEqual([])
  const lot = await farmer(getLot, { params: { lot: made.answer.lot ?? '' } })
  expect(lot.answer.steps.find((step) => step.kind === 'harvest')).toMatchObject({
    source: 'phone',
    phone: { savedAt: orchard.before(20), skewSeconds: 0, skewed: false },
  })
})

test('a phone an hour ahead: both times are kept, the record stands where it belongs', async () => {
  const hour = 1 / 24
  const body = entry({ occurredAt: orchard.before(-hour), savedAt: orchard.before(-hour) })
  const { answer } = await send({ ...body, sentAt: orchard.before(-hour) })
  expect(answer).toMatchObject({ skewSeconds: 3_600, skewed: true, lateSeconds: 0 })
  const season = await farmer(getSeason, { params: { season: orchard.season } })
  expect(season.answer.steps.find((step) => step.id === answer.step)).toMatchObject({
    occurredAt: orchard.before(0),
    phone: { skewSeconds: 3_600, skewed: true },
  })
})

test('nobody records for another party, and takes along only his own plots', async () => {
  const neighbour = await orchard.as(['merchant'], '999')
  expect((await send(entry(), neighbour)).refused).toEqual([['trace.season_unknown', undefined]])
  expect((await neighbour(fieldPlots)).answer).toEqual({
    seasons: [],
    seasonsTotal: 0,
    lots: [],
    lotsTotal: 0,
  })
})

test('what a phone takes along: plots, open intervals, the last record; nobody by name', async () => {
  const { answer, raw } = await farmer(fieldPlots)
  expect(answer.seasons[0]).toMatchObject({
    id: orchard.season,
    itemName: '宁脆苹果',
    siteName: '太古塬 3 号园',
  })
  expect(answer.seasons[0]?.applications).toContainEqual({
    name: '吡虫啉',
    on: orchard.before(3).slice(0, 10),
    intervalDays: 7,
  })
  expect(answer.seasons[0]?.last).toContainEqual({ kind: 'input', facts: spray })
  expect(answer.lots[0]).toMatchObject({ itemName: '宁脆苹果', left: '500', unit: 'kg' })
  expect(raw.body).not.toMatch(/隆泰|李果农/)
})

test('an entry is never changed', async () => {
  await expect(orchard.owner.query('update trace.field_entry set skew_seconds = 0')).rejects.toThrow()
  await expect(orchard.owner.query('delete from trace.field_entry')).rejects.toThrow()
})

const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
