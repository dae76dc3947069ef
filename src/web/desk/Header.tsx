import { DownOutlined, MenuOutlined, UserOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { signOut } from '#contract/identity'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { reside } from '#web/signed-out.ts'
import { Disclosure } from '#web/ui/Disclosure.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useLanguage, useWords } from '#web/ui/words.ts'
import { deskWords } from './desk-words.ts'
import { useGo } from './place.ts'
import { useScreens } from './screen.ts'
import { type Town, usePerson, useRenewSession } from './session.ts'

export function Mark() {
  return (
    <svg viewBox="0 0 28 30" width="28" height="30" aria-hidden="true" className="mark">
      <path d="M14 1l12.1 7v14L14 29 1.9 22V8z" />
      <path d="M20 18.6a6.5 6.5 0 1 1 .4-3.6H8" className="mark-e" />
    </svg>
  )
}

export function LanguageSwitch() {
  const w = useWords(deskWords)
  const [language, set] = useLanguage()
  const other = language === 'zh' ? 'en' : 'zh'
  return (
    <button type="button" className="plain" lang={other === 'en' ? 'en' : 'zh-CN'} onClick={() => set(other)}>
      {w.otherLanguage}
    </button>
  )
}

function TownSwitch({ town }: { readonly town: Town | undefined }) {
  const w = useWords(deskWords)
  const { towns } = usePerson()
  if (towns.length < 2) return town === undefined ? null : <span className="town-name">{town.name}</span>
  return (
    <Disclosure
      className="town-name"
      label={
        <>
          {town?.name ?? w.switchTown} <DownOutlined aria-hidden />
        </>
      }
    >
      {(close) => (
        <ul className="links" aria-label={w.switchTown}>
          {towns.map((t) => (
            <li key={t.slug}>
              <To href={`/e/${t.slug}`} onClick={close}>
                {t.name}
              </To>
            </li>
          ))}
        </ul>
      )}
    </Disclosure>
  )
}

function AccountMenu({ town }: { readonly town: Town | undefined }) {
  const w = useWords(deskWords)
  const say = useBoth()
  const person = usePerson()
  const go = useGo()
  const renew = useRenewSession()
  const screens = useScreens()
  const leave = useAct(() => ask(signOut), {
    done: () => {
      reside(undefined)
      renew()
        .then(() => go('/sign-in'))
        .catch(() => undefined)
    },
  })
  const roles = [...person.roles, ...(town?.roles ?? [])].map(say).join('、')
  return (
    <Disclosure
      side="end"
      name={w.signedInAs(person.name)}
      label={
        <>
          <UserOutlined aria-hidden /> <span className="account-name">{person.name}</span>{' '}
          <DownOutlined aria-hidden />
        </>
      }
    >
      {(close) => (
        <>
          <p className="who">
            <strong>{person.name}</strong>
            <span>{roles}</span>
          </p>
          <ul className="links">
            {screens
              .filter((s) => s.path === '/account')
              .map((s) => (
                <li key={s.path}>
                  <To href={s.path} onClick={close}>
                    {w.account}
                  </To>
                </li>
              ))}
          </ul>
          <Button block loading={leave.step.at === 'running'} onClick={() => leave.run(undefined)}>
            {w.signOut}
          </Button>
        </>
      )}
    </Disclosure>
  )
}

type Props = { readonly town: Town | undefined; readonly onMenu?: () => void }

export function Header({ town, onMenu }: Props) {
  const w = useWords(deskWords)
  return (
    <div className="head">
      {onMenu !== undefined && (
        <button type="button" className="plain" aria-label={w.menu} aria-haspopup="dialog" onClick={onMenu}>
          <MenuOutlined aria-hidden />
        </button>
      )}
      <To href="/" className="brand" label={w.product}>
        <Mark />
        <strong>{w.product}</strong>
      </To>
      <TownSwitch town={town} />
      <span className="gap" />
      <LanguageSwitch />
      <AccountMenu town={town} />
    </div>
  )
}
