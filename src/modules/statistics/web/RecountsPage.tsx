import { useQueryClient } from '@tanstack/react-query'
import { Form, Input } from 'antd'
import { useEffect, useState } from 'react'
import { askRecount, askRepair, listRecounts } from '#contract/statistics'
import { useAct } from '#web/act.ts'
import { type AnswerOf, ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { outdate, usePages, useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { InstantText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { countText } from '#web/ui/numbers.ts'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useLanguage, useWords } from '#web/ui/words.ts'
import { ExportTable } from './ExportTable.tsx'
import { statisticsWords } from './statistics-words.ts'
import './statistics.css'

type Recount = AnswerOf<typeof listRecounts>['items'][number]

/** 重算核对 Past recounts, a new one, and the repair a person may decide on. */
export function Page() {
  const w = useWords(statisticsWords)
  const [language] = useLanguage()
  const { slug, may } = useTown()
  const pages = usePages(listRecounts, { etown: slug })
  const act = useAct((_: undefined, { key }) => ask(askRecount, { etown: slug, key }), {
    changes: [listRecounts],
  })
  const count = (n: number) => countText(n, language)
  const differing = (pages.rows[0]?.differing ?? 0) > 0 && pages.rows[0]?.kind === 'compare'
  const columns: readonly Column<Recount>[] = [
    { key: 'at', title: w.at, heads: true, cell: (r) => <InstantText instant={r.at} /> },
    {
      key: 'kind',
      title: w.kind,
      cell: (r) => (r.kind === 'repair' ? `${w.repair}：${r.reason ?? ''}` : w.compare),
    },
    { key: 'lines', title: w.lines, end: true, cell: (r) => count(r.lines) },
    {
      key: 'result',
      title: w.result,
      cell: (r) => (
        <StateTag tone={r.differing === 0 ? 'good' : 'bad'}>
          {r.differing === 0 ? w.equal(count(r.sums)) : w.differs(count(r.differing), count(r.sums))}
        </StateTag>
      ),
    },
  ]
  return (
    <>
      <PageHead
        title={w.recounts}
        lead={w.recountsLead}
        tools={<ExportTable table={{ table: 'recounts' }} />}
        action={
          <SubmitButton act={act} onPress={() => act.run(undefined)}>
            {w.recount}
          </SubmitButton>
        }
      />
      {act.step.at === 'done' && <Running slug={slug} known={pages.rows[0]?.id} />}
      {differing && may.includes('statistics.repair') && <Repair slug={slug} known={pages.rows[0]?.id} />}
      <DataTable
        name="statistics.recounts"
        caption={w.recounts}
        columns={columns}
        pages={pages}
        rowKey={(r) => r.id}
        empty={<EmptyState title={w.noRecounts} next={w.noRecountsNext} />}
      />
    </>
  )
}

/** Looks whether the recount asked for has come in, and then reads the list anew. */
function Running({ slug, known }: { readonly slug: string; readonly known: string | undefined }) {
  const w = useWords(statisticsWords)
  const client = useQueryClient()
  const [before] = useState(known)
  const newest = useRead(
    listRecounts,
    { etown: slug, query: { limit: '1' } },
    { every: (answer) => (answer?.items[0]?.id === before ? 1_500 : false) },
  ).data?.items[0]?.id
  const came = newest !== undefined && newest !== before
  useEffect(() => {
    if (came && newest !== known) outdate(client, [listRecounts]).catch(() => undefined)
  }, [came, newest, known, client])
  return came ? null : <StateTag tone="wait">{w.asked}</StateTag>
}

function Repair({ slug, known }: { readonly slug: string; readonly known: string | undefined }) {
  const w = useWords(statisticsWords)
  const act = useAct((body: { reason: string }, { key }) => ask(askRepair, { etown: slug, body, key }), {
    changes: [listRecounts],
  })
  return (
    <section className="panel-block entry">
      <h2>{w.repairTitle}</h2>
      <p>{w.repairLead}</p>
      <ActForm<{ reason: string }>
        name="repair"
        labels={{ reason: w.reason }}
        step={act.step}
        onSubmit={act.run}
      >
        <Form.Item name="reason" label={w.reason} rules={[{ required: true, message: w.reasonMissing }]}>
          <Input />
        </Form.Item>
        <SubmitButton act={act}>{w.repair}</SubmitButton>
      </ActForm>
      {act.step.at === 'done' && <Running slug={slug} known={known} />}
    </section>
  )
}
