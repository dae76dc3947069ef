import { Button, Form, Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { askSmsCode, signIn, signInBySms, signInWays } from '#contract/identity'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { To } from '#web/ui/To.tsx'
import { useWords } from '#web/ui/words.ts'
import { CodeField } from './CodeField.tsx'
import { DemonstrationPhone } from './DemonstrationPhone.tsx'
import { useEntering } from './enter.ts'
import { signInWords } from './sign-in-words.ts'

type ByPassword = {
  readonly signIn: string
  readonly password: string
  readonly code?: string
  readonly newPassword?: string
}

function PasswordForm() {
  const w = useWords(signInWords)
  const { act, wants } = useEntering((body: ByPassword) => ask(signIn, { body }))
  return (
    <ActForm<ByPassword>
      name="sign-in"
      labels={{ signIn: w.signIn, password: w.password, code: w.code, newPassword: w.newPassword }}
      step={act.step}
      onSubmit={act.run}
    >
      <Form.Item name="signIn" label={w.signIn} rules={[{ required: true, message: w.fill(w.signIn) }]}>
        <Input autoComplete="username" autoCapitalize="none" spellCheck={false} />
      </Form.Item>
      <Form.Item name="password" label={w.password} rules={[{ required: true, message: w.fill(w.password) }]}>
        <Input.Password autoComplete="current-password" />
      </Form.Item>
      {wants.includes('code') && <SecondStep />}
      {wants.includes('newPassword') && (
        <>
          <p role="status">{w.passwordDue}</p>
          <Form.Item
            name="newPassword"
            label={w.newPassword}
            extra={w.newPasswordHint}
            rules={[{ required: true, message: w.fill(w.newPassword) }]}
          >
            <Input.Password autoComplete="new-password" />
          </Form.Item>
        </>
      )}
      <SubmitButton act={act}>{w.submit}</SubmitButton>
    </ActForm>
  )
}

function SecondStep() {
  const w = useWords(signInWords)
  return (
    <>
      <p role="status">{w.codeHint}</p>
      <CodeField name="code" label={w.code} missing={w.fill(w.code)} />
    </>
  )
}

function PhoneForm({ asked }: { readonly asked: (request: string) => void }) {
  const w = useWords(signInWords)
  const act = useAct((body: { readonly phone: string }) => ask(askSmsCode, { body }), {
    done: ({ request }) => asked(request),
  })
  return (
    <ActForm<{ phone: string }> name="phone" labels={{ phone: w.phone }} step={act.step} onSubmit={act.run}>
      <Form.Item name="phone" label={w.phone} rules={[{ required: true, message: w.fill(w.phone) }]}>
        <Input type="tel" inputMode="tel" autoComplete="tel-national" />
      </Form.Item>
      <SubmitButton act={act}>{w.ask}</SubmitButton>
    </ActForm>
  )
}

type BySms = { readonly smsCode: string; readonly code?: string }

function SmsForm({ request }: { readonly request: string }) {
  const w = useWords(signInWords)
  const { act, wants } = useEntering((given: BySms) => ask(signInBySms, { body: { request, ...given } }))
  return (
    <ActForm<BySms>
      name="sms"
      labels={{ smsCode: w.smsCode, code: w.code }}
      step={act.step}
      onSubmit={act.run}
    >
      <p role="status">{w.sent}</p>
      <CodeField name="smsCode" label={w.smsCode} missing={w.fill(w.smsCode)} />
      {wants.includes('code') && <SecondStep />}
      <SubmitButton act={act}>{w.submit}</SubmitButton>
    </ActForm>
  )
}

function BySmsSteps(): ReactNode {
  const w = useWords(signInWords)
  const [request, setRequest] = useState<string>()
  if (request === undefined) return <PhoneForm asked={setRequest} />
  return (
    <>
      <SmsForm key={request} request={request} />
      <Button type="link" onClick={() => setRequest(undefined)}>
        {w.otherPhone}
      </Button>
    </>
  )
}

/** 登录 By password or by SMS; whoever has a second factor is asked for it in the same place. */
export function Page() {
  const w = useWords(signInWords)
  const ways = useRead(signInWays, {}).data
  const [sms, setSms] = useState(false)
  return (
    <>
      <h1 tabIndex={-1}>{w.title}</h1>
      {sms ? <BySmsSteps /> : <PasswordForm />}
      <nav className="ways" aria-label={w.title}>
        {ways?.sms && (
          <Button type="link" onClick={() => setSms(!sms)}>
            {sms ? w.byPassword : w.bySms}
          </Button>
        )}
        <To href="/activate">{w.haveCode}</To>
      </nav>
      {ways?.demonstration && <DemonstrationPhone />}
    </>
  )
}
