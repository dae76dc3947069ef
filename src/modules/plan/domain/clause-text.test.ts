import { describe, expect, it } from 'vitest'
import { clauseHash, inDigits, numbersIn, paragraphsOf, plainText, stretchesOf } from './clause-text.ts'

describe('plainText 归一文本', () => {
  it('joins hard line breaks and drops spaces, page numbers and dot leaders, and nothing else', () => {
    expect(plainText('乡村 e 镇，\r\n  - 12 -\n— 3 —\n面积\u30001000\n平方米(含)')).toBe(
      '乡村e镇，面积1000平方米(含)',
    )
    expect(plainText('一、主要目标.....5\n二、规划范围……6')).toBe('一、主要目标二、规划范围')
    expect(plainText('合计\n1000\n3-5个')).toBe('合计10003-5个')
  })

  it('gives one hash to one text however it is broken, and another to another', () => {
    const clause = { heading: '（一）目标', text: '不少于 10 个' }
    expect(clauseHash({ heading: '（一） 目标', text: '不少于\n10个\n' })).toBe(clauseHash(clause))
    expect(clauseHash({ ...clause, text: '不少于 11 个' })).not.toBe(clauseHash(clause))
    expect(clauseHash({ ...clause, heading: '(一)目标' })).not.toBe(clauseHash(clause))
  })

  it('keeps paragraphs apart for reading', () => {
    expect(paragraphsOf('第一句。\n第二句。\n  \n第三句。\n')).toEqual(['第一句。第二句。', '第三句。'])
  })
})

describe('stretchesOf 引文位置', () => {
  it('finds every place, full-width or half-width, and nothing for an empty quote', () => {
    expect(stretchesOf('5个，', '5个,又5个，')).toEqual([
      { from: 0, until: 3 },
      { from: 4, until: 7 },
    ])
    expect(stretchesOf(' ', '5个')).toEqual([])
  })
})

describe('numbersIn 数字', () => {
  const found = (text: string) => numbersIn(text).map(({ number }) => number)
  it.each([
    ['面积100平方米到300平方米', ['100', '300']],
    ['超过1.5亿元，60%', ['1.5', '60']],
    ['(5)为20家', ['20']],
    ['1、建立1个', ['1']],
    ['3-5家', ['3', '5']],
    ['O2O展示、B2B、S1', []],
    ['研制出一套，各一部，两年内，三大园区', ['一', '一', '两', '三']],
    ['统一标准、一定比例、第三方、二维码', []],
  ])('%s', (text, numbers) => expect(found(text)).toEqual(numbers))

  it('reads Chinese numbers up to ten', () => {
    expect(['两', '十', '12', '十二'].map(inDigits)).toEqual(['2', '10', '12', '十二'])
  })
})
