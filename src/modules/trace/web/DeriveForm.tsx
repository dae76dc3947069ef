import { Form, Input } from 'antd'
import { useState } from 'react'
import { deriveLots, getLot, type LotDetail, listItems, listLots, UNITS } from '#contract/trace'
import { keyIn, keysOf } from '#kernel/keys'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { bodyOf, type DeriveValues, type Way } from './derive-values.ts'
import { nowLocal } from './MomentField.tsx'
import { traceWords } from './trace-words.ts'

function Fields({ way, lot }: { readonly way: Way; readonly lot: LotDetail }) {
  const w = useWords(traceWords)
  const say = useBoth()
  const { slug: etown } = useTown()
  const lots = useRead(listLots, { etown, query: { limit: '200', state: 'open' } }, { off: way !== 'merge' })
  const items = useRead(listItems, { etown, query: { limit: '200' } }, { off: way !== 'transform' })
  const required = (what: string) => [{ required: true, message: w.fill(what) }]
  const unit = say(UNITS[lot.unit])
  if (way === 'split')
    return (
      <Form.Item name="quantity" label={`${w.part}（${unit}）`} extra={w.rest} rules={required(w.part)}>
        <Input inputMode="decimal" maxLength={13} />
      </Form.Item>
    )
  if (way === 'merge') {
    const others = (lots.data?.items ?? []).filter((one) => one.id !== lot.id && one.item === lot.item)
    return (
      <Form.Item name="other" label={w.other} rules={required(w.other)}>
        <Choice
          empty={w.choose}
          options={others.map((one) => ({
            value: `${one.id} ${one.left}`,
            label: `${one.code} · ${one.left} ${unit}`,
          }))}
        />
      </Form.Item>
    )
  }
  return (
    <>
      <Form.Item name="quantity" label={`${w.used}（${unit}）`} rules={required(w.used)}>
        <Input inputMode="decimal" maxLength={13} />
      </Form.Item>
      <Form.Item name="item" label={w.item} rules={required(w.item)}>
        <Choice
          empty={w.choose}
          options={(items.data?.items ?? []).map((one) => ({
            value: one.id,
            label: `${one.name} ${one.spec}（${say(UNITS[one.unit])}）`,
          }))}
        />
      </Form.Item>
      <Form.Item name="made" label={w.made} rules={required(w.made)}>
        <Input inputMode="decimal" maxLength={13} />
      </Form.Item>
      <Form.Item name="yield" label={w.yield} extra={w.yieldHint}>
        <Input inputMode="decimal" maxLength={7} />
      </Form.Item>
    </>
  )
}

/** 拆分、合并、加工 What is left of this lot becomes others. */
export function DeriveForm({ lot }: { readonly lot: LotDetail }) {
  const w = useWords(traceWords)
  const { slug: etown } = useTown()
  const [way, setWay] = useState<Way>('split')
  const act = useAct(
    (values: DeriveValues, { key }) =>
      ask(deriveLots, { etown, body: bodyOf(way, lot, values, nowLocal().slice(0, 10)), key }),
    { changes: [getLot, listLots] },
  )
  const labels = { quantity: w.quantity, other: w.other, item: w.item, made: w.made, yield: w.yield }
  return (
    <>
      <div className="filter">
        <span aria-hidden>{w.deriveWay}</span>
        <Choice
          label={w.deriveWay}
          value={way}
          onChange={(to) => setWay(keyIn(w.ways, to))}
          options={keysOf(w.ways).map((key) => ({ value: key, label: w.ways[key] }))}
        />
      </div>
      <ActForm<DeriveValues> key={way} name="derive" labels={labels} step={act.step} onSubmit={act.run}>
        <Fields way={way} lot={lot} />
        <SubmitButton act={act}>{w.deriveDo}</SubmitButton>
      </ActForm>
    </>
  )
}
