import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isCommon, refusePassword } from './password.ts'

const known = ['大宁', 'daning', '王小梅', 'wangxm']
const codes = (password: string, profile: 'mlps' | 'asvs' = 'mlps') =>
  refusePassword(password, profile, known).map((r) => r.code.replace('identity.password_', ''))

describe('密码规则 what a password must be', () => {
  test.each([
    ['Hm7!kd92-pQ', []],
    ['苹果树下数星星三十六颗还剩一颗啊', []],
    ['correct horse battery staple', []],
    ['👩‍🌾🍎🍐🐝 ninety-nine Pears', []],
    ['Hm7!kd9', ['short']],
    ['hm7kd92pqw', ['plain']],
    ['Daning-2023!', ['local']],
    ['大宁Hmk-1934', ['local']],
    ['WangXM#2026', ['local']],
    ['P@ssw0rd123', ['common']],
    ['Password2026', ['common']],
    ['Woaini@520', ['common']],
    ['Guanliyuan#1', ['common']],
    ['123456', ['short', 'plain', 'common']],
    ['x'.repeat(129), ['long', 'common']],
  ])('%s → %j under mlps', (password, expected) => expect(codes(password)).toEqual(expected))

  test.each([
    ['hm7kd92pqw', []],
    ['ezhen2026', ['common']],
    ['qwertyuiop', ['common']],
    ['1qaz2wsx3edc', ['common']],
    ['19900101', ['common']],
    ['abcabcabc', ['common']],
    ['iloveyou', ['common']],
    ['87654321', ['common']],
  ])('%s → %j under asvs, which asks no classes', (password, expected) =>
    expect(codes(password, 'asvs')).toEqual(expected),
  )

  test('full-width letters are the letters they show', () => {
    expect(codes('Ｐａｓｓｗｏｒｄ２０２６')).toEqual(codes('Password2026'))
  })

  test('64 characters and spaces are welcome', () => {
    expect(codes('one two three four five six seven eight nine ten eleven twelve 1')).toEqual([])
  })

  test('random passwords are not called common', () => {
    const alphabet = 'bcdfghjkmnpqrtvwxz23456789'
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...alphabet), { minLength: 14, maxLength: 20 }),
        (letters) => new Set(letters).size < 8 || !isCommon(letters.join('')),
      ),
    )
  })
})
