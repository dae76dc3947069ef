import { useLocation } from '@tanstack/react-router'
import { usePreference } from '#web/ui/preference.ts'
import { To } from '#web/ui/To.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { deskWords } from './desk-words.ts'
import { MENU_GROUPS, type MenuGroup, type Screen, useScreens } from './screen.ts'
import { type Person, type Town, usePerson } from './session.ts'

/** Whether a page may be opened, by the permissions of the place it works in. */
export function mayOpen(screen: Screen, person: Person, town: Town | undefined): boolean {
  if (screen.path.startsWith('/e/') && town === undefined) return false
  if (screen.may === undefined) return true
  return (screen.path.startsWith('/e/') ? (town?.may ?? []) : person.may).includes(screen.may)
}

export const hrefOf = (screen: Screen, town: Town | undefined): string =>
  screen.path.replace('$etown', town?.slug ?? '')

const groups = Object.keys(MENU_GROUPS).filter((g): g is MenuGroup => g in MENU_GROUPS)

type Props = { readonly town: Town | undefined; readonly onGo?: () => void }

/** As many pages stand open side by side; a longer menu folds its groups. */
const ALL_SHOWN = 16

/** The page of the menu that the reader is on or under: the one with the longest address. */
const nearest = (shown: readonly Screen[], town: Town | undefined, pathname: string): Screen | undefined =>
  shown
    .filter((s) => `${pathname}/`.startsWith(`${hrefOf(s, town)}/`))
    .toSorted((a, b) => b.path.length - a.path.length)[0]

/** The menu: plain links in groups, because that is what a site's navigation is to a screen reader. */
export function Navigation({ town, onGo }: Props) {
  const w = useWords(deskWords)
  const person = usePerson()
  const { pathname } = useLocation()
  const shown = useScreens().filter((s) => s.menu && mayOpen(s, person, town))
  const here = nearest(shown, town, pathname)
  const go = onGo === undefined ? {} : { onClick: onGo }
  return (
    <nav className="nav" aria-label={w.navigation}>
      <ul>
        <li>
          <To href={town === undefined ? '/' : `/e/${town.slug}`} exact {...go}>
            {w.home}
          </To>
        </li>
      </ul>
      {groups.map((group) => {
        const own = shown.filter((s) => s.group === group)
        return own.length === 0 ? null : (
          <Group key={group} {...{ group, own, here, town, go }} folds={shown.length > ALL_SHOWN} />
        )
      })}
    </nav>
  )
}

type GroupProps = {
  readonly group: MenuGroup
  readonly own: readonly Screen[]
  readonly here: Screen | undefined
  readonly town: Town | undefined
  readonly folds: boolean
  readonly go: { readonly onClick?: () => void }
}

/** One group. What the reader unfolded stays so in this browser; the group of the page they are on is always open. */
function Group({ group, own, here, town, folds, go }: GroupProps) {
  const say = useBoth()
  const [stored = '', store] = usePreference('menu')
  const unfolded = stored.split(' ').filter((name) => name !== '')
  const isHere = here?.group === group
  const open = !folds || isHere || unfolded.includes(group)
  const links = (
    <ul aria-labelledby={`nav-${group}`}>
      {own.map((s) => (
        <li key={s.path}>
          <To href={hrefOf(s, town)} exact={s !== here} {...go}>
            {s.icon !== undefined && <s.icon aria-hidden />}
            {say(s.title)}
          </To>
        </li>
      ))}
    </ul>
  )
  const toggle = () =>
    store((open ? unfolded.filter((name) => name !== group) : [...unfolded, group]).join(' '))
  return (
    // No landmark: a page's own region may well have the same name.
    <div className="nav-group">
      <h2 id={`nav-${group}`}>
        {folds && !isHere ? (
          <button type="button" className="plain" aria-expanded={open} onClick={toggle}>
            {say(MENU_GROUPS[group])}
          </button>
        ) : (
          say(MENU_GROUPS[group])
        )}
      </h2>
      {open && links}
    </div>
  )
}
