import { Form, Input } from 'antd'
import { checkBatch, decideBatch, listApplications, reviewBatch } from '#contract/subsidy'
import { addFen, fen, formatYuan } from '#kernel/money'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useWords } from '#web/ui/words.ts'
import { subsidyWords } from './subsidy-words.ts'

/** 可成批的 States whose agreement can be given to many at once, and whose it is. */
export const BATCHES = {
  submitted: 'subsidy.review',
  recommended: 'subsidy.check',
  elapsed: 'subsidy.decide',
} as const
export type BatchState = keyof typeof BATCHES

/** Those that are ticked: all in one state, each as it was seen. */
export type Chosen = {
  readonly state: BatchState
  readonly rows: ReadonlyMap<string, { readonly seen: number; readonly amountFen: string | undefined }>
}

/** 成批办理 Those that are ticked, all or none, with their number and their sum on the button. */
export function BatchForm({ chosen, clear }: { readonly chosen: Chosen; readonly clear: () => void }) {
  const w = useWords(subsidyWords)
  const { slug: etown } = useTown()
  const { state, rows } = chosen
  const act = useAct(
    ({ reason }: { reason: string }, { key }) => {
      const applications = [...rows].map(([id, { seen }]) => ({ id, seen }))
      if (state === 'submitted')
        return ask(reviewBatch, { etown, body: { event: 'recommend', reason, applications }, key })
      if (state === 'recommended')
        return ask(checkBatch, { etown, body: { event: 'check', reason, applications }, key })
      return ask(decideBatch, { etown, body: { event: 'decide', reason, applications }, key })
    },
    { changes: [listApplications], done: clear },
  )
  const sum = [...rows.values()].reduce(
    (all, { amountFen = '0' }) => addFen(all, fen(BigInt(amountFen))),
    fen(0n),
  )
  return (
    <ActForm<{ reason: string }>
      name="batch"
      labels={{ reason: w.reason }}
      step={act.step}
      onSubmit={act.run}
    >
      <Form.Item
        name="reason"
        label={w.reason}
        rules={[{ required: true, whitespace: true, message: w.fill(w.reason) }]}
      >
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <SubmitButton
        act={act}
      >{`${w.batchOf[state]}（${w.batchCount(rows.size)}，${formatYuan(sum)}）`}</SubmitButton>
    </ActForm>
  )
}
