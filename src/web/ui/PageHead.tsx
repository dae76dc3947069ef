import type { ReactNode } from 'react'

type Props = {
  readonly title: ReactNode
  /** One sentence: what this page is for. */
  readonly lead?: ReactNode
  /** The page's one primary action. */
  readonly action?: ReactNode
  /** Switches that change how the page shows itself. */
  readonly tools?: ReactNode
}

/** The heading of a page; focus comes here after navigation. */
export function PageHead({ title, lead, action, tools }: Props) {
  return (
    <header className="page-head">
      <div>
        <h1 tabIndex={-1}>{title}</h1>
        {lead !== undefined && <p className="lead">{lead}</p>}
      </div>
      {(tools !== undefined || action !== undefined) && (
        <div className="page-actions">
          {tools}
          {action}
        </div>
      )}
    </header>
  )
}
