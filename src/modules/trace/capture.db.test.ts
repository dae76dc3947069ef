import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type TestServer, testServer } from '#test/server'
import { twoTowns } from '#test/towns'
import { captureIn, farm, refusedCodes } from '#test/trace'

let server: TestServer
let owner: pg.Client
beforeAll(async () => {
  server = await testServer()
  owner = await twoTowns(server)
})
afterAll(async () => {
  await owner.end()
  await server[Symbol.asyncDispose]()
})
beforeEach(() => {
  server.clock = new Date('2026-11-22T02:00:00Z')
})

const count = async (what: string): Promise<number> =>
  Number((await owner.query(`select count(*) from ${what}`)).rows[0].count)
let serials = 0
const fresh = (): string => farm.item(`S${++serials}`)

describe('登记 capture', () => {
  test('an event is stored with its hashes, and announced as a leaf', async () => {
    const event = farm.object(1, [fresh()], { recordTime: '2001-01-01T00:00:00Z', 'gs1:note': '甲' })
    const outcome = await captureIn(server, [event], { by: '7', device: 'phone-1' })
    expect(refusedCodes(outcome)).toEqual([])
    const { rows } = await owner.query('select * from trace.event where event_id = $1', [event.eventID])
    expect(rows).toMatchObject([
      { by_account: '7', device: 'phone-1', recorded_at: server.clock, at: new Date(event.eventTime) },
    ])
    expect(rows[0].document).not.toHaveProperty('recordTime')
    const said = await owner.query(
      "select payload from platform.event where kind = 'trace.events-captured' order by seq desc limit 1",
    )
    expect(said.rows[0].payload.attested).toEqual([
      { kind: 'trace.event', subject: event.eventID, sha256: rows[0].cbv_hash.toString('hex') },
    ])
  })
  test('the same event again is one row; other content under its number is refused', async () => {
    const event = farm.object(2, [fresh()])
    await captureIn(server, [event])
    const again = await captureIn(server, [{ ...event, recordTime: '2026-11-22T00:00:00Z' }])
    expect(again).toMatchObject({
      ok: true,
      value: { accepted: [], known: [{ index: 0, eventId: event.eventID }] },
    })
    const other = await captureIn(server, [{ ...event, bizStep: 'shipping' }])
    expect(refusedCodes(other)).toEqual(['trace.event_known /0/eventID'])
    expect(await count(`trace.event where event_id = '${event.eventID}'`)).toBe(1)
  })
  test('an event without a number is named by its hash, and known again', async () => {
    const { eventID: _, ...event } = farm.object(3, [fresh()])
    const first = await captureIn(server, [event])
    expect(first).toMatchObject({
      value: { accepted: [{ eventId: expect.stringMatching(/^ni:\/\/\/sha-256;.{64}\?ver=CBV2\.0$/) }] },
    })
    expect(await captureIn(server, [event])).toMatchObject({ value: { accepted: [], known: [{ index: 0 }] } })
  })
  test('rollback: one wrong event and nothing is stored; proceed: the others are', async () => {
    const [good, bad] = [farm.object(4, [fresh()]), farm.object(4, [fresh()], { bizStep: 'dancing' })]
    const before = await count('trace.event')
    expect(refusedCodes(await captureIn(server, [good, bad]))).toEqual(['trace.field_form /1/bizStep'])
    expect(await count('trace.event')).toBe(before)
    const partly = await captureIn(server, [bad, good], { behaviour: 'proceed' })
    expect(refusedCodes(partly)).toEqual(['trace.field_form /0/bizStep'])
    expect(await count('trace.event')).toBe(before + 1)
    expect(partly).toMatchObject({ value: { accepted: [{ index: 1 }] } })
  })
  test('another e-town sees none of it', async () => {
    const event = farm.object(5, [fresh()])
    await captureIn(server, [event])
    expect(refusedCodes(await captureIn(server, [{ ...event, bizStep: 'shipping' }], {}, 2))).toEqual([])
  })
})

describe('什么不能登记 what cannot be', () => {
  test('a live serial is not commissioned again, whatever the order of arrival', async () => {
    const item = fresh()
    const born = (hour: number) => farm.object(hour, [item], { action: 'ADD' })
    const dies = (hour: number) => farm.object(hour, [item], { action: 'DELETE' })
    expect(refusedCodes(await captureIn(server, [born(10)]))).toEqual([])
    expect(refusedCodes(await captureIn(server, [born(12)]))).toEqual(['trace.alive_already /0'])
    expect(refusedCodes(await captureIn(server, [born(8)]))).toEqual(['trace.alive_already /0'])
    expect(refusedCodes(await captureIn(server, [dies(14)]))).toEqual([])
    expect(refusedCodes(await captureIn(server, [born(16)]))).toEqual([])
    const twice = [born(30), born(31)]
    expect(refusedCodes(await captureIn(server, twice, { behaviour: 'proceed' }))).toEqual([
      'trace.alive_already /0',
      'trace.alive_already /1',
    ])
  })
  test('nor when two say it at the same moment; nor do two close a circle together', async () => {
    const item = fresh()
    const born = () => captureIn(server, [farm.object(10, [item], { action: 'ADD' })])
    const outcomes = await Promise.all([born(), born(), born()])
    expect(outcomes.map((o) => o.ok).sort()).toEqual([false, false, true])
    const [a, b] = [farm.crate(`T${++serials}`), farm.crate(`T${++serials}`)]
    const puts = await Promise.all([
      captureIn(server, [farm.pack(10, a, [b])]),
      captureIn(server, [farm.pack(10, b, [a])]),
    ])
    expect(puts.map((o) => o.ok).sort()).toEqual([false, true])
  })
  test('a circle of containment is refused, also through a late event', async () => {
    const [a, b, c] = ['A', 'B', 'C'].map((n) => farm.crate(`${n}${++serials}`)) as [string, string, string]
    expect(refusedCodes(await captureIn(server, [farm.pack(10, b, [a]), farm.pack(12, c, [b])]))).toEqual([])
    expect(refusedCodes(await captureIn(server, [farm.pack(11, a, [c])]))).toEqual([
      'trace.containment_circle /0/parentID',
    ])
    expect(refusedCodes(await captureIn(server, [farm.pack(14, b, [a], { action: 'DELETE' })]))).toEqual([])
    expect(refusedCodes(await captureIn(server, [farm.pack(15, a, [c])]))).toEqual([])
    const late = await captureIn(server, [farm.pack(16, farm.crate('Z'), [fresh()]), farm.pack(13, a, [c])], {
      behaviour: 'proceed',
    })
    expect(refusedCodes(late)).toEqual(['trace.containment_circle /1/parentID'])
    expect(late).toMatchObject({ value: { accepted: [{ index: 0 }] } })
  })
})

describe('错误声明 error declarations', () => {
  const declares = { errorDeclaration: { declarationTime: '2026-11-20T00:00:00Z', reason: 'did_not_occur' } }
  const facts = (key: string) =>
    owner
      .query('select withdrawn from trace.mention where key = $1 order by event', [key])
      .then((r) => r.rows)

  test('withdraw the facts of their event, and stand beside it', async () => {
    const crate = farm.crate(`E${++serials}`)
    const event = farm.pack(20, crate, [fresh()])
    await captureIn(server, [event])
    expect(refusedCodes(await captureIn(server, [{ ...event, ...declares }]))).toEqual([])
    expect(await facts(crate)).toEqual([{ withdrawn: true }, { withdrawn: true }])
    expect(await count(`trace.stay where parent = '${crate}'`)).toBe(0)
    expect(refusedCodes(await captureIn(server, [{ ...event, ...declares, action: 'OBSERVE' }]))).toEqual([
      'trace.event_known /0/eventID',
    ])
  })
  test('may come before their event, and know it by its hash alone', async () => {
    const crate = farm.crate(`E${++serials}`)
    const event = farm.pack(20, crate, [fresh()])
    await captureIn(server, [{ ...event, ...declares }])
    await captureIn(server, [event])
    expect(await facts(crate)).toEqual([{ withdrawn: true }, { withdrawn: true }])
    const other = farm.crate(`E${++serials}`)
    const named = farm.pack(21, other, [fresh()])
    const { eventID: _, ...nameless } = named
    await captureIn(server, [named])
    await captureIn(server, [{ ...nameless, ...declares }])
    expect(await facts(other)).toEqual([{ withdrawn: true }, { withdrawn: true }])
  })
})
