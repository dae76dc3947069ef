import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { proveMachine } from '#kernel/machine'
import { knownMethod } from '../app/registry.ts'
import { SAMPLE_STATES } from '../contract/index.ts'
import { headerOf, readLine } from './device-line.ts'
import { judge } from './inhibition.ts'
import { numberOf, readNumber, spacedNumber, townOfNumber } from './public-number.ts'
import { mayAskAgain, SAMPLE_MACHINE, stateOfReadings } from './sample-states.ts'

const method = knownMethod('GB/T 5009.199-2003')

describe('判定', () => {
  test('与整数算法处处一致：三位小数的空白 0.300–0.800', () =>
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 800 }), fc.integer({ min: 0, max: 1_000 }), (blank, sample) => {
        const text = (n: number): string => `${Math.floor(n / 1000)}.${String(n % 1000).padStart(3, '0')}`
        const { verdict } = judge({ control: text(blank), sample: text(sample) }, method)
        expect(verdict).toBe((blank - sample) * 100 >= 50 * blank ? 'positive' : 'negative')
      }),
    ))
})

describe('样品状态', () => {
  test('状态表没有死路', () => expect(proveMachine(SAMPLE_MACHINE)).toEqual([]))
  test('状态表与页面用词是同一套', () =>
    expect(Object.keys(SAMPLE_MACHINE.states).toSorted()).toEqual(Object.keys(SAMPLE_STATES).toSorted()))
  test.each([
    [['negative'], 'to-review'],
    [['positive'], 'locked'],
    [['positive', 'positive'], 'locked'],
    [['positive', 'negative'], 'locked'],
    [['positive', 'positive', 'positive'], 'failed'],
    [['positive', 'negative', 'negative'], 'disputed'],
    [['invalid', 'invalid'], 'drawn'],
    [['invalid', 'negative'], 'to-review'],
  ] as const)('%j 得 %s', (verdicts, state) => expect(stateOfReadings(verdicts, 2)).toBe(state))
  test('先后不影响结果', () =>
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('negative' as const, 'positive' as const, 'invalid' as const), {
          maxLength: 5,
        }),
        fc.infiniteStream(fc.nat()),
        (verdicts, dice) => {
          const shuffled = verdicts
            .map((verdict) => ({ verdict, at: dice.next().value ?? 0 }))
            .toSorted((a, b) => a.at - b.at)
            .map(({ verdict }) => verdict)
          expect(stateOfReadings(shuffled, 2)).toBe(stateOfReadings(verdicts, 2))
        },
      ),
    ))
  test('四小时：含第 4 小时整，多一毫秒就迟了', () => {
    const told = 1_795_309_200_000
    const hours = 3_600_000
    expect([0, 4 * hours, 4 * hours + 1, -1].map((after) => mayAskAgain(told, told + after))).toEqual([
      true,
      true,
      false,
      false,
    ])
  })
})

const LINE =
  '农药残留#KM7Q2X#<5.0#%抑制率#合格#GB/T 5009.199-2003#STD-9000#2018-10-08 10:50:05#SN01#50.0%#123s #|'

describe('仪器行', () => {
  test('井号分隔，尾巴不管，保留小于号', () => {
    const read = readLine(LINE)
    expect(read.ok && read.line).toMatchObject({
      sample: 'KM7Q2X',
      value: '5.0',
      bound: '<',
      said: '合格',
      serial: 'SN01',
      at: '2018-10-08T10:50:05',
    })
  })
  test('NUL 填充的字段', () => {
    const read = readLine(LINE.replace('KM7Q2X', 'KM7Q2X\0\0\0\0').replace('<5.0', '50.0\0'))
    expect(read.ok && [read.line.sample, read.line.value, read.line.bound]).toEqual([
      'KM7Q2X',
      '50.0',
      undefined,
    ])
  })
  test('表格：检测单位、样品名称、检测值等各栏', () => {
    const header = headerOf(
      '检测单位,被检单位,检测项目,样品名称,检测值,单位,限量标准,限量值,结果判定,检测时间,设备编号,仪器,检测员,复核人',
    )
    const read = readLine(
      '县站,合作社,农药残留,KM7Q2X,12.3,%抑制率,GB/T 5009.199-2003,50,合格,2026/11/20 9:05,SN01,RP508,张检,李复',
      header,
    )
    expect(read.ok && read.line).toMatchObject({
      sample: 'KM7Q2X',
      value: '12.3',
      operator: '张检',
      at: '2026-11-20T09:05:00',
    })
  })
  test('JSON 行', () => {
    const read = readLine(
      '{"样品编号":"KM7Q2X","抑制率":66.1,"检测时间":"2026-11-20 09:05:07","结果判定":"合格"}',
    )
    expect(read.ok && [read.line.value, read.line.said]).toEqual(['66.1', '合格'])
  })
  test.each([
    ['乱七八糟', 'shape'],
    ['{"抑制率":', 'shape'],
    [LINE.replace('<5.0', '未检出'), 'value'],
    [LINE.replace('%抑制率', 'mg/kg'), 'unit'],
    [LINE.replace('2018-10-08', '2018-13-08'), 'time'],
    [LINE.replace('KM7Q2X', ''), 'sample'],
  ])('%s 说得出毛病', (raw, trouble) => expect(readLine(raw)).toEqual({ ok: false, trouble }))
  test('什么字节都不会让它倒下', () =>
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        (raw) => typeof readLine(raw).ok === 'boolean',
      ),
    ))
})

describe('编号', () => {
  test('读得回e镇，念得出、抄得进', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9_999 }),
        fc.uint8Array({ minLength: 9, maxLength: 9 }),
        (town, random) => {
          const number = numberOf('C', town, random)
          expect(townOfNumber(number)).toBe(town)
          expect(readNumber(` ${spacedNumber(number).toLowerCase()} `)).toEqual({ number, box: undefined })
          expect(readNumber(`${number}.12`)).toEqual({ number, box: 12 })
          expect(number).not.toMatch(/[IO01]/)
        },
      ),
    ))
  test('别的不是', () =>
    expect([readNumber('C123'), readNumber(''), townOfNumber('X')]).toEqual([
      undefined,
      undefined,
      undefined,
    ]))
})
