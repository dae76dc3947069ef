import type { ReactNode } from 'react'

/** Facts by their labels; what is not known says so by a dash. */
export function FactList({
  facts,
}: {
  readonly facts: readonly (readonly [label: string, fact: ReactNode])[]
}) {
  return (
    <dl className="facts">
      {facts.map(([label, fact]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{fact ?? '—'}</dd>
        </div>
      ))}
    </dl>
  )
}
