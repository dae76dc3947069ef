import { afterAll, beforeAll, expect, test } from 'vitest'
import { dayOfInstant } from '#kernel/day'
import { demoCaller } from '#test/demo-caller'
import { aParty } from '#test/shops'
import { type Office, openOffice } from '#test/towns'
import { bringInTraces } from './demonstration-traces.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office[Symbol.asyncDispose]())

test.each(['141030-daning', '140521-longgang'])(
  '%s has a lot with photos, a subject code, and goods that left',
  async (code) => {
    const operator = await demoCaller(office.server, { roles: ['operator'] })
    const party = await aParty(office.owner, 1, `演示合作社 ${code}`)
    const today = dayOfInstant(office.server.clock.getTime())
    const page = await bringInTraces(operator, '/api/etowns/one', code, today, String(party))
    const { statusCode, body } = await office.server.app.inject({ url: `/scan${page}` })
    expect(statusCode).toBe(200)
    expect(body).toContain('照片 1 张')
    expect(body).toContain('国家农产品追溯主体码')
    const photo = /\/scan-photo\/[^"]+/.exec(body)?.[0] ?? ''
    expect((await office.server.app.inject({ url: photo })).headers['content-type']).toBe('image/webp')
    const { rows } = await office.owner.query(
      'select count(*)::int as n, count(buyer_sealed)::int as told from trace.dispatch where lot = (select max(id) from trace.lot)',
    )
    expect(rows[0].n).toBeGreaterThan(1)
    expect(rows[0].told).toBe(rows[0].n)
  },
)
