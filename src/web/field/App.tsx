import { useEffect } from 'react'
import { useLanguage, useWords } from '#web/ui/words.ts'
import { fieldWords } from './field-words.ts'
import { Icon } from './Icon.tsx'
import { isUnsent } from './queue/journal.ts'
import { go, type Road, useRoad } from './road.ts'
import { Done } from './screens/Done.tsx'
import { Me } from './screens/Me.tsx'
import { Plots } from './screens/Plots.tsx'
import { Records } from './screens/Records.tsx'
import { SignIn } from './screens/SignIn.tsx'
import { Tiles } from './screens/Tiles.tsx'
import { Write } from './screens/Write.tsx'
import { PhoneContext, usePhone, usePhoneState } from './use-phone.ts'

function Here({ road }: { readonly road: Road }) {
  switch (road.at) {
    case 'tiles':
      return <Tiles key={`${road.of}${road.id}`} of={road.of} id={road.id} />
    case 'write':
      return <Write key={`${road.of}${road.id}${road.tile}`} {...road} />
    case 'done':
      return <Done id={road.id} />
    case 'records':
      return <Records />
    case 'me':
      return <Me />
    case 'plots':
      return <Plots />
  }
}

/** How the phone stands with the server, on top of every screen, in words. */
function Standing() {
  const w = useWords(fieldWords)
  const { online, sending, records, signedOut } = usePhone()
  const refused = records.filter(({ state }) => state === 'refused').length
  const unsent = records.filter(isUnsent).length - refused
  const said = [
    ...(online ? [] : [w.offline]),
    ...(unsent === 0 ? [] : [sending && online ? w.sending : w.waiting(unsent)]),
    ...(refused === 0 ? [] : [w.refusedN(refused)]),
  ]
  return (
    <p className="standing" role="status">
      {said.length > 0 ? said.join(' ') : signedOut ? '' : w.allSent}
    </p>
  )
}

function Ways({ road }: { readonly road: Road }) {
  const w = useWords(fieldWords)
  const { records } = usePhone()
  const n = records.filter(isUnsent).length
  const here = (at: Road['at']) => (road.at === at ? { 'aria-current': 'page' as const } : {})
  return (
    <nav className="ways" aria-label={w.app}>
      <a href="#/plots" {...here('plots')}>
        <Icon name="sprout" />
        <span>{w.app}</span>
      </a>
      <a href="#/records" {...here('records')}>
        <Icon name="list" />
        <span>
          {w.records}
          {n > 0 && <b> {n}</b>}
        </span>
      </a>
      <a href="#/me" {...here('me')}>
        <Icon name="person" />
        <span>{w.me}</span>
      </a>
    </nav>
  )
}

export function App() {
  const phone = usePhoneState()
  const road = useRoad()
  const w = useWords(fieldWords)
  const [language] = useLanguage()
  const where = JSON.stringify(road)
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en'
    document.title = w.app
  }, [language, w])
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new screen begins at its top
  useEffect(() => scrollTo(0, 0), [where])
  if (phone === undefined) return <p className="opening">{w.opening}</p>
  if (phone.writer === undefined)
    return (
      <PhoneContext value={phone}>
        <SignIn />
      </PhoneContext>
    )
  return (
    <PhoneContext value={phone}>
      <header>
        {phone.writer.demonstration === true && <p className="demonstration">{w.demonstration}</p>}
        <Standing />
      </header>
      {phone.signedOut && road.at === 'me' ? (
        <SignIn onDone={() => go({ at: 'plots' })} />
      ) : (
        <Here road={road} />
      )}
      <Ways road={road} />
    </PhoneContext>
  )
}
