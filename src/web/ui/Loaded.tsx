import { Button } from 'antd'
import type { ReactNode } from 'react'
import { Problem } from '../problem.ts'
import { kitWords } from './kit-words.ts'
import { useLanguage, useWords } from './words.ts'

/** What went wrong, in the reader's language, and the way out. */
export function ProblemNote({ error, retry }: { readonly error: unknown; readonly retry?: () => void }) {
  const w = useWords(kitWords)
  const [language] = useLanguage()
  const sentences = error instanceof Problem ? error.refusals.map((r) => r[language]) : [w.noAnswer]
  return (
    <div role="alert" className="note note-bad">
      {sentences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {retry !== undefined && <Button onClick={retry}>{w.retry}</Button>}
    </div>
  )
}

/** Grey lines where text will stand. */
export function Waiting({ lines = 4 }: { readonly lines?: number }) {
  const w = useWords(kitWords)
  return (
    <div className="waiting" role="status" aria-label={w.loading}>
      {Array.from({ length: lines }, (_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines are alike
        <span key={i} style={{ width: `${100 - ((i * 17) % 45)}%` }} />
      ))}
    </div>
  )
}

type Query<T> = {
  readonly data: T | undefined
  readonly error: unknown
  readonly refetch: () => Promise<unknown>
}

type Props<T> = {
  readonly query: Query<T>
  readonly lines?: number
  readonly children: (data: T) => ReactNode
}

/** What a query read, or that it is reading, or why it could not. Data once read stays while it is read again. */
export function Loaded<T>({ query, lines = 4, children }: Props<T>) {
  if (query.data !== undefined) return children(query.data)
  if (query.error !== null) {
    return <ProblemNote error={query.error} retry={() => query.refetch().catch(() => undefined)} />
  }
  return <Waiting lines={lines} />
}
