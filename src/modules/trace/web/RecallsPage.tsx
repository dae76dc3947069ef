import { Form, Input } from 'antd'
import { listRecalls, openRecall, type RecallView } from '#contract/trace'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useGo, useTown } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { InstantText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { NumberWithUnit } from '#web/ui/NumberWithUnit.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { To } from '#web/ui/To.tsx'
import { useWords } from '#web/ui/words.ts'
import { recallWords } from './recall-words.ts'

type Values = { readonly kind: 'drill' | 'real'; readonly reason: string; readonly lots: string }

const linesOf = (text: string): string[] => text.split(/\s+/).filter((line) => line !== '')

function OpenForm() {
  const w = useWords(recallWords)
  const { slug: etown } = useTown()
  const go = useGo()
  const act = useAct(
    ({ kind, reason, lots }: Values, { key }) =>
      ask(openRecall, { etown, body: { drill: kind === 'drill', reason, lots: linesOf(lots) }, key }),
    { changes: [listRecalls], done: ({ id }) => go(`/e/${etown}/recalls/${id}`) },
  )
  const required = (label: string) => [{ required: true, message: w.fill(label) }]
  return (
    <ActForm<Values>
      name="recall"
      labels={{ kind: w.kind, reason: w.reason, lots: w.lots }}
      step={act.step}
      initial={{ kind: 'drill' }}
      onSubmit={act.run}
    >
      <Form.Item name="kind" label={w.kind}>
        <Choice
          options={[
            { value: 'drill', label: w.drill },
            { value: 'real', label: w.real },
          ]}
        />
      </Form.Item>
      <Form.Item name="reason" label={w.reason} extra={w.reasonHint} rules={required(w.reason)}>
        <Input maxLength={500} autoComplete="off" />
      </Form.Item>
      <Form.Item name="lots" label={w.lots} extra={w.lotsHint} rules={required(w.lots)}>
        <Input.TextArea rows={3} autoComplete="off" />
      </Form.Item>
      <SubmitButton act={act}>{w.open}</SubmitButton>
    </ActForm>
  )
}

function useColumns(etown: string): readonly Column<RecallView>[] {
  const w = useWords(recallWords)
  return [
    {
      key: 'id',
      title: w.title,
      heads: true,
      cell: (row) => (
        <To href={`/e/${etown}/recalls/${row.id}`}>
          {row.drill ? w.drill : w.real} {w.one(row.id)}
        </To>
      ),
    },
    { key: 'reason', title: w.reason, cell: (row) => row.reason },
    { key: 'openedAt', title: w.openedAt, cell: (row) => <InstantText instant={row.openedAt} /> },
    {
      key: 'items',
      title: w.items,
      cell: (row) => <NumberWithUnit value={row.counts.items} unit={w.pieces} />,
    },
    {
      key: 'orders',
      title: w.orders,
      cell: (row) => <NumberWithUnit value={row.counts.orders} unit={w.sheets} />,
    },
    {
      key: 'minutes',
      title: w.minutes,
      cell: (row) =>
        row.minutes === undefined ? '—' : <NumberWithUnit value={row.minutes} unit={w.minute} />,
    },
    {
      key: 'state',
      title: w.state,
      cell: (row) =>
        row.closedAt === undefined ? (
          <StateTag tone="warn">{w.running}</StateTag>
        ) : (
          <StateTag tone="good">{w.closed}</StateTag>
        ),
    },
  ]
}

/** 召回与演练 */
export function Page() {
  const w = useWords(recallWords)
  const { slug: etown } = useTown()
  const pages = usePages(listRecalls, { etown })
  return (
    <>
      <PageHead title={w.title} lead={w.lead} />
      <OpenForm />
      <h2>{w.past}</h2>
      <DataTable
        name="trace.recalls"
        caption={w.past}
        pages={pages}
        columns={useColumns(etown)}
        rowKey={(row) => row.id}
        empty={<EmptyState title={w.none} next={w.noneNext} />}
      />
    </>
  )
}
