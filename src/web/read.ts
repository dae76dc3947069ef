import { keepPreviousData, type QueryClient, type UseQueryResult, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { Endpoint } from '#kernel/endpoint'
import { type AnswerOf, type Asking, askLoosely, type Loose } from './ask.ts'

const keyOf = (endpoint: Endpoint, { etown, params, query, body }: Loose): readonly unknown[] => [
  endpoint.id,
  etown ?? null,
  params ?? null,
  query ?? null,
  body ?? null,
]

/** Everything read from these endpoints is out of date. */
export const outdate = (client: QueryClient, endpoints: readonly Endpoint[]): Promise<void> =>
  client.invalidateQueries({ predicate: ({ queryKey }) => endpoints.some((e) => e.id === queryKey[0]) })

export type Again<A> = {
  /** Ask again after so many milliseconds, false: no more. For the progress of a job. */
  readonly every?: (answer: A | undefined) => number | false
  /** Do not ask yet: something the question needs is missing. */
  readonly off?: boolean
}

/**
 * Reads an endpoint and keeps it fresh. Errors are Problem or Unanswered; show both with `Loaded`.
 * @example const parties = useRead(countParties, { etown })
 */
export function useRead<E extends Endpoint>(
  endpoint: E,
  options: Asking<E>,
  again: Again<AnswerOf<E>> = {},
): UseQueryResult<AnswerOf<E>> {
  return useQuery<AnswerOf<E>>({
    queryKey: keyOf(endpoint, { ...options }),
    queryFn: ({ signal }) => askLoosely(endpoint, { ...options, signal }),
    enabled: again.off !== true,
    refetchInterval: (query) => again.every?.(query.state.data) ?? false,
  })
}

type PageOf<Row> = { readonly items: readonly Row[]; readonly total: number; readonly next?: string }

/** With the number of its first row: a page still shown while the next is read must not borrow the next one's. */
type Shown<Row> = PageOf<Row> & { readonly from: number }

type RowOf<E> = AnswerOf<E> extends { items: readonly (infer Row)[] } ? Row : never

/** 分页 One page of a list whose total is the true one, and the ways to its neighbours. */
export type Pages<Row> = {
  readonly rows: readonly Row[]
  /** All rows of the question, not of the page; undefined while unknown. */
  readonly total: number | undefined
  /** Number of the first row shown, from 1. */
  readonly from: number
  readonly limit: number
  readonly setLimit: (limit: number) => void
  readonly next: (() => void) | undefined
  readonly previous: (() => void) | undefined
  readonly query: UseQueryResult<Shown<Row>>
}

export const PAGE_SIZES = [20, 50, 100, 200] as const

/** Where each list of this tab was left, so that going back from a row finds its page again. */
const left = new Map<string, readonly string[]>()

/**
 * Reads a list endpoint (zPage in, zPageOf out) page by page. Changing the question starts at its first page.
 * @example const parties = usePages(listParties, { etown, query: { kind } })
 */
export function usePages<E extends Endpoint>(endpoint: E, options: Asking<E>): Pages<RowOf<E>> {
  const question: Loose = { ...options }
  const [limit, setLimit] = useState<number>(50)
  const name = JSON.stringify([keyOf(endpoint, question), limit])
  const [, moved] = useState(0)
  const cursors = left.get(name) ?? []
  const go = (to: readonly string[]) => {
    left.set(name, to)
    moved((n) => n + 1)
  }
  const asked = { ...question, query: { ...Object(question.query), after: cursors.at(-1), limit } }
  const from = cursors.length * limit + 1
  const query = useQuery<Shown<RowOf<E>>>({
    queryKey: keyOf(endpoint, asked),
    queryFn: async ({ signal }) => ({
      ...(await askLoosely<PageOf<RowOf<E>>>(endpoint, { ...asked, signal })),
      from,
    }),
    placeholderData: keepPreviousData,
  })
  const cursor = query.isPlaceholderData ? undefined : query.data?.next
  return {
    rows: query.data?.items ?? [],
    total: query.data?.total,
    from: query.data?.from ?? from,
    limit,
    setLimit,
    next: cursor === undefined ? undefined : () => go([...cursors, cursor]),
    previous: cursors.length === 0 ? undefined : () => go(cursors.slice(0, -1)),
    query,
  }
}
