import { useMatches, useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { useEffect } from 'react'
import { splitHref } from '#web/ui/href.ts'
import { useBoth, useWords } from '#web/ui/words.ts'
import { deskWords } from './desk-words.ts'
import { type Screen, useScreens } from './screen.ts'
import { type Town, usePerson } from './session.ts'

/** The slug in the address, where the page is one of an e-town. */
export const useSlug = (): string | undefined => useText(useParams({ strict: false }), 'etown')

function useText(record: object, name: string): string | undefined {
  const value: unknown = new Map(Object.entries(record)).get(name)
  return value === undefined ? undefined : String(value)
}

/** The e-town the page works in. */
export function useTown(): Town {
  const { towns } = usePerson()
  const slug = useSlug()
  const town = towns.find((t) => t.slug === slug)
  if (town === undefined) throw new Error('a page of an e-town was drawn outside it')
  return town
}

/** A `$name` of the page's path. */
export function useParam(name: string): string {
  const value = useText(useParams({ strict: false }), name)
  if (value === undefined) throw new Error(`the path has no $${name}`)
  return value
}

/** A filter kept in the address (`?kind=shop`), so that a link and the way back keep it. Empty: not set. */
export function useFilter(name: string): readonly [string, (value: string) => void] {
  const navigate = useNavigate()
  const value = useText(useSearch({ strict: false }), name) ?? ''
  const set = (next: string) => {
    navigate({
      to: '.',
      search: (now: object) => ({ ...now, [name]: next === '' ? undefined : next }),
      replace: true,
    }).catch(() => undefined)
  }
  return [value, set]
}

/** Goes to an address of the desk: `/e/longgang/parties/7`. */
export function useGo(): (href: string) => void {
  const navigate = useNavigate()
  return (href) => {
    navigate(splitHref(href)).catch(() => undefined)
  }
}

/** The page the address names, if a room offers it. */
export function useScreen(): Screen | undefined {
  const path = useMatches().at(-1)?.fullPath
  return useScreens().find((s) => s.path === path)
}

/** `主体登记 · 龙港镇乡村e镇 · e镇通` */
export function useTitle(place?: string): void {
  const w = useWords(deskWords)
  const say = useBoth()
  const screen = useScreen()
  const page = screen === undefined ? undefined : say(screen.title)
  const title = [page, place, w.product].filter((part) => part !== undefined).join(' · ')
  useEffect(() => {
    document.title = title
  }, [title])
}

/** Where signing in leads: the address that was asked for, if it is one of ours. */
export function useArrival(): string {
  const to = useText(useSearch({ strict: false }), 'to') ?? '/'
  return /^\/(?![/\\])/.test(to) ? to : '/'
}
