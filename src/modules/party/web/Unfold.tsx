import type { ReactNode } from 'react'

/** A form that is there when it is wanted. The browser's own disclosure: it opens by keyboard and by search. */
export function Unfold({ label, children }: { readonly label: string; readonly children: ReactNode }) {
  return (
    <details className="unfold">
      <summary>{label}</summary>
      {children}
    </details>
  )
}
