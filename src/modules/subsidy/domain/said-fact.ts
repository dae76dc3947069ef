import { measuresGiven, type Scheme } from '#contract/plan'
import type { FactGiven } from './award-receipt.ts'
import { exactOf } from './exact.ts'
import { saidAs } from './said.ts'

const LINES_SHOWN = 6

/** A fact as a clerk writes it; what is unknown says so. */
export function saidFact(scheme: Scheme, { name, value }: FactGiven): string {
  if (value === null) return '未知'
  const measure = measuresGiven(scheme).get(name)
  const fact = scheme.facts.find((each) => each.name === name)
  const unit = fact && 'unit' in fact ? fact.unit : ''
  const said = (text: string): string => {
    const number = exactOf(text)
    const is = measure?.each ?? measure?.is
    return number && is && is !== 'yes-no' && is !== 'choice' ? saidAs(number, is, unit) : text
  }
  if (typeof value === 'string') return said(value)
  const lines = value.slice(0, LINES_SHOWN).map(([amount, count]) => `${said(amount)} × ${count}`)
  return lines.join('，') + (value.length > LINES_SHOWN ? `，等${value.length}种` : '')
}
