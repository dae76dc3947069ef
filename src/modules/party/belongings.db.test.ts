import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { day } from '#kernel/day'
import { type Office, openOffice } from '#test/towns'
import { creditCode } from '#world/codes'
import {
  addProduct,
  closeSite,
  getParty,
  listProducts,
  listSites,
  mapParties,
  markEcommerce,
  openSite,
  type PartyForm,
  partyEvidence,
  registerParty,
  setBoundary,
  unmarkEcommerce,
} from './contract/index.ts'

let office: Office
let ask: Office['ask']
let owner: Office['owner']
beforeAll(async () => {
  office = await openOffice()
  ;({ ask, owner } = office)
})
afterAll(() => office[Symbol.asyncDispose]())

let made = 0
const newCode = (): string => {
  made += 1
  return creditCode('1', '141030', made)
}
const firm = (more: Partial<PartyForm> = {}): PartyForm => ({
  kind: 'enterprise',
  name: `大宁县隆泰${made}果业有限公司`,
  creditCode: newCode(),
  registeredOn: day('2023-05-18'),
  ...more,
})
const registered = async (form: PartyForm): Promise<string> => {
  const { answer, refused } = await ask(registerParty, { body: form })
  expect(refused).toEqual([])
  return answer.id
}
const detail = async (party: string) => (await ask(getParty, { params: { party } })).answer

describe('电商与证据 e-commerce and its evidence', () => {
  const pdf = { name: '店铺截图.pdf', bytes: Buffer.from('%PDF-1.4\n店铺\n') }
  test('is marked with a file that opens again, and can be taken back', async () => {
    const party = await registered(firm())
    const early = await ask(markEcommerce, { params: { party }, query: { since: '2023-05-17' }, file: pdf })
    expect(early.refused).toEqual([['party.days_disordered', '/query/since']])
    const marked = await ask(markEcommerce, { params: { party }, query: { since: '2023-08-01' }, file: pdf })
    expect(marked.answer.version).toBe(2)
    const { ecommerceEvidence = '', ecommerceSince } = await detail(party)
    expect(ecommerceSince).toBe('2023-08-01')
    const opened = await ask(partyEvidence, { params: { party, sha256: ecommerceEvidence } })
    expect(opened.raw.rawPayload).toEqual(pdf.bytes)
    const event = await owner.query(
      "select evidence from platform.event where kind = 'party.ecommerce-marked' order by seq desc limit 1",
    )
    expect(event.rows).toEqual([{ evidence: [ecommerceEvidence] }])
    expect((await ask(unmarkEcommerce, { params: { party }, body: { reason: '店铺并非本户' } })).status).toBe(
      200,
    )
    expect(
      (await ask(unmarkEcommerce, { params: { party }, body: { reason: '店铺并非本户' } })).refused,
    ).toEqual([['party.no_ecommerce', undefined]])
    // The past keeps its evidence.
    expect((await ask(partyEvidence, { params: { party, sha256: ecommerceEvidence } })).status).toBe(200)
    const stranger = await registered(firm())
    expect(
      (await ask(partyEvidence, { params: { party: stranger, sha256: ecommerceEvidence } })).status,
    ).toBe(404)
  })
})

describe('范围 the boundary', () => {
  test('a new version judges anew all but those a person decided', async () => {
    const inside = await registered(firm({ placeCode: '141030100/东关' }))
    const outside = await registered(firm({ placeCode: '141030102' }))
    const decided = await registered(
      firm({ placeCode: '141030102', insideByPerson: { inside: true, reason: '园区孵化企业' } }),
    )
    const set = await ask(setBoundary, { body: { places: ['141030100'], rings: [], source: '方案第二条' } })
    expect(set.answer.version).toBe(1)
    expect(set.answer.parties).toBeGreaterThanOrEqual(2)
    const verdict = async (party: string) => {
      const seen = await detail(party)
      return [seen.inside, seen.insideBasis]
    }
    expect(await verdict(inside)).toEqual([true, 'place'])
    expect(await verdict(outside)).toEqual([false, 'place'])
    expect(await verdict(decided)).toEqual([true, 'person'])
    expect((await detail(inside)).history.at(-1)?.why).toBe('e镇范围第 1 版')
    expect(
      (await ask(setBoundary, { body: { places: ['141030100'], rings: [], source: '方案第二条' } })).answer
        .parties,
    ).toBe(0)
    const fresh = await registered(firm({ placeCode: '141030100' }))
    expect(await verdict(fresh)).toEqual([true, 'place'])
    const wrong = {
      places: ['141030999'],
      rings: [
        [
          [36, 110],
          [37, 110],
          [37, 111],
        ],
      ],
      source: '测试',
    }
    expect((await ask(setBoundary, { body: wrong })).refused).toEqual([
      ['party.place_unknown', '/places/0'],
      ['party.point_form', '/rings/0'],
    ])
    expect((await ask(setBoundary, { body: { places: [], rings: [], source: '测试' } })).refused).toEqual([
      ['party.boundary_empty', undefined],
    ])
  })

  test('the map shows those with coordinates and says how many', async () => {
    const party = await registered(firm({ point: { lon: 110.75, lat: 36.46 } }))
    const { answer } = await ask(mapParties, { query: { kind: 'enterprise' } })
    expect(answer.total).toBe(answer.points.length)
    expect(answer.points).toContainEqual(expect.objectContaining({ id: party, lon: 110.75, lat: 36.46 }))
  })
})

describe('场所与网货 sites and products', () => {
  test('open, show with their party, and end once', async () => {
    const party = await registered(firm())
    const site = await ask(openSite, {
      body: { kind: 'warehouse', name: '一号仓', party, openedOn: '2024-01-01' },
    })
    expect(site.status).toBe(200)
    await ask(addProduct, {
      params: { party },
      body: { name: '宁脆苹果', category: '水果', since: '2024-02-01' },
    })
    const twice = await ask(addProduct, {
      params: { party },
      body: { name: '宁脆苹果', category: '水果', since: '2024-02-01' },
    })
    expect(twice.refused).toEqual([['party.product_known', '/name']])
    expect(await detail(party)).toMatchObject({
      sites: [{ name: '一号仓' }],
      products: [{ name: '宁脆苹果' }],
    })
    expect((await ask(listSites, { query: { party } })).answer.total).toBe(1)
    expect((await ask(listProducts, { query: { party } })).answer.items[0]?.category).toBe('水果')
    const close = (on: string) =>
      ask(closeSite, { params: { site: site.answer.id }, body: { on, reason: '租约到期' } })
    expect((await close('2023-12-31')).refused).toEqual([['party.days_disordered', '/on']])
    expect((await close('2024-06-30')).status).toBe(200)
    expect((await close('2024-06-30')).refused).toEqual([['party.ended_already', undefined]])
    const bad = {
      kind: 'park',
      name: '园区',
      party: '999999',
      placeCode: '141030999',
      openedOn: '2099-01-01',
    }
    expect((await ask(openSite, { body: bad })).refused.map(([code]) => code)).toEqual([
      'party.day_later',
      'party.place_unknown',
      'party.not_found',
    ])
  })
})
