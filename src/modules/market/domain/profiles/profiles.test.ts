import { describe, expect, test } from 'vitest'
import { HEADERS, USUAL } from '#test/order-files'
import { layoutOf } from '../header.ts'
import { headerName, statusName } from '../header-name.ts'
import { PLATFORMS } from '../platform.ts'
import { BUILT_IN } from './built-in.ts'

describe.each(PLATFORMS)('%s', (platform) => {
  const profile = BUILT_IN[platform]

  test('names are written as headerName and statusName make them, each in one place', () => {
    const names = [...Object.values(profile.columns).flat(), ...profile.personal, ...profile.unused]
    expect(names).toEqual(names.map(headerName))
    const ours = new Set(Object.values(profile.columns).flat())
    expect([...profile.personal, ...profile.unused].filter((name) => ours.has(name))).toEqual([])
    const statuses = [...Object.keys(profile.statuses), ...Object.keys(profile.statusPrefixes ?? {})]
    expect(statuses).toEqual(statuses.map(statusName))
    expect(profile.required.filter((field) => profile.columns[field] === undefined)).toEqual([])
    expect(profile.orderNo.example).toMatch(profile.orderNo.pattern)
  })

  test('the platform’s real header is known to the last column', () => {
    const layout = layoutOf(HEADERS[platform], profile)
    expect(layout?.unknown).toEqual([])
  })

  test('nothing about the buyer is read', () => {
    const layout = layoutOf(HEADERS[platform], profile)
    const personal = layout?.personal ?? []
    expect(personal.length).toBeGreaterThan(2)
    const read = layout?.wanted.map((column) => layout.titles[column]) ?? []
    expect(read.filter((title) => personal.includes(title ?? ''))).toEqual([])
    expect(
      read.filter((title) => /人姓名|手机|电话|地址|留言|昵称|帐号|账号|身份证|抬头/.test(title ?? '')),
    ).toEqual([])
  })

  test('its header is no other platform’s', () => {
    const others = PLATFORMS.filter((other) => other !== platform)
    expect(others.filter((other) => layoutOf(HEADERS[platform], BUILT_IN[other]))).toEqual([])
  })

  test('the usual order has only columns of the header', () => {
    expect(Object.keys(USUAL[platform]).filter((name) => !HEADERS[platform].includes(name))).toEqual([])
  })
})

describe('renamed columns', () => {
  test('买家实付金额（元） is 买家实际支付金额 of earlier files', () => {
    const later = HEADERS.taobao.map((name) => (name === '买家实际支付金额' ? '买家实付金额（元）' : name))
    expect(layoutOf(later, BUILT_IN.taobao)?.at.paid).toBe(HEADERS.taobao.indexOf('买家实际支付金额'))
  })

  test('spaces, quotes, full-width brackets and case do not matter', () => {
    expect(headerName('\ufeff"订单编号 "')).toBe('订单编号')
    expect(headerName('商品数量（件）')).toBe('商品数量')
    expect(headerName('商品ID')).toBe('商品id')
  })

  test('without a required column it is not this export', () => {
    const without = HEADERS.pdd.filter((name) => name !== '用户实付金额(元)')
    expect(layoutOf(without, BUILT_IN.pdd)).toBeUndefined()
  })
})
