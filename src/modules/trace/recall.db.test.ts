import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Office, openOffice } from '#test/towns'
import { captureIn, farm, refusedCodes } from '#test/trace'
import {
  closeRecall,
  getRecall,
  itemTrace,
  listRecalls,
  openRecall,
  recallList,
  whereNow,
} from './contract/index.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office[Symbol.asyncDispose]())

const taken = async (...events: readonly unknown[]): Promise<void> => {
  expect(refusedCodes(await captureIn(office.server, events))).toEqual([])
}
const parcel = (n: number): string =>
  `https://id.gs1.org/00/${['106901234000000018', '106901234000000025'][n]}`

/** An orchard's lot is packed into two crates; one crate was used for strangers' apples before and after. */
async function orchard(): Promise<{
  raw: string
  lot: string
  mine: readonly string[]
  strangers: readonly string[]
  crate: string
}> {
  const [raw, lot, crate] = [farm.lot('RAW1'), farm.lot('PACK1'), farm.crate('blue')]
  const mine = ['M1', 'M2', 'M3'].map(farm.item)
  const strangers = ['X1', 'X2'].map(farm.item)
  await taken(
    farm.make(
      5,
      { inputQuantityList: [{ epcClass: raw, quantity: 60, uom: 'KGM' }] },
      { outputQuantityList: [{ epcClass: lot, quantity: 55, uom: 'KGM' }] },
    ),
    farm.object(
      6,
      ['M1', 'M2', 'M3'].map((s) => farm.item(s)),
      { action: 'ADD', bizStep: 'commissioning', ilmd: { 'cbvmda:lotNumber': 'PACK1' } },
    ),
    farm.object(1, strangers, { action: 'ADD' }),
    farm.pack(2, crate, [strangers[0] ?? '']),
    farm.pack(4, crate, [], { action: 'DELETE', childEPCs: [] }),
    farm.pack(7, crate, mine.slice(0, 2)),
    farm.pack(8, parcel(0), [crate]),
    farm.object(9, [parcel(0)], {
      bizStep: 'shipping',
      readPoint: { id: 'https://ezhen.example/place/depot' },
      bizTransactionList: [{ type: 'po', bizTransaction: 'urn:ezhen:order:2026112200001' }],
      destinationList: [{ type: 'owning_party', destination: 'urn:ezhen:buyer:7' }],
    }),
    farm.pack(10, crate, [], { action: 'DELETE', childEPCs: [] }),
    farm.pack(11, crate, [strangers[1] ?? '']),
    farm.object(12, [crate], {
      bizStep: 'storing',
      readPoint: { id: 'https://ezhen.example/place/elsewhere' },
    }),
    farm.object(13, [mine[2] ?? ''], {
      bizStep: 'retail_selling',
      readPoint: { id: 'https://ezhen.example/place/shop' },
    }),
  )
  return { raw, lot, mine, strangers, crate }
}

describe('召回 recall', () => {
  test('finds the items of a lot, where they went and for whom, and nobody of a reused crate', async () => {
    const { raw, mine, strangers, lot } = await orchard()
    const opened = await office.ask(openRecall, {
      body: { drill: true, reason: '农残超标演练', lots: [raw] },
    })
    expect(opened.refused).toEqual([])
    expect(opened.answer).toMatchObject({
      drill: true,
      counts: { lots: 2, items: 3, parcels: 1, orders: 1, buyers: 1, containers: 2 },
    })
    const recall = opened.answer.id
    const csv = (await office.ask(recallList, { params: { recall } })).raw.body
    for (const one of [...mine, lot]) expect(csv).toContain(one)
    for (const one of strangers) expect(csv).not.toContain(one)
    expect(csv).not.toContain('elsewhere')
    const line = csv.split('\r\n').find((l) => l.startsWith(mine[0] ?? '')) ?? ''
    expect(line).toContain('place/depot')
    expect(line).toContain('urn:ezhen:order:2026112200001')
    expect(line).toContain('urn:ezhen:buyer:7')
    office.server.clock = new Date(office.server.clock.getTime() + 95_000)
    const closed = await office.ask(closeRecall, { params: { recall }, body: { note: '已逐户通知' } })
    expect(closed.answer).toMatchObject({ minutes: 2, note: '已逐户通知' })
    expect((await office.ask(closeRecall, { params: { recall }, body: { note: '' } })).refused).toEqual([
      ['trace.recall_closed', undefined],
    ])
    expect((await office.ask(getRecall, { params: { recall } })).answer.minutes).toBe(2)
    expect((await office.ask(listRecalls, {})).answer).toMatchObject({ total: 1, items: [{ id: recall }] })
  })
  test('refuses a code nobody has recorded', async () => {
    const { refused } = await office.ask(openRecall, {
      body: { drill: false, reason: '查无此批', lots: [farm.lot('NONE')] },
    })
    expect(refused).toEqual([['trace.recall_unknown_code', '/lots']])
  })
  test('says where a thing is now', async () => {
    const { answer } = await office.ask(whereNow, { query: { code: farm.item('M3') } })
    expect(answer).toMatchObject({
      place: 'https://ezhen.example/place/shop',
      bizStep: 'retail_selling',
      inside: [],
      lot: farm.lot('PACK1'),
    })
    const crate = await office.ask(whereNow, { query: { code: farm.item('X2') } })
    expect(crate.answer).toMatchObject({
      place: 'https://ezhen.example/place/elsewhere',
      inside: [farm.crate('blue'), parcel(0)],
    })
  })
  test('tells the whole way of a thing, and nothing of what its crate carried before and after', async () => {
    const { answer } = await office.ask(itemTrace, { query: { code: farm.item('M1') } })
    const way = answer.events.map((e) => [e.at.slice(8, 13), e.through])
    expect(way).toEqual([
      ['01T05', farm.lot('PACK1')],
      ['01T06', farm.item('M1')],
      ['01T07', farm.item('M1')],
      ['01T08', farm.crate('blue')],
      ['01T09', parcel(0)],
    ])
    expect(answer.events[0]).toMatchObject({
      by: '1',
      minutesLate: expect.any(Number),
      type: 'TransformationEvent',
    })
  })
})
