import { useQueryClient } from '@tanstack/react-query'
import { Form, Input } from 'antd'
import { bindSecondFactor, confirmSecondFactor, whoAmI } from '#contract/identity'
import { useAct } from '#web/act.ts'
import { type AnswerOf, ask } from '#web/ask.ts'
import { SESSION } from '#web/signed-out.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useWords } from '#web/ui/words.ts'
import { accountWords } from './account-words.ts'
import { CodeField } from './CodeField.tsx'

type Me = AnswerOf<typeof whoAmI>
type Begun = AnswerOf<typeof bindSecondFactor>

function Confirm({ begun }: { readonly begun: Begun }) {
  const w = useWords(accountWords)
  const client = useQueryClient()
  const act = useAct((body: { readonly code: string }) => ask(confirmSecondFactor, { body }), {
    changes: [whoAmI],
    // The same person may do more from now on: the menu is drawn anew.
    done: () => {
      client.invalidateQueries({ queryKey: SESSION }).catch(() => undefined)
    },
  })
  return (
    <ActForm<{ code: string }> name="confirm" labels={{ code: w.code }} step={act.step} onSubmit={act.run}>
      <p>{w.scan}</p>
      <img src={begun.qr} alt={w.qr} width={240} height={240} />
      <p>
        {w.secret} <code>{begun.secret}</code>
      </p>
      <CodeField name="code" label={w.code} missing={w.fill(w.code)} />
      <SubmitButton act={act}>{w.confirm}</SubmitButton>
    </ActForm>
  )
}

function Bind() {
  const w = useWords(accountWords)
  const act = useAct((body: { readonly current: string }) => ask(bindSecondFactor, { body }))
  if (act.step.at === 'done') return <Confirm begun={act.step.answer} />
  return (
    <ActForm<{ current: string }>
      name="bind"
      labels={{ current: w.current }}
      step={act.step}
      onSubmit={act.run}
    >
      <Form.Item name="current" label={w.current} rules={[{ required: true, message: w.fill(w.current) }]}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      <SubmitButton act={act}>{w.bind}</SubmitButton>
    </ActForm>
  )
}

/** 二次验证 Bound or not; binding shows the secret once and wants a first code. */
export function SecondFactor({ me }: { readonly me: Me }) {
  const w = useWords(accountWords)
  const { bound, passed, needed } = me.secondFactor
  return (
    <section>
      <h2>{w.second}</h2>
      <p>
        <StateTag tone={bound ? 'good' : 'warn'}>{bound ? w.bound : w.notBound}</StateTag>
      </p>
      {bound && !passed && <StateTag tone="warn">{w.notPassed}</StateTag>}
      {needed && !bound && <p>{w.needed}</p>}
      {bound ? <p>{w.changePhone}</p> : <Bind />}
    </section>
  )
}
