import { Form, Input } from 'antd'
import { useAct } from '../../../src/web/act.ts'
import { ActForm } from '../../../src/web/ui/ActForm.tsx'
import { SubmitButton } from '../../../src/web/ui/SubmitButton.tsx'

const labels = { name: '用户名', password: '密码' }

export function Page() {
  const act = useAct(async () => ({}))
  return (
    <>
      <h1 tabIndex={-1}>登录</h1>
      <ActForm name="sign-in" labels={labels} step={act.step} onSubmit={() => act.run(undefined)}>
        <Form.Item name="name" label={labels.name} rules={[{ required: true, message: '请填写用户名。' }]}>
          <Input autoComplete="username" />
        </Form.Item>
        <Form.Item
          name="password"
          label={labels.password}
          rules={[{ required: true, message: '请填写密码。' }]}
        >
          <Input.Password autoComplete="current-password" />
        </Form.Item>
        <SubmitButton act={act}>登录</SubmitButton>
      </ActForm>
    </>
  )
}
