import { Form, Input } from 'antd'
import { setUp } from '#contract/identity'
import { useAct } from '#web/act.ts'
import { type AnswerOf, ask } from '#web/ask.ts'
import { useRenewSession } from '#web/desk/session.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useWords } from '#web/ui/words.ts'
import { ActivationCode } from './ActivationCode.tsx'
import { setUpWords } from './set-up-words.ts'

type Person = { readonly name: string; readonly signIn: string }
type Three = {
  readonly token: string
  readonly system: Person
  readonly security: Person
  readonly audit: Person
}

const PLACES = ['system', 'security', 'audit'] as const

function Made({ three }: { readonly three: AnswerOf<typeof setUp> }) {
  const w = useWords(setUpWords)
  return (
    <>
      <h1 tabIndex={-1}>{w.done}</h1>
      <p>{w.doneLead}</p>
      {PLACES.map((place) => (
        <section key={place} aria-label={w[place]}>
          <h2>{w[place]}</h2>
          <ActivationCode {...three[place]} />
        </section>
      ))}
    </>
  )
}

/** 首次设置 The one-time link leads here; its code stands after the #, which is sent to no server and no log. */
export function Page() {
  const w = useWords(setUpWords)
  const renew = useRenewSession()
  const act = useAct((body: Three) => ask(setUp, { body }), {
    done: () => {
      renew().catch(() => undefined)
    },
  })
  if (act.step.at === 'done') return <Made three={act.step.answer} />
  const labels = Object.fromEntries(
    PLACES.flatMap((p) => [
      [`${p}.name`, `${w[p]}${w.name}`],
      [`${p}.signIn`, `${w[p]}${w.signIn}`],
    ]),
  )
  return (
    <>
      <h1 tabIndex={-1}>{w.title}</h1>
      <p>{w.lead}</p>
      <ActForm<Three>
        name="set-up"
        labels={{ token: w.token, ...labels }}
        step={act.step}
        initial={{ token: window.location.hash.slice(1) }}
        onSubmit={act.run}
      >
        <Form.Item
          name="token"
          label={w.token}
          extra={w.tokenHint}
          rules={[{ required: true, message: w.fill(w.token) }]}
        >
          <Input autoComplete="off" spellCheck={false} />
        </Form.Item>
        {PLACES.map((place) => (
          <fieldset key={place}>
            <legend>{w[place]}</legend>
            <Form.Item
              name={[place, 'name']}
              label={w.name}
              rules={[{ required: true, message: w.fill(`${w[place]}${w.name}`) }]}
            >
              <Input autoComplete="off" />
            </Form.Item>
            <Form.Item
              name={[place, 'signIn']}
              label={w.signIn}
              extra={w.signInHint}
              rules={[{ required: true, message: w.fill(`${w[place]}${w.signIn}`) }]}
            >
              <Input autoComplete="off" autoCapitalize="none" spellCheck={false} />
            </Form.Item>
          </fieldset>
        ))}
        <SubmitButton act={act}>{w.submit}</SubmitButton>
      </ActForm>
    </>
  )
}
