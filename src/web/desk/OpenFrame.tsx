import { Outlet } from '@tanstack/react-router'
import { useWords } from '#web/ui/words.ts'
import { deskWords } from './desk-words.ts'
import { LanguageSwitch, Mark } from './Header.tsx'

/** Around the pages that need no session: sign-in and the first set-up. */
export function OpenFrame() {
  const w = useWords(deskWords)
  return (
    <div className="open-frame">
      <header>
        <span className="brand">
          <Mark />
          <strong>{w.product}</strong>
          <span>{w.productLong}</span>
        </span>
        <LanguageSwitch />
      </header>
      <main id="main" tabIndex={-1}>
        <div className="open-card">
          <Outlet />
        </div>
      </main>
    </div>
  )
}
