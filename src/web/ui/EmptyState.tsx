import type { ReactNode } from 'react'

type Props = {
  /** What is not there: `还没有登记市场主体`. */
  readonly title: ReactNode
  /** 下一步 What to do about it; an empty state without one is a dead end. */
  readonly next: ReactNode
  readonly action?: ReactNode
  /** Stands instead of a whole page, and so has its heading. */
  readonly page?: boolean
}

export function EmptyState({ title, next, action, page = false }: Props) {
  return (
    <div className="empty">
      <svg viewBox="0 0 96 84" width="96" height="84" aria-hidden="true">
        <path d="M32 4l18 10.4v20.8L32 45.6 14 35.2V14.4z" />
        <path d="M68 4l18 10.4v20.8L68 45.6 50 35.2V14.4z" className="cell" />
        <path d="M50 35.2l18 10.4v20.8L50 76.8 32 66.4V45.6z" />
      </svg>
      {page ? (
        <h1 className="empty-title" tabIndex={-1}>
          {title}
        </h1>
      ) : (
        <p className="empty-title">{title}</p>
      )}
      <p>{next}</p>
      {action}
    </div>
  )
}
