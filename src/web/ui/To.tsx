import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { splitHref } from './href.ts'

type Props = {
  /** A whole address of the desk: `/e/longgang/parties/7?kind=shop`. */
  readonly href: string
  readonly children: ReactNode
  readonly className?: string
  /** Its name, where `children` may be hidden. */
  readonly label?: string
  readonly onClick?: () => void
  /** Marks the page the reader is on. */
  readonly exact?: boolean
}

/** A link inside the desk: no reload, the page's code fetched as soon as the pointer is over it. */
export function To({ href, children, className, label, onClick, exact = false }: Props) {
  const more = {
    ...(className === undefined ? {} : { className }),
    ...(label === undefined ? {} : { 'aria-label': label }),
    ...(onClick === undefined ? {} : { onClick }),
  }
  return (
    <Link {...splitHref(href)} activeOptions={{ exact, includeSearch: false }} preload="intent" {...more}>
      {children}
    </Link>
  )
}
