import { useEffect, useState } from 'react'
import { askSmsCode, signIn, signInBySms, signInWays } from '#contract/identity'
import { ask } from '#web/ask.ts'
import { useLanguage, useWords } from '#web/ui/words.ts'
import { fieldWords } from '../field-words.ts'
import { Notice, Plain, Primary, Question, Screen } from '../Kit.tsx'
import { cameOf } from '../queue/wire.ts'
import { usePhone } from '../use-phone.ts'

/** WeChat's browser keeps nothing for long and has no service worker everywhere. */
const isWeChat = (): boolean => /MicroMessenger/i.test(navigator.userAgent)

/** What stands in the form; only the fields of one of the two ways are used. */
const EMPTY = { phone: '', smsCode: '', request: '', name: '', password: '', factor: '' }

export function SignIn({ onDone }: { readonly onDone?: () => void }) {
  const w = useWords(fieldWords)
  const [language] = useLanguage()
  const { refresh, online } = usePhone()
  const [hasSms, setHasSms] = useState(false)
  const [wanted, setWanted] = useState(true)
  const [factorAsked, setFactorAsked] = useState(false)
  const [form, setForm] = useState(EMPTY)
  const [said, setSaid] = useState<{ readonly bad: boolean; readonly text: string }>()
  const [busy, setBusy] = useState(false)
  useEffect(() => {
    ask(signInWays).then(
      ({ sms }) => setHasSms(sms),
      () => undefined,
    )
  }, [])
  const bySms = hasSms && wanted
  const set = (more: Partial<typeof EMPTY>) => setForm((before) => ({ ...before, ...more }))
  const code = form.factor === '' ? {} : { code: form.factor }

  /** Asks, and says what was refused; undefined then. */
  const asked = async <T,>(asking: Promise<T>): Promise<T | undefined> => {
    setBusy(true)
    setSaid(undefined)
    const came = await cameOf(asking).finally(() => setBusy(false))
    if (came === 'no-answer' || came === 'signed-out') setSaid({ bad: true, text: w.noAnswer })
    else if ('refused' in came) {
      setSaid({ bad: true, text: came.refused.map((r) => r[language]).join(' ') })
      if (came.refused.some((r) => r.code === 'identity.code_needed')) setFactorAsked(true)
    } else return came.got
    return undefined
  }
  const getCode = async () => {
    const got = await asked(ask(askSmsCode, { body: { phone: form.phone } }))
    if (got === undefined) return
    set({ request: got.request })
    setSaid({ bad: false, text: w.codeSent(Math.round(got.seconds / 60)) })
  }
  const enter = async () => {
    const { name, password, request, smsCode } = form
    const got = await asked(
      bySms
        ? ask(signInBySms, { body: { request, smsCode, ...code } })
        : ask(signIn, { body: { signIn: name, password, ...code } }),
    )
    if (got === undefined) return
    setForm(EMPTY)
    await refresh()
    onDone?.()
  }
  const begun = bySms && form.request === ''
  return (
    <Screen title={w.signIn}>
      <p>{w.signInLead}</p>
      {isWeChat() && <Notice tone="bad">{w.wechat}</Notice>}
      {!online && <Notice tone="wait">{w.noPlotsOffline}</Notice>}
      {said && <Notice tone={said.bad ? 'bad' : 'good'}>{said.text}</Notice>}
      {bySms ? (
        <Question
          label={w.phone}
          value={form.phone}
          inputMode="tel"
          autoComplete="tel"
          onAnswer={(phone) => set({ phone, request: '' })}
        />
      ) : (
        <>
          <Question
            label={w.name}
            value={form.name}
            autoComplete="username"
            onAnswer={(name) => set({ name })}
          />
          <Question
            label={w.password}
            value={form.password}
            type="password"
            autoComplete="current-password"
            onAnswer={(password) => set({ password })}
          />
        </>
      )}
      {bySms && !begun && (
        <Question
          label={w.code}
          value={form.smsCode}
          inputMode="numeric"
          autoComplete="one-time-code"
          onAnswer={(smsCode) => set({ smsCode })}
        />
      )}
      {factorAsked && (
        <Question
          label={w.factor}
          value={form.factor}
          inputMode="numeric"
          autoComplete="one-time-code"
          onAnswer={(factor) => set({ factor })}
        />
      )}
      <Primary onPress={begun ? getCode : enter} disabled={busy}>
        {begun ? w.getCode : w.signIn}
      </Primary>
      {hasSms && <Plain onPress={() => setWanted(!wanted)}>{bySms ? w.byPassword : w.bySms}</Plain>}
    </Screen>
  )
}
