import { describe, expect, test } from 'vitest'
import { HEADERS } from '#test/order-files'
import { layoutOf } from './header.ts'
import { mappedProfile } from './mapping.ts'
import { BUILT_IN } from './profiles/built-in.ts'

const renamed = HEADERS.pdd.map((name) => (name === '用户实付金额(元)' ? '顾客到手价(元)' : name))

describe('a mapping made by hand', () => {
  test('names a renamed column and a new status, and the profile says so', () => {
    const made = mappedProfile(BUILT_IN.pdd, {
      number: 3,
      columns: { paid: '顾客到手价(元)' },
      statuses: { '已揽收 ': 'shipped' },
    })
    if (!made.ok) throw new Error(made.refused[0]?.zh)
    expect(made.value.version).toBe('pdd@1+m3')
    expect(made.value.statuses.已揽收).toBe('shipped')
    expect(layoutOf(renamed, BUILT_IN.pdd)).toBeUndefined()
    expect(layoutOf(renamed, made.value)?.at.paid).toBe(renamed.indexOf('顾客到手价(元)'))
  })

  test('takes a column away from what it was', () => {
    const made = mappedProfile(BUILT_IN.pdd, {
      number: 1,
      columns: { paid: '商家实收金额(元)' },
      statuses: {},
    })
    if (!made.ok) throw new Error(made.refused[0]?.zh)
    const layout = layoutOf(HEADERS.pdd, made.value)
    expect(layout?.at.paid).toBe(HEADERS.pdd.indexOf('商家实收金额(元)'))
    expect(layout?.at.received).toBeUndefined()
  })

  test('refuses personal columns and one column as two things, all at once', () => {
    const made = mappedProfile(BUILT_IN.pdd, {
      number: 1,
      columns: { product: '收货人', paid: '到手价', received: '到手价（元）' },
      statuses: {},
    })
    expect(made.ok ? [] : made.refused.map(({ code, pointer }) => [code, pointer])).toEqual([
      ['market.mapping_twice', '/columns/received'],
      ['market.mapping_personal', '/columns/product'],
    ])
  })
})
