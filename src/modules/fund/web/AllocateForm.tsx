import { Form } from 'antd'
import { useState } from 'react'
import { allocateFund, listEntries, readFund, type SourceSums } from '#contract/fund'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useWords } from '#web/ui/words.ts'
import { AmountItem, fenOfYuan, TextItem } from './fields.tsx'
import { fundWords } from './fund-words.ts'

type Values = { readonly place: string; readonly amount: string; readonly reason?: string }

/** 分配 One choice names source and category together: a category belongs to one source. */
export function AllocateForm({ sources }: { readonly sources: readonly SourceSums[] }) {
  const w = useWords(fundWords)
  const { slug: etown } = useTown()
  // A form that was answered begins anew.
  const [round, setRound] = useState(0)
  const act = useAct(
    ({ place, amount, reason }: Values, { key }) => {
      const [source = '', category = ''] = place.split('/')
      const body = { source, category, amount: fenOfYuan(amount), ...(reason ? { reason } : {}) }
      return ask(allocateFund, { etown, body, key })
    },
    { changes: [readFund, listEntries], done: () => setRound(round + 1) },
  )
  const places = sources.flatMap((source) =>
    source.categories.map((category) => ({
      value: `${source.code}/${category.code}`,
      label: `${source.name} · ${category.name}`,
    })),
  )
  return (
    <ActForm<Values>
      key={round}
      name="allocate"
      labels={{ place: w.category, amount: w.amountYuan, reason: w.reason }}
      step={act.step}
      initial={{ place: places[0]?.value ?? '' }}
      onSubmit={act.run}
    >
      <p className="hint">{w.allocateLead}</p>
      <Form.Item name="place" label={w.category}>
        <Choice options={places} />
      </Form.Item>
      <AmountItem />
      <TextItem name="reason" label={w.reason} optional maxLength={500} />
      <SubmitButton act={act}>{w.allocate}</SubmitButton>
    </ActForm>
  )
}
