import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Clause } from '../contract/clause.ts'
import { clauseText } from './clause-text.ts'
import { markedClause, type Segment } from './marked-clause.ts'

const clause = (text: string, heading?: string): Clause => ({ id: '一', text, heading, sha256: '' })
const textOf = (segments: readonly Segment[]): string => segments.map(({ text }) => text).join('')

describe('标注条款 a marked clause', () => {
  it('is cut where quotes begin and end, through headings and paragraphs', () => {
    const marked = markedClause(
      clause('总产值超过1.5亿元，\n增长2个百分点。\n\n其他。', '（一）经济效益。'),
      ['总产值超过1.5亿元', '超过1.5亿元，增长2个百分点', undefined, '（一）'],
    )
    expect(marked.heading).toEqual([
      { text: '（一）', marks: [3] },
      { text: '经济效益。', marks: [] },
    ])
    expect(marked.paragraphs).toEqual([
      [
        { text: '总产值', marks: [0] },
        { text: '超过1.5亿元', marks: [0, 1] },
        { text: '，增长2个百分点', marks: [1] },
        { text: '。', marks: [] },
      ],
      [{ text: '其他。', marks: [] }],
    ])
  })

  it('marks a quote that crosses paragraphs in both', () => {
    const marked = markedClause(clause('甲乙\n\n丙丁'), ['乙丙'])
    expect(
      marked.paragraphs.map((segments) => segments.map(({ text, marks }) => [text, marks.length])),
    ).toEqual([
      [
        ['甲', 0],
        ['乙', 1],
      ],
      [
        ['丙', 1],
        ['丁', 0],
      ],
    ])
  })

  it('keeps every word of the clause, in order, whatever is quoted', () => {
    const words = fc.string({ unit: fc.constantFrom('甲', '乙', '5', '\n', '（', '(') })
    fc.assert(
      fc.property(words, words, fc.array(words), (heading, text, quotes) => {
        const one = clause(text, heading)
        const { heading: head, paragraphs } = markedClause(one, quotes)
        expect(textOf(head) + paragraphs.map(textOf).join('')).toBe(clauseText(one))
        for (const segment of [head, ...paragraphs].flat()) expect(segment.text).not.toBe('')
      }),
    )
  })
})
