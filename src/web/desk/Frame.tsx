import { CloseOutlined } from '@ant-design/icons'
import { Outlet } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'
import { reside, useEnded } from '#web/signed-out.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { useCompact } from '#web/ui/media.ts'
import { To } from '#web/ui/To.tsx'
import { useWords } from '#web/ui/words.ts'
import { deskWords } from './desk-words.ts'
import { Header } from './Header.tsx'
import { mayOpen, Navigation } from './Navigation.tsx'
import { useScreen, useSlug, useTitle } from './place.ts'
import { Redirect, SignInFirst } from './Redirect.tsx'
import { SignInAgain } from './SignInAgain.tsx'
import { type Person, PersonContext, type Town, useSession } from './session.ts'

export function Ribbon() {
  const w = useWords(deskWords)
  return (
    <p className="ribbon">
      <strong>{w.demonstration}</strong>
      <span>{w.demonstrationNote}</span>
    </p>
  )
}

function Content({ person, town }: { readonly person: Person; readonly town: Town | undefined }) {
  const w = useWords(deskWords)
  const screen = useScreen()
  const slug = useSlug()
  const home = <To href="/">{w.toHome}</To>
  if (slug !== undefined && town === undefined)
    return <EmptyState page title={w.noSuchTown} next={w.noSuchTownNext} action={home} />
  if (screen !== undefined && !mayOpen(screen, person, town))
    return <EmptyState page title={w.notYours} next={w.notYoursNext} action={home} />
  return <Outlet />
}

function Desk({ person }: { readonly person: Person }) {
  const w = useWords(deskWords)
  const compact = useCompact()
  const drawer = useRef<HTMLDialogElement>(null)
  const slug = useSlug()
  const town = person.towns.find((t) => t.slug === slug)
  const demonstration = town?.demonstration ?? person.demonstration
  useTitle(town?.name)
  return (
    <PersonContext value={person}>
      <div className={demonstration ? 'frame demonstration' : 'frame'}>
        <a className="skip" href="#main">
          {w.skip}
        </a>
        <header className="top">
          {demonstration && <Ribbon />}
          <Header town={town} {...(compact ? { onMenu: () => drawer.current?.showModal() } : {})} />
        </header>
        {compact ? (
          <dialog ref={drawer} className="drawer" aria-label={w.menu}>
            <button
              type="button"
              className="plain"
              aria-label={w.closeMenu}
              onClick={() => drawer.current?.close()}
            >
              <CloseOutlined aria-hidden />
            </button>
            <Navigation town={town} onGo={() => drawer.current?.close()} />
          </dialog>
        ) : (
          <div className="side">
            <Navigation town={town} />
          </div>
        )}
        <main id="main" tabIndex={-1}>
          <Content person={person} town={town} />
        </main>
      </div>
    </PersonContext>
  )
}

/** The desk of whoever is signed in, or was until the session ended while they worked. */
function Resident({ person }: { readonly person: Person | null }) {
  const ended = useEnded()
  const [last, setLast] = useState(person)
  if (person !== null && person !== last) setLast(person)
  const here = person ?? (ended ? last : null)
  const account = here?.account
  useEffect(() => {
    reside(account)
    return () => reside(undefined)
  }, [account])
  if (here === null) return <SignInFirst />
  return (
    <>
      <Desk key={here.account} person={here} />
      {ended && <SignInAgain />}
    </>
  )
}

/** Everything behind the sign-in: header, menu, and the page. Whoever is not signed in goes there and comes back. */
export function Frame() {
  const session = useSession()
  return (
    <Loaded query={session} lines={8}>
      {({ person, setUpNeeded }) =>
        setUpNeeded ? <Redirect href="/set-up" /> : <Resident person={person} />
      }
    </Loaded>
  )
}
