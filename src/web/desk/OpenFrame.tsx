import { Navigate, Outlet, useLocation } from '@tanstack/react-router'
import { splitHref } from '#web/ui/href.ts'
import { useWords } from '#web/ui/words.ts'
import { deskWords } from './desk-words.ts'
import { Ribbon } from './Frame.tsx'
import { LanguageSwitch, Mark } from './Header.tsx'
import { useArrival, useTitle } from './place.ts'
import { useSession } from './session.ts'

/** Around the pages that need no session. Once somebody is signed in the sign-in page leads on by itself. */
export function OpenFrame() {
  const w = useWords(deskWords)
  const { pathname } = useLocation()
  const arrival = useArrival()
  const session = useSession().data
  useTitle()
  if (pathname === '/sign-in' && session !== undefined) {
    if (session.setUpNeeded) return <Navigate to="/set-up" replace />
    if (session.person !== null) return <Navigate {...splitHref(arrival)} replace />
  }
  return (
    <div className="open-frame">
      <div className="top">
        {session?.demonstration && <Ribbon />}
        <header className="head">
          <span className="brand">
            <Mark />
            <strong>{w.product}</strong>
            <span>{w.productLong}</span>
          </span>
          <span className="gap" />
          <LanguageSwitch />
        </header>
      </div>
      <main id="main" tabIndex={-1}>
        <div className="open-card">
          <Outlet />
        </div>
      </main>
    </div>
  )
}
