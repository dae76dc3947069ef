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

/** The menu: plain links in groups, because that is what a site's navigation is to a screen reader. */
export function Navigation({ town, onGo }: Props) {
  const w = useWords(deskWords)
  const say = useBoth()
  const person = usePerson()
  const shown = useScreens().filter((s) => s.menu && mayOpen(s, person, town))
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
        if (own.length === 0) return null
        return (
          // No landmark: a page's own region may well have the same name.
          <div key={group} className="nav-group">
            <h2 id={`nav-${group}`}>{say(MENU_GROUPS[group])}</h2>
            <ul aria-labelledby={`nav-${group}`}>
              {own.map((s) => (
                <li key={s.path}>
                  <To href={hrefOf(s, town)} {...go}>
                    {s.icon !== undefined && <s.icon aria-hidden />}
                    {say(s.title)}
                  </To>
                </li>
              ))}
            </ul>
          </div>
        )
      })}
    </nav>
  )
}
