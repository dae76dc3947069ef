import { Checkbox, Form } from 'antd'
import { useState } from 'react'
import { listAllotments, listEntries, proposeAllotment, readFund, type SourceSums } from '#contract/fund'
import type { Day } from '#kernel/day'
import { type Sending, useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useGo, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useWords } from '#web/ui/words.ts'
import { bring, EvidenceField } from './EvidenceField.tsx'
import { AmountItem, DayItem, fenOfYuan, TextItem } from './fields.tsx'
import { fundWords } from './fund-words.ts'

/** 提出安排 */
export function Page() {
  const w = useWords(fundWords)
  const { slug } = useTown()
  const fund = useRead(readFund, { etown: slug })
  return (
    <>
      <PageHead title={w.propose} lead={w.proposeLead} />
      <Loaded query={fund} lines={8}>
        {({ sources }) =>
          sources.length === 0 ? (
            <EmptyState title={w.noSources} next={w.noSourcesNext} />
          ) : (
            <ProposeForm sources={sources} />
          )
        }
      </Loaded>
    </>
  )
}

type Values = {
  readonly project: string
  readonly expense: string
  readonly place: string
  readonly amount: string
  readonly payee: string
  readonly contractNo?: string
  readonly until?: Day
  readonly needsNotice?: boolean
}

/** Every source with every category an expense may have there; an undivided source pays for any category of the plan. */
function placesOf(sources: readonly SourceSums[]): readonly { value: string; label: string }[] {
  const divided = sources.flatMap(({ categories }) => categories).filter(({ code }) => code !== 'whole')
  return sources.flatMap((source) => {
    const whole = source.categories.some(({ code }) => code === 'whole')
    const own = whole && divided.length > 0 ? divided : source.categories
    return own.map(({ code, name }) => ({
      value: `${source.code}/${code}`,
      label: `${source.name} · ${name}`,
    }))
  })
}

function ProposeForm({ sources }: { readonly sources: readonly SourceSums[] }) {
  const w = useWords(fundWords)
  const { slug: etown } = useTown()
  const go = useGo()
  const [file, setFile] = useState<File>()
  const act = useAct(
    async (
      { paper, place, contractNo, until, ...more }: Values & { readonly paper: File },
      sending: Sending,
    ) => {
      const [source = '', category = ''] = place.split('/')
      const evidence = await bring(etown, paper, sending)
      const body = {
        ...more,
        source,
        category,
        amount: fenOfYuan(more.amount),
        evidence,
        ...(contractNo ? { contractNo } : {}),
        ...(until ? { until } : {}),
      }
      return ask(proposeAllotment, { etown, body, key: sending.key })
    },
    {
      changes: [listAllotments, readFund, listEntries],
      done: ({ id }) => go(`/e/${etown}/fund/allotments/${id}`),
    },
  )
  const places = placesOf(sources)
  const labels = {
    project: w.project,
    expense: w.expense,
    place: w.place,
    amount: w.amountYuan,
    payee: w.payee,
    contractNo: w.contractNo,
    until: w.until,
  }
  return (
    <ActForm<Values>
      name="propose"
      labels={labels}
      step={act.step}
      initial={{ place: places[0]?.value ?? '' }}
      onSubmit={(values) => file && act.run({ ...values, paper: file })}
    >
      <TextItem name="project" label={w.project} />
      <TextItem name="expense" label={w.expense} />
      <Form.Item name="place" label={w.place} extra={w.expenseHint}>
        <Choice options={places} />
      </Form.Item>
      <AmountItem />
      <TextItem name="payee" label={w.payee} />
      <TextItem name="contractNo" label={w.contractNo} optional />
      <DayItem name="until" label={w.until} optional />
      <Form.Item name="needsNotice" valuePropName="checked">
        <Checkbox>{w.needsNotice}</Checkbox>
      </Form.Item>
      <EvidenceField file={file} onFile={setFile} />
      <SubmitButton act={act} disabled={file === undefined}>
        {w.propose}
      </SubmitButton>
    </ActForm>
  )
}
