import { Outlet, useLocation } from '@tanstack/react-router'
import { useWords } from '#web/ui/words.ts'
import { deskWords } from './desk-words.ts'
import { Ribbon } from './Frame.tsx'
import { LanguageSwitch, Mark } from './Header.tsx'
import { useArrival, useTitle } from './place.ts'
import { Redirect } from './Redirect.tsx'
import { useSession } from './session.ts'

/** Around the pages that need no session. Once somebody is signed in the sign-in page leads on by itself. */
export function OpenFrame() {
  const w = useWords(deskWords)
  const { pathname } = useLocation()
  const arrival = useArrival()
  const session = useSession().data
  useTitle()
  if (pathname === '/sign-in' && session !== undefined) {
    if (session.setUpNeeded) return <Redirect href="/set-up" />
    if (session.person !== null) return <Redirect href={arrival} />
  }
  return (
    <div className="open-frame">
      <header className="top">
        {session?.demonstration && <Ribbon />}
        <div className="head">
          <span className="brand">
            <Mark />
            <strong>{w.product}</strong>
            <span>{w.productLong}</span>
          </span>
          <span className="gap" />
          <LanguageSwitch />
        </div>
      </header>
      <main id="main" tabIndex={-1}>
        <div className="open-card">
          <Outlet />
        </div>
      </main>
    </div>
  )
}
