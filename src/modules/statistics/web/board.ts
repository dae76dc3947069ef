import type { readBoard } from '#contract/statistics'
import type { AnswerOf } from '#web/ask.ts'
import { periodQuery } from './periods.ts'

export type Board = AnswerOf<typeof readBoard>
export type Target = Board['targets'][number]

/** There is something to look at: a figure, or a growth that could not be made of figures. */
export const hasFigure = ({ own }: Target): boolean => own !== undefined && own.state !== 'absent'

/** Where a target's figure is opened. */
export const figureHref = (slug: string, { indicator, period, window }: Target): string =>
  `/e/${slug}/figures/${indicator}?${periodQuery(period ?? window)}`

/** Where what a target lacks is entered: the city's growth, last year's figure, the figure itself. */
export function entryHref(slug: string, target: Target, city: Board['city']): string {
  const period = periodQuery(
    target.verdict === 'city-missing' ? (target.period ?? target.window) : target.window,
  )
  const area = target.verdict === 'city-missing' ? `&area=${city.code}` : ''
  return `/e/${slug}/entered/new?indicator=${target.indicator}&${period}${area}`
}
