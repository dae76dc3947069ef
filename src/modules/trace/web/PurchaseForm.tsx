import { Form, Input } from 'antd'
import { buyLot, listItems, listLots, UNITS } from '#contract/trace'
import { day } from '#kernel/day'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { DateField } from '#web/ui/DateField.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { flowWords } from './flow-words.ts'
import { nowLocal } from './MomentField.tsx'

type Values = {
  readonly item: string
  readonly quantity: string
  readonly boughtOn: string
  readonly supplier: string
  readonly supplierCode?: string
  readonly supplierLot?: string
}

/** 收购入库 */
export function PurchaseForm() {
  const w = useWords(flowWords)
  const say = useBoth()
  const { slug: etown } = useTown()
  const items = useRead(listItems, { etown, query: { limit: '200' } })
  const act = useAct(
    ({ boughtOn, supplierCode, supplierLot, ...values }: Values, { key }) =>
      ask(buyLot, {
        etown,
        body: {
          ...values,
          boughtOn: day(boughtOn),
          ...(supplierCode && { supplierCode }),
          ...(supplierLot && { supplierLot }),
        },
        key,
      }),
    { changes: [listLots] },
  )
  const labels = {
    item: w.item,
    quantity: w.quantity,
    boughtOn: w.boughtOn,
    supplier: w.supplier,
    supplierCode: w.supplierCode,
    supplierLot: w.supplierLot,
  }
  const required = (what: string) => [{ required: true, message: w.fill(what) }]
  const today = nowLocal().slice(0, 10)
  return (
    <ActForm<Values>
      name="purchase"
      labels={labels}
      step={act.step}
      initial={{ boughtOn: today }}
      onSubmit={act.run}
    >
      <p className="hint">{w.buyLead}</p>
      <Form.Item name="item" label={w.item} rules={required(w.item)}>
        <Choice
          empty={w.choose}
          options={(items.data?.items ?? []).map((one) => ({
            value: one.id,
            label: `${one.name} ${one.spec}（${say(UNITS[one.unit])}）`,
          }))}
        />
      </Form.Item>
      <Form.Item name="quantity" label={w.quantity} rules={required(w.quantity)}>
        <Input inputMode="decimal" maxLength={13} />
      </Form.Item>
      <Form.Item name="boughtOn" label={w.boughtOn} rules={required(w.boughtOn)}>
        <DateField />
      </Form.Item>
      <Form.Item name="supplier" label={w.supplier} extra={w.buyerHint} rules={required(w.supplier)}>
        <Input maxLength={60} autoComplete="off" />
      </Form.Item>
      <Form.Item name="supplierCode" label={w.supplierCode}>
        <Input maxLength={40} />
      </Form.Item>
      <Form.Item name="supplierLot" label={w.supplierLot}>
        <Input maxLength={80} />
      </Form.Item>
      <SubmitButton act={act}>{w.buyDo}</SubmitButton>
    </ActForm>
  )
}
