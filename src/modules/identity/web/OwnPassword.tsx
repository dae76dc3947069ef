import { Form, Input } from 'antd'
import { changePassword, listSessions, whoAmI } from '#contract/identity'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useWords } from '#web/ui/words.ts'
import { accountWords } from './account-words.ts'

type Values = { readonly current: string; readonly password: string }

export function OwnPassword({ due }: { readonly due: boolean }) {
  const w = useWords(accountWords)
  const act = useAct((body: Values) => ask(changePassword, { body }), { changes: [listSessions, whoAmI] })
  return (
    <section>
      <h2>{w.password}</h2>
      {due && <p className="note note-warn">{w.passwordDue}</p>}
      {act.step.at === 'done' ? (
        <StateTag tone="good">{w.changed}</StateTag>
      ) : (
        <ActForm<Values>
          name="password"
          labels={{ current: w.current, password: w.next }}
          step={act.step}
          onSubmit={act.run}
        >
          <Form.Item
            name="current"
            label={w.current}
            rules={[{ required: true, message: w.fill(w.current) }]}
          >
            <Input.Password autoComplete="current-password" />
          </Form.Item>
          <Form.Item
            name="password"
            label={w.next}
            extra={w.passwordHint}
            rules={[{ required: true, message: w.fill(w.next) }]}
          >
            <Input.Password autoComplete="new-password" />
          </Form.Item>
          <SubmitButton act={act}>{w.change}</SubmitButton>
        </ActForm>
      )}
    </section>
  )
}
