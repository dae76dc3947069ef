import { Form, Input } from 'antd'
import { useState } from 'react'
import {
  dispatchPacks,
  drawLot,
  getLot,
  type LotDetail,
  listDispatches,
  listLots,
  UNITS,
} from '#contract/trace'
import { keyIn, keysOf } from '#kernel/keys'
import { type Sending, useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { flowWords } from './flow-words.ts'

type Way = 'sale' | 'packs' | 'loss'
type Trade = 'order' | 'parcel' | 'buyer' | 'phone'
type Values = { readonly quantity?: string; readonly codes?: string } & {
  readonly trade?: Partial<Record<Trade, string>>
}

const given = (trade: Values['trade']) =>
  Object.fromEntries(Object.entries(trade ?? {}).flatMap(([name, value]) => (value ? [[name, value]] : [])))
const lines = (text: string | undefined): string[] => (text ?? '').split(/\s+/).filter((line) => line !== '')

/** 出库 In bulk, in labelled packs, or lost. */
export function DispatchForm({ lot }: { readonly lot: LotDetail }) {
  const w = useWords(flowWords)
  const say = useBoth()
  const { slug: etown } = useTown()
  const [way, setWay] = useState<Way>('sale')
  const act = useAct(
    async ({ quantity = '', codes, trade }: Values, { key }: Sending): Promise<unknown> => {
      const params = { lot: lot.id }
      if (way === 'packs')
        return ask(dispatchPacks, { etown, params, body: { codes: lines(codes), trade: given(trade) }, key })
      const body = { why: way, quantity, ...(way === 'sale' && { trade: given(trade) }) }
      return ask(drawLot, { etown, params, body, key })
    },
    { changes: [getLot, listLots, listDispatches] },
  )
  const names = { order: w.order, parcel: w.parcel, buyer: w.buyer, phone: w.phone }
  const labels = {
    quantity: w.quantity,
    codes: w.codes,
    ...Object.fromEntries(keysOf(names).map((name) => [`trade.${name}`, names[name]])),
  }
  const required = (what: string) => [{ required: true, message: w.fill(what) }]
  return (
    <>
      <p className="hint">{w.outLead}</p>
      <div className="filter">
        <span aria-hidden>{w.what}</span>
        <Choice
          label={w.what}
          value={way}
          onChange={(to) => setWay(keyIn(w.ways, to))}
          options={keysOf(w.ways).map((key) => ({ value: key, label: w.ways[key] }))}
        />
      </div>
      <ActForm<Values> key={way} name="dispatch" labels={labels} step={act.step} onSubmit={act.run}>
        {way === 'packs' ? (
          <Form.Item name="codes" label={w.codes} extra={w.codesHint} rules={required(w.codes)}>
            <Input.TextArea rows={4} autoComplete="off" />
          </Form.Item>
        ) : (
          <Form.Item
            name="quantity"
            label={`${w.quantity}（${say(UNITS[lot.unit])}）`}
            rules={required(w.quantity)}
          >
            <Input inputMode="decimal" maxLength={13} />
          </Form.Item>
        )}
        {way !== 'loss' &&
          keysOf(names).map((name) => (
            <Form.Item
              key={name}
              name={['trade', name]}
              label={names[name]}
              {...(name === 'buyer' && { extra: w.buyerHint })}
            >
              <Input maxLength={name === 'phone' ? 20 : 60} autoComplete="off" />
            </Form.Item>
          ))}
        <SubmitButton act={act}>{w.outDo}</SubmitButton>
      </ActForm>
    </>
  )
}
