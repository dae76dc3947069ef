import { describe, expect, it } from 'vitest'
import type { ClauseView } from '#contract/plan'
import { binds, endingWith, listed, notesOf } from './notes.ts'

const first = [
  { text: '网络零售额', marks: [1] },
  { text: '超过3000万元', marks: [0, 1] },
  { text: '，', marks: [] },
  { text: '优质蜜源地200万亩', marks: [2] },
]
const clause: ClauseView = {
  id: '四.一',
  heading: [{ text: '（一）经济效益。', marks: [] }],
  paragraphs: [first, [{ text: '力争再超过。', marks: [3] }]],
  sha256: '0'.repeat(64),
  citations: [
    { kind: 'period', code: 'built', name: '建成后', quote: '超过3000万元' },
    { kind: 'target', code: 'online-retail', name: '网络零售额', quote: '网络零售额超过3000万元' },
    { kind: 'uncounted', code: '四.一', name: '资源现状，不是任务', quote: '优质蜜源地200万亩' },
    { kind: 'target', code: 'online-retail', name: '网络零售额', quote: '力争再超过。' },
    { kind: 'system', code: 'S2', name: '统计监测' },
  ],
}
const notes = notesOf(clause)

describe('角标 notes', () => {
  it('give each thing one number, however often the clause says it; a system quotes nothing and has none', () => {
    expect(listed(notes).map(({ number, citation }) => `${number} ${citation.name}`)).toEqual([
      '1 网络零售额',
      '2 建成后',
      '3 资源现状，不是任务',
    ])
  })

  it('stand where the quoted words end, not where others begin', () => {
    const ending = first.map((segment, i) =>
      endingWith(segment, first[i + 1], notes).map(({ number }) => number),
    )
    expect(ending).toEqual([[], [1, 2], [], [3]])
  })

  it('tell words that bind from numbers that bind nobody', () => {
    expect(first.map((segment) => binds(segment, notes))).toEqual([true, true, false, false])
  })
})
