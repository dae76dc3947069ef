import { Form, Input } from 'antd'
import { useAct } from '../../../src/web/act.ts'
import { ask } from '../../../src/web/ask.ts'
import { useTown } from '../../../src/web/desk/place.ts'
import { ActForm } from '../../../src/web/ui/ActForm.tsx'
import { Choice } from '../../../src/web/ui/Choice.tsx'
import { DateField } from '../../../src/web/ui/DateField.tsx'
import { PageHead } from '../../../src/web/ui/PageHead.tsx'
import { StateTag } from '../../../src/web/ui/StateTag.tsx'
import { SubmitButton } from '../../../src/web/ui/SubmitButton.tsx'
import { addThing, listThings } from './contract.ts'

const labels = { name: '名称', creditCode: '统一社会信用代码', since: '登记日期', kind: '类型' }

type Values = { name: string; creditCode: string; since: string }

export function Page() {
  const { slug } = useTown()
  const act = useAct((body: Values, { key }) => ask(addThing, { etown: slug, body, key }), {
    changes: [listThings],
  })
  return (
    <>
      <PageHead title="登记主体" />
      {act.step.at === 'done' && <StateTag tone="good">已登记，编号 {act.step.answer.id}</StateTag>}
      <div style={{ maxWidth: 560 }}>
        <ActForm<Values & { kind: string }>
          name="thing"
          labels={labels}
          step={act.step}
          onSubmit={({ name, creditCode, since }) => act.run({ name, creditCode, since })}
        >
          <Form.Item name="name" label={labels.name} rules={[{ required: true, message: '请填写名称。' }]}>
            <Input />
          </Form.Item>
          <Form.Item name="creditCode" label={labels.creditCode} extra="18 位，见营业执照右上角">
            <Input />
          </Form.Item>
          <Form.Item name="kind" label={labels.kind}>
            <Choice
              empty="请选择"
              options={[
                { value: 'firm', label: '企业' },
                { value: 'coop', label: '合作社' },
              ]}
            />
          </Form.Item>
          <Form.Item name="since" label={labels.since}>
            <DateField />
          </Form.Item>
          <SubmitButton act={act}>登记</SubmitButton>
        </ActForm>
      </div>
    </>
  )
}
