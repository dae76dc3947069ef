import { useQueryClient } from '@tanstack/react-query'
import { Button } from 'antd'
import { lazy, Suspense, useEffect, useRef, useState } from 'react'
import { reside, SESSION } from '../signed-out.ts'
import { Waiting } from '../ui/Loaded.tsx'
import { useWords } from '../ui/words.ts'
import { deskWords } from './desk-words.ts'
import { useScreens } from './screen.ts'

/** 重新登录 Over the page, which keeps what was typed and is hidden meanwhile: whoever passes by reads nothing. */
export function SignInAgain() {
  const w = useWords(deskWords)
  const client = useQueryClient()
  const dialog = useRef<HTMLDialogElement>(null)
  const door = useScreens().find(({ path }) => path === '/sign-in')
  const [Page] = useState(() => lazy(async () => ({ default: (await door?.load())?.Page ?? (() => null) })))
  useEffect(() => {
    dialog.current?.showModal()
  }, [])
  const leave = () => {
    reside(undefined)
    client.invalidateQueries({ queryKey: SESSION }).catch(() => undefined)
  }
  return (
    <dialog
      ref={dialog}
      className="sign-in-again"
      aria-label={w.signInAgain}
      // Without a session nothing on the page can be done, and its fields would only lose what is in them.
      onCancel={(event) => event.preventDefault()}
    >
      <p role="status" className="note note-warn">
        {w.signInAgainLead}
      </p>
      <Suspense fallback={<Waiting />}>
        <Page />
      </Suspense>
      <Button type="link" onClick={leave}>
        {w.leavePage}
      </Button>
    </dialog>
  )
}
