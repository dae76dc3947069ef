import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { hasPersonalNumber, zReason } from './reason.ts'
import { residentIdCheck } from './resident-id.ts'

describe('理由 what may not stand in it', () => {
  test.each([
    '本人要求更正，电话13800138000',
    '电话 138 0013 8000，请回电',
    '２０２６年导出给１３８００１３８０００',
    '联系+86-138-0013-8000',
    '身份证14102319900101001X写错了',
    '身份证 140521 19900101 0010 有误',
    '旧证140521900101001',
    '卡号6222021234567890128已注销',
    '卡号 6222 0212 3456 7890 128',
    '11月22日13800138000来电',
    '2026-11-22 13800138000',
  ])('%s', (text) => {
    expect(hasPersonalNumber(text)).toBe(true)
    expect(zReason.safeParse(text).error?.issues[0]).toMatchObject({
      params: { refusal: 'field.personal_number' },
    })
  })

  test.each([
    '按大政办发〔2022〕37号第三条更正',
    '营业执照91141030MA0HJ1234C登记有误',
    '订单号 3628374650192837465 重复',
    '金额应为 12345.60 元，2026-11-22 核对',
    '座机0357-7722123来电确认',
    '批次 18 第 2026 行',
    '沁公通[2023]第140号',
  ])('%s may', (text) => expect(hasPersonalNumber(text)).toBe(false))

  test('any mobile or resident ID number, wherever it stands in words', () => {
    const word = fc.stringMatching(/^[一-龥，。 ]{0,8}$/)
    const mobile = fc.stringMatching(/^1[3-9]\d{9}$/)
    const resident = fc
      .tuple(
        fc.stringMatching(/^1[1-5]\d{4}$/),
        fc.integer({ min: 1950, max: 2009 }),
        fc.stringMatching(/^\d{3}$/),
      )
      .map(([region, year, serial]) => `${region}${year}0615${serial}`)
      .map((body) => body + residentIdCheck(body))
    fc.assert(
      fc.property(word, fc.oneof(mobile, resident), word, (before, number, after) =>
        hasPersonalNumber(before + number + after),
      ),
    )
  })
})
