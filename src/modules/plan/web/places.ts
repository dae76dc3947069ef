import { useLocation } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { ItemKind } from '#contract/plan'
import { useFilter, useTown } from '#web/desk/place.ts'

/** The page each kind of item is shown on, after `/e/…/plan`. Systems and uncounted numbers have none. */
const PAGES: Readonly<Partial<Record<ItemKind, string>>> = {
  clause: '',
  boundary: '',
  document: '',
  target: '/targets',
  'fund-source': '/funds',
  'fund-category': '/funds',
  exclusion: '/funds',
  policy: '/funds',
  period: '/schedule',
  stage: '/schedule',
  body: '/schedule',
  duty: '/schedule',
  facility: '/facilities',
  enumeration: '/facilities',
  interpretation: '/interpretations',
}

type Named = { readonly kind: ItemKind; readonly code: string }

/** Where on its page an item stands; other rooms link to `#clause-四.一` and `#target-online-retail`. */
export function anchorOf({ kind, code }: Named): string {
  if (kind === 'boundary' || kind === 'document') return kind
  return `${kind === 'duty' ? 'body' : kind}-${code}`
}

export type PlanPlaces = {
  /** Of the address; undefined: the version in force. */
  readonly version: string | undefined
  readonly query: { readonly version?: string }
  /** A page of the plan, the version kept: `at('/targets')`. */
  readonly at: (page: string) => string
  readonly hrefOf: (item: Named) => string | undefined
}

/** 方案中的位置 Addresses of the plan's pages and items in the version that is looked at. */
export function usePlanPlaces(): PlanPlaces {
  const { slug } = useTown()
  const [chosen] = useFilter('version')
  const version = chosen === '' ? undefined : chosen
  const at = (page: string) => `/e/${slug}/plan${page}${version === undefined ? '' : `?version=${version}`}`
  return {
    version,
    query: version === undefined ? {} : { version },
    at,
    hrefOf: (item) => {
      const page = PAGES[item.kind]
      return page === undefined ? undefined : `${at(page)}#${anchorOf(item)}`
    },
  }
}

/** Goes to what the address's `#…` names. Called by what draws it, because what a page reads comes after the page. */
export function useArrival(): void {
  const hash = useLocation({ select: (location) => location.hash })
  useEffect(() => {
    const target = hash !== '' ? document.getElementById(decodeURIComponent(hash)) : null
    if (target === null) return
    for (const detail of ancestorsOf(target)) detail.open = true
    target.scrollIntoView({ block: 'start' })
    target.focus({ preventScroll: true })
    target.dataset.arrived = ''
    return () => {
      delete target.dataset.arrived
    }
  }, [hash])
}

/** What would hide it. */
function ancestorsOf(element: Element): readonly HTMLDetailsElement[] {
  const found = element.closest('details')
  return found === null ? [] : [found, ...(found.parentElement ? ancestorsOf(found.parentElement) : [])]
}
