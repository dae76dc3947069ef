import { useState } from 'react'
import {
  listEntries,
  listTranches,
  readFund,
  registerTranche,
  type SourceSums,
  type Tranche,
} from '#contract/fund'
import type { Day } from '#kernel/day'
import { type Sending, useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { usePages, useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { DayText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { Money, MoneyUnitSwitch } from '#web/ui/Money.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useWords } from '#web/ui/words.ts'
import { bring, EvidenceField, EvidenceLink } from './EvidenceField.tsx'
import { AmountItem, ChoiceItem, DayItem, fenOfYuan, TextItem } from './fields.tsx'
import { fundWords } from './fund-words.ts'

/** 到账 What the treasury sent, batch by batch. */
export function Page() {
  const w = useWords(fundWords)
  const { slug, may } = useTown()
  const pages = usePages(listTranches, { etown: slug })
  const fund = useRead(readFund, { etown: slug })
  const columns: readonly Column<Tranche>[] = [
    { key: 'document', title: w.document, heads: true, cell: (row) => row.document },
    { key: 'source', title: w.source, cell: (row) => row.sourceName },
    { key: 'amount', title: w.amount, end: true, cell: (row) => <Money fen={row.amount} /> },
    { key: 'day', title: w.arrivedOn, cell: (row) => <DayText day={row.arrivedOn} /> },
    { key: 'by', title: w.by, cell: (row) => w.account(row.by) },
    { key: 'evidence', title: w.evidence, cell: (row) => <EvidenceLink sha256={row.evidence} /> },
  ]
  return (
    <>
      <PageHead title={w.arrivals} lead={w.arrivalsLead} tools={<MoneyUnitSwitch />} />
      <DataTable
        name="fund.arrivals"
        caption={w.arrivals}
        pages={pages}
        columns={columns}
        rowKey={(row) => row.id}
        empty={<EmptyState title={w.noArrivals} next={w.noArrivalsNext} />}
      />
      {may.includes('fund.register') && (
        <section>
          <h2>{w.registerArrival}</h2>
          <Loaded query={fund}>{({ sources }) => <ArrivalForm sources={sources} />}</Loaded>
        </section>
      )}
    </>
  )
}

type Values = {
  readonly source: string
  readonly document: string
  readonly amount: string
  readonly arrivedOn: Day
}

function ArrivalForm({ sources }: { readonly sources: readonly SourceSums[] }) {
  const w = useWords(fundWords)
  const { slug: etown } = useTown()
  const [file, setFile] = useState<File>()
  const [round, setRound] = useState(0)
  const act = useAct(
    async ({ paper, ...values }: Values & { readonly paper: File }, sending: Sending) => {
      const evidence = await bring(etown, paper, sending)
      const body = { ...values, amount: fenOfYuan(values.amount), evidence }
      return ask(registerTranche, { etown, body, key: sending.key })
    },
    {
      changes: [listTranches, readFund, listEntries],
      done: () => {
        setFile(undefined)
        setRound(round + 1)
      },
    },
  )
  return (
    <ActForm<Values>
      key={round}
      name="arrival"
      labels={{ source: w.source, document: w.document, amount: w.amountYuan, arrivedOn: w.arrivedOn }}
      step={act.step}
      initial={{ source: sources[0]?.code ?? '' }}
      onSubmit={(values) => file && act.run({ ...values, paper: file })}
    >
      <ChoiceItem name="source" label={w.source} options={sources} />
      <TextItem name="document" label={w.document} />
      <AmountItem />
      <DayItem name="arrivedOn" label={w.arrivedOn} />
      <EvidenceField file={file} onFile={setFile} />
      <SubmitButton act={act} disabled={file === undefined}>
        {w.registerArrival}
      </SubmitButton>
    </ActForm>
  )
}
