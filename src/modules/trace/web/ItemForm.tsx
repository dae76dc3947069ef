import { Form, Input } from 'antd'
import { useState } from 'react'
import {
  addItem,
  type ItemForm as ItemBody,
  listItems,
  NUMBERINGS,
  type Numbering,
  UNITS,
} from '#contract/trace'
import { keysOf } from '#kernel/keys'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { PartyChoice } from './PartyChoice.tsx'
import { traceWords } from './trace-words.ts'

type Values = Omit<ItemBody, 'shelfDays' | 'numbering'> & { readonly shelfDays?: string }

/** 登记追溯产品 */
export function ItemForm() {
  const w = useWords(traceWords)
  const say = useBoth()
  const { slug: etown } = useTown()
  const [numbering, setNumbering] = useState<Numbering>('restricted')
  const act = useAct(
    ({ shelfDays, spec, ...values }: Values, { key }) =>
      ask(addItem, {
        etown,
        body: { ...values, spec: spec ?? '', numbering, ...(shelfDays && { shelfDays: Number(shelfDays) }) },
        key,
      }),
    { changes: [listItems] },
  )
  const labels = {
    party: w.party,
    name: w.name,
    spec: w.spec,
    unit: w.unit,
    packSize: w.packSize,
    shelfDays: w.shelfDays,
    gtin: w.gtin,
    gs1Certificate: w.certificate,
  }
  const required = (what: string) => [{ required: true, message: w.fill(what) }]
  return (
    <ActForm<Values> name="item" labels={labels} step={act.step} initial={{ unit: 'kg' }} onSubmit={act.run}>
      <Form.Item name="party" label={w.party} rules={required(w.party)}>
        <PartyChoice />
      </Form.Item>
      <Form.Item name="name" label={w.name} rules={required(w.name)}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="spec" label={w.spec}>
        <Input maxLength={60} />
      </Form.Item>
      <Form.Item name="unit" label={w.unit}>
        <Choice options={keysOf(UNITS).map((unit) => ({ value: unit, label: say(UNITS[unit]) }))} />
      </Form.Item>
      <Form.Item name="packSize" label={w.packSize} extra={w.packHint} rules={required(w.packSize)}>
        <Input inputMode="decimal" maxLength={13} />
      </Form.Item>
      <Form.Item name="shelfDays" label={w.shelfDays}>
        <Input inputMode="numeric" maxLength={4} />
      </Form.Item>
      <Form.Item label={w.numbering} extra={w.numberingHint} htmlFor="item_numbering">
        <Choice
          id="item_numbering"
          value={numbering}
          onChange={(to) => setNumbering(to === 'gs1' ? 'gs1' : 'restricted')}
          options={keysOf(NUMBERINGS).map((key) => ({ value: key, label: say(NUMBERINGS[key]) }))}
        />
      </Form.Item>
      {numbering === 'gs1' && (
        <>
          <Form.Item name="gtin" label={w.gtin} rules={required(w.gtin)}>
            <Input inputMode="numeric" maxLength={14} />
          </Form.Item>
          <Form.Item name="gs1Certificate" label={w.certificate} rules={required(w.certificate)}>
            <Input maxLength={60} />
          </Form.Item>
        </>
      )}
      <SubmitButton act={act}>{w.addItem}</SubmitButton>
    </ActForm>
  )
}
