import { readDesk } from '#contract/governance'
import { useRead } from '#web/read.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { deskWords } from './desk-words.ts'
import { hrefOf, mayOpen } from './Navigation.tsx'
import { useTown } from './place.ts'
import { Redirect } from './Redirect.tsx'
import { useScreens } from './screen.ts'
import { type Person, type Town, usePerson } from './session.ts'

function NextSteps({ person, town }: { readonly person: Person; readonly town: Town | undefined }) {
  const say = useBoth()
  const steps = useScreens().filter(
    (s) =>
      s.next !== undefined && s.path.startsWith('/e/') === (town !== undefined) && mayOpen(s, person, town),
  )
  if (steps.length === 0) return null
  return (
    <ul className="steps">
      {steps.map((s) => (
        <li key={s.path}>
          <To href={hrefOf(s, town)}>
            {s.icon !== undefined && <s.icon aria-hidden />}
            <strong>{say(s.title)}</strong>
            <span>{s.next !== undefined && say(s.next)}</span>
          </To>
        </li>
      ))}
    </ul>
  )
}

/** 待办 What the account itself owes, before anything else. */
function Owed({ person }: { readonly person: Person }) {
  const w = useWords(deskWords)
  const account = useScreens().find((s) => s.path === '/account')
  if (person.owes.length === 0) return null
  return (
    <div className="note note-warn">
      {person.owes.map((what) => (
        <p key={what}>{w.owes[what]}</p>
      ))}
      {account !== undefined && <To href={account.path}>{w.account}</To>}
    </div>
  )
}

/** 等我办的事 What every room says waits for this person, overdue first. */
function Waiting({ town }: { readonly town: Town }) {
  const w = useWords(deskWords)
  const say = useBoth()
  const query = useRead(readDesk, { etown: town.slug })
  return (
    <section className="next" aria-label={w.waiting}>
      <h2>{w.waiting}</h2>
      <Loaded query={query} lines={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="hint">{w.nothingWaits}</p>
          ) : (
            <ul className="steps">
              {items.map(({ what, count, late = 0, href }) => (
                <li key={what.en}>
                  <To href={`/e/${town.slug}${href}`}>
                    <strong>{say(what)}</strong>
                    <span>{w.waits(count)}</span>
                    {late > 0 && <StateTag tone="bad">{w.late(late)}</StateTag>}
                  </To>
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
    </section>
  )
}

/** Where signing in leads: the only e-town at once, a choice of several, or the platform's own work. */
export function HomePage() {
  const w = useWords(deskWords)
  const say = useBoth()
  const person = usePerson()
  const [only, ...others] = person.towns
  if (only !== undefined && others.length === 0 && person.roles.length === 0)
    return <Redirect href={`/e/${only.slug}`} />
  if (only === undefined && person.roles.length === 0)
    return <EmptyState page title={w.noTown} next={w.noTownNext} />
  return (
    <>
      <Owed person={person} />
      <PageHead title={only === undefined ? w.platformWork : w.chooseTown} />
      <ul className="steps">
        {person.towns.map((t) => (
          <li key={t.slug}>
            <To href={`/e/${t.slug}`}>
              <strong>{t.name}</strong>
              <span>{t.roles.map(say).join('、')}</span>
              {t.demonstration && <em>{w.demonstration}</em>}
            </To>
          </li>
        ))}
      </ul>
      <NextSteps person={person} town={undefined} />
    </>
  )
}

/** An e-town's home: what this person can do here next. */
export function TownPage() {
  const w = useWords(deskWords)
  const say = useBoth()
  const person = usePerson()
  const town = useTown()
  const useful = useScreens().some((s) => s.path.startsWith('/e/') && mayOpen(s, person, town))
  return (
    <>
      <Owed person={person} />
      <PageHead title={town.name} lead={town.roles.map(say).join('、')} />
      {town.may.includes('governance.desk') && <Waiting town={town} />}
      {useful ? (
        <section className="next" aria-label={w.next}>
          <h2>{w.next}</h2>
          <NextSteps person={person} town={town} />
        </section>
      ) : (
        <EmptyState title={w.nothingHere} next={w.nothingHereNext} />
      )}
    </>
  )
}
