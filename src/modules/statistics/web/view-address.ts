import type { readView } from '#contract/statistics'
import type { AnswerOf } from '#web/ask.ts'

type View = Pick<AnswerOf<typeof readView>, 'page' | 'indicator' | 'query'>

/** Where a saved view is opened: only ever a page of this e-town's statistics, whatever was kept. */
export function viewHref(slug: string, { page, indicator = '', query }: View): string {
  const at = `/e/${slug}`
  const path = {
    board: `${at}/board`,
    figure: `${at}/figures/${indicator}`,
    rows: `${at}/figures/${indicator}/rows`,
    compare: `${at}/compare`,
  }[page]
  const search = new URLSearchParams(query).toString()
  return search === '' ? path : `${path}?${search}`
}

/** Of an address' filters those a view keeps: words with short values. */
export const filtersOf = (search: object): Record<string, string> =>
  Object.fromEntries(
    Object.entries(search).flatMap(([name, value]) =>
      /^[a-z]{1,20}$/.test(name) && typeof value === 'string' && value !== '' && value.length <= 200
        ? [[name, value]]
        : [],
    ),
  )
