import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { day } from '../../../kernel/day.ts'
import { TOWN_ROLES, townRoles } from '../contract/roles.ts'
import { abilitiesOf } from './abilities.ts'
import { agentOf } from './agent.ts'
import { claimTry } from './lockout.ts'
import { networkOf } from './network.ts'
import { passwordIsDue } from './password-age.ts'
import { conflictOf } from './sides.ts'
import { claimSms } from './sms.ts'

describe('登录锁定 lockout', () => {
  const rule = { failures: 5, minutes: 15 }
  const minute = 60_000

  test('the sixth try in a row waits, and waiting does not prolong it', () => {
    expect(claimTry({ count: 4, lastAt: 0 }, 1, rule)).toEqual({ count: 5, left: 0 })
    expect(claimTry({ count: 5, lastAt: 0 }, 1, rule)).toEqual({ lockedFor: 15 })
    expect(claimTry({ count: 5, lastAt: 0 }, 15 * minute - 1, rule)).toEqual({ lockedFor: 1 })
    expect(claimTry({ count: 5, lastAt: 0 }, 15 * minute, rule)).toEqual({ count: 1, left: 4 })
  })

  test('never more than five tries in any fifteen minutes', () => {
    fc.assert(
      fc.property(fc.array(fc.nat({ max: 10 * minute }), { maxLength: 60 }), (pauses) => {
        let now = 0
        let past = { count: 0, lastAt: -Infinity }
        const tried: number[] = []
        for (const pause of pauses) {
          now += pause
          const next = claimTry(past, now, rule)
          if ('lockedFor' in next) continue
          past = { count: next.count, lastAt: now }
          tried.push(now)
        }
        return tried.every((at, i) => {
          const sixth = tried[i + 5]
          return sixth === undefined || sixth - at >= 15 * minute
        })
      }),
    )
  })
})

describe('短信额度 SMS allowance', () => {
  const today = day('2026-11-22')
  test.each([
    ['within a minute', { day: today, sent: 1, lastAt: 0 }, 59_001, { waitSeconds: 1 }],
    ['after a minute', { day: today, sent: 1, lastAt: 0 }, 60_000, { sent: 2 }],
    ['the sixth of a day', { day: today, sent: 5, lastAt: 0 }, 60_000, { waitSeconds: 3_540 }],
    ['the first of the next day', { day: day('2026-11-21'), sent: 5, lastAt: 0 }, 60_000, { sent: 1 }],
  ])('%s', (_, past, now, expected) => expect(claimSms(past, now, today, 3_600_000)).toEqual(expected))
})

describe('来源网段 network', () => {
  test.each([
    ['10.1.2.3', '10.1.2.0/24'],
    ['::ffff:10.1.2.3', '10.1.2.0/24'],
    ['2001:DB8::1', '2001:db8:0:0::/64'],
    ['2001:0db8:0000:0000:ffff::1', '2001:db8:0:0::/64'],
    ['::1', '0:0:0:0::/64'],
    ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ])('%s is of %s', (ip, network) => expect(networkOf(ip)).toBe(network))
})

describe('终端 agent', () => {
  test.each([
    ['Mozilla/5.0 (iPhone) MicroMessenger/8.0', 'wechat'],
    ['Mozilla/5.0 (Linux; Android 14) Mobile', 'phone'],
    ['Mozilla/5.0 (Windows NT 10.0)', 'desktop'],
    ['curl/8', 'program'],
  ])('%s is %s', (header, agent) => expect(agentOf(header)).toBe(agent))
})

describe('密码到期 password age', () => {
  const day90 = 90 * 86_400_000
  test.each([
    ['mlps', day90, false, true],
    ['mlps', day90 - 1, false, false],
    ['mlps', day90, true, false],
    ['asvs', day90, false, false],
  ] as const)('%s after %d ms, second factor %s: %s', (profile, now, secondFactor, due) =>
    expect(passwordIsDue({ profile, setAt: 0, now, secondFactor })).toBe(due),
  )
})

describe('立场 sides', () => {
  test('any two roles of different sides are refused, of one side never', () => {
    for (const one of townRoles) {
      for (const two of townRoles) {
        const apart = TOWN_ROLES[one].side !== TOWN_ROLES[two].side
        expect([one, two, conflictOf([one, two]) !== undefined]).toEqual([one, two, apart])
      }
    }
  })
})

describe('可办事项 abilities', () => {
  const matrix = [
    ['fund.pay', { roles: ['finance'], secondFactor: true }],
    ['fund.read', { roles: ['finance', 'leader'] }],
  ] as const
  test('what needs a second factor is held back until there is one', () => {
    expect(abilitiesOf(matrix, ['finance'], false)).toEqual({
      may: ['fund.read'],
      waitsForSecondFactor: true,
    })
    expect(abilitiesOf(matrix, ['finance'], true)).toEqual({
      may: ['fund.pay', 'fund.read'],
      waitsForSecondFactor: false,
    })
    expect(abilitiesOf(matrix, ['leader'], false)).toEqual({
      may: ['fund.read'],
      waitsForSecondFactor: false,
    })
  })
})
