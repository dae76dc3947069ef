import { Button, Form, Input } from 'antd'
import { type Dispatch, type LotDetail, listDispatches, revealBuyer, UNITS } from '#contract/trace'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { InstantText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { flowWords } from './flow-words.ts'

const contact = (...parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined).join(' · ')

/** 收货方 Masked until somebody says why they look; gone again when they leave. */
export function Buyer({ dispatch }: { readonly dispatch: Dispatch }) {
  const w = useWords(flowWords)
  const { slug: etown, may } = useTown()
  const act = useAct((body: { reason: string }) =>
    ask(revealBuyer, { etown, params: { dispatch: dispatch.id }, body }),
  )
  const whole = act.step.at === 'done' ? act.step.answer : undefined
  const shown = contact((whole ?? dispatch).buyer, (whole ?? dispatch).phone)
  if (shown === '') return <span className="hint">{w.noBuyer}</span>
  return (
    <>
      {shown}
      {whole === undefined && may.includes('trace.reveal') && (
        <Unfold label={w.reveal}>
          <ActForm<{ reason: string }>
            name={`reveal-${dispatch.id}`}
            labels={{ reason: w.reason }}
            step={act.step}
            onSubmit={act.run}
          >
            <Form.Item
              name="reason"
              label={w.reason}
              extra={w.reasonHint}
              rules={[{ required: true, message: w.fill(w.reason) }]}
            >
              <Input maxLength={200} />
            </Form.Item>
            <SubmitButton act={act}>{w.reveal}</SubmitButton>
          </ActForm>
        </Unfold>
      )}
      {whole !== undefined && <Button onClick={act.reset}>{w.hide}</Button>}
    </>
  )
}

/** How much of what left. */
export function Amount({ dispatch }: { readonly dispatch: Dispatch }) {
  const w = useWords(flowWords)
  const say = useBoth()
  const amount = `${dispatch.quantity} ${say(UNITS[dispatch.unit])}`
  return <>{dispatch.packs === undefined ? amount : `${amount}（${w.packs(dispatch.packs)}）`}</>
}

/** 出库记录 */
export function Dispatches({ lot }: { readonly lot: LotDetail }) {
  const w = useWords(flowWords)
  const { slug: etown } = useTown()
  const pages = usePages(listDispatches, { etown, params: { lot: lot.id }, query: {} })
  const columns: readonly Column<Dispatch>[] = [
    { key: 'at', title: w.when, heads: true, cell: (row) => <InstantText instant={row.occurredAt} /> },
    { key: 'quantity', title: w.quantity, end: true, cell: (row) => <Amount dispatch={row} /> },
    { key: 'order', title: w.order, cell: (row) => row.order ?? '—' },
    { key: 'parcel', title: w.parcel, cell: (row) => row.parcel ?? '—' },
    { key: 'buyer', title: w.buyer, cell: (row) => <Buyer dispatch={row} /> },
  ]
  return (
    <div>
      <h2>{w.outs}</h2>
      <DataTable
        name="trace.dispatches"
        caption={w.outs}
        pages={pages}
        columns={columns}
        rowKey={(row) => row.id}
        empty={<EmptyState title={w.outsNone} next={w.outLead} />}
      />
    </div>
  )
}
