import type { Clause } from '../contract/clause.ts'
import { paragraphsOf, plainText, stretchesOf } from './clause-text.ts'

/** 一段文字 Words of a clause that the same quotes cover; `marks` are the places of those quotes in the list given. */
export type Segment = { readonly text: string; readonly marks: readonly number[] }

/** 标注条款 A clause for reading, cut wherever a quote begins or ends. Together the segments are its whole text. */
export type MarkedClause = {
  readonly heading: readonly Segment[]
  readonly paragraphs: readonly (readonly Segment[])[]
}

type Mark = { readonly from: number; readonly until: number; readonly mark: number }

function segmentsOf(text: string, start: number, marks: readonly Mark[]): readonly Segment[] {
  const end = start + text.length
  const inner = marks.flatMap(({ from, until }) => [from, until]).filter((at) => start < at && at < end)
  const cuts = [...new Set([start, ...inner, end])].sort((a, b) => a - b)
  return cuts.slice(0, -1).map((from, i) => {
    const until = cuts[i + 1] ?? end
    const covering = marks.filter((mark) => mark.from <= from && until <= mark.until)
    return {
      text: text.slice(from - start, until - start),
      marks: [...new Set(covering.map(({ mark }) => mark))],
    }
  })
}

/** @param quotes of the clause; undefined where something cites the whole of it */
export function markedClause(clause: Clause, quotes: readonly (string | undefined)[]): MarkedClause {
  const heading = plainText(clause.heading ?? '')
  const paragraphs = paragraphsOf(clause.text ?? '')
  const whole = heading + paragraphs.join('')
  const marks = quotes.flatMap((quote, mark) =>
    quote === undefined ? [] : stretchesOf(quote, whole).map((stretch) => ({ ...stretch, mark })),
  )
  const starts = paragraphs.map((_, i) => heading.length + paragraphs.slice(0, i).join('').length)
  return {
    heading: segmentsOf(heading, 0, marks),
    paragraphs: paragraphs.map((text, i) => segmentsOf(text, starts[i] ?? 0, marks)),
  }
}
