import { Form, Input } from 'antd'
import { activate } from '#contract/identity'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { To } from '#web/ui/To.tsx'
import { useWords } from '#web/ui/words.ts'
import { setUpWords } from './set-up-words.ts'

type Values = { readonly code: string; readonly password: string }

/** 激活 Sets a password with a one-time code. */
export function Page() {
  const w = useWords(setUpWords)
  const act = useAct((body: Values) => ask(activate, { body }))
  if (act.step.at === 'done')
    return (
      <>
        <h1 tabIndex={-1}>{w.activated(act.step.answer.signIn)}</h1>
        <To href="/sign-in">{w.toSignIn}</To>
      </>
    )
  return (
    <>
      <h1 tabIndex={-1}>{w.activateTitle}</h1>
      <p>{w.activateLead}</p>
      <ActForm<Values>
        name="activate"
        labels={{ code: w.code, password: w.password }}
        step={act.step}
        initial={{ code: window.location.hash.slice(1) }}
        onSubmit={act.run}
      >
        <Form.Item name="code" label={w.code} rules={[{ required: true, message: w.fill(w.code) }]}>
          <Input autoComplete="off" spellCheck={false} />
        </Form.Item>
        <Form.Item
          name="password"
          label={w.password}
          extra={w.passwordHint}
          rules={[{ required: true, message: w.fill(w.password) }]}
        >
          <Input.Password autoComplete="new-password" />
        </Form.Item>
        <SubmitButton act={act}>{w.activate}</SubmitButton>
      </ActForm>
    </>
  )
}
