import { Button, Form, Input } from 'antd'
import { listAccounts, makeAccount } from '#contract/identity'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useWords } from '#web/ui/words.ts'
import { ActivationCode } from './ActivationCode.tsx'
import { peopleWords } from './people-words.ts'

type Values = {
  readonly name: string
  readonly signIn: string
  readonly kind: 'member' | 'administrator'
  readonly phone?: string
}

/** 开立账号 */
export function Page() {
  const w = useWords(peopleWords)
  const act = useAct(
    ({ phone, ...body }: Values) => ask(makeAccount, { body: phone ? { ...body, phone } : body }),
    { changes: [listAccounts] },
  )
  if (act.step.at === 'done')
    return (
      <>
        <PageHead title={w.made} lead={w.newAccountLead} />
        <ActivationCode {...act.step.answer} />
        <Button onClick={act.reset}>{w.more}</Button>
      </>
    )
  const required = (label: string) => [{ required: true, message: w.fill(label) }]
  return (
    <>
      <PageHead title={w.newAccount} lead={w.newAccountLead} />
      <ActForm<Values>
        name="account"
        labels={{ name: w.name, signIn: w.signIn, kind: w.kind, phone: w.phone }}
        step={act.step}
        initial={{ kind: 'member' }}
        onSubmit={act.run}
      >
        <Form.Item name="name" label={w.name} rules={required(w.name)}>
          <Input autoComplete="off" />
        </Form.Item>
        <Form.Item name="signIn" label={w.signIn} extra={w.signInHint} rules={required(w.signIn)}>
          <Input autoComplete="off" autoCapitalize="none" spellCheck={false} />
        </Form.Item>
        <Form.Item name="kind" label={w.kind}>
          <Choice
            options={[
              { value: 'member', label: w.kinds.member },
              { value: 'administrator', label: w.kinds.administrator },
            ]}
          />
        </Form.Item>
        <Form.Item name="phone" label={w.phone} extra={w.phoneHint}>
          <Input type="tel" inputMode="tel" autoComplete="off" />
        </Form.Item>
        <SubmitButton act={act}>{w.newAccount}</SubmitButton>
      </ActForm>
    </>
  )
}
