import { expect, test } from 'vitest'
import { dayOfInstant } from '#kernel/day'
import { demoCaller } from '#test/demo-caller'
import { aParty } from '#test/shops'
import { openOffice } from '#test/towns'
import { bringInInspections } from './demonstration-inspections.ts'
import { bringInTraces } from './demonstration-traces.ts'

type Items = { readonly items: readonly Readonly<Record<string, unknown>>[] }

test.each([
  ['141030-daning', '苹果', ['passed', 'to-review', 'failed'], '快筛阴性'],
  ['140521-longgang', '蜂蜜', ['passed', 'drawn', 'condemned'], '委托检验：所检项目均不超过限量'],
])(
  '%s shows the whole chain: plan, blind samples, a held lot, labels, certificates, a buyer',
  async (code, food, states, said) => {
    await using office = await openOffice()
    const { server } = office
    const today = dayOfInstant(server.clock.getTime())
    const at = '/api/etowns/one'
    const party = String(await aParty(office.owner, 1, `演示合作社 ${code}`))
    const operator = await demoCaller(server, { roles: ['operator'] })
    await bringInTraces(operator, at, code, today, party)
    const lead = await demoCaller(server, { roles: ['office'] })
    const grower = await demoCaller(server, { roles: ['merchant'], party })
    const page = await bringInInspections({ office: lead, operator, grower }, at, code, today)

    const { items: samples } = (await lead.get(`${at}/inspection-samples`)) as Items
    expect(new Set(samples.map((one) => one.state))).toEqual(new Set(states))
    expect(new Set(samples.map((one) => one.foodName))).toEqual(new Set([food]))
    const { items: alerts } = (await lead.get(`${at}/inspection-alerts`)) as Items
    expect(alerts).toHaveLength(1)
    const { items: certificates } = (await grower.get(`${at}/certificates`)) as Items
    expect(certificates.map(({ style }) => style).toSorted()).toEqual(['buyer', 'producer'])
    const { items: collected } = (await grower.get(`${at}/incoming-certificates`)) as Items
    expect(collected).toMatchObject([{ source: 'foreign' }])
    const { items: plans } = (await lead.get(`${at}/inspection-plans`)) as Items
    expect(plans).toMatchObject([{ drawn: 3 }])
    const { body } = await server.app.inject({ url: page ?? '' })
    for (const shown of ['✓ 有效', said, '附加信息', ...(food === '苹果' ? ['扩展基质，仅供参考'] : [])])
      expect(body).toContain(shown)
  },
)
