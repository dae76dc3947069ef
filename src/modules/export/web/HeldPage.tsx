import { Form, Input } from 'antd'
import { type ExportItem, listHeld, releaseExport } from '#contract/export'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useWords } from '#web/ui/words.ts'
import { useExportColumns } from './export-columns.tsx'
import { exportPageWords } from './export-words.ts'

/** 待放行 What others asked for and nobody has decided yet. */
export function Page() {
  const w = useWords(exportPageWords)
  const { slug: etown } = useTown()
  const { what, rows, reason, askedAt } = useExportColumns()
  const pages = usePages(listHeld, { etown })
  const columns: readonly Column<ExportItem>[] = [
    what,
    { key: 'by', title: w.askedBy, cell: ({ askedBy }) => askedBy },
    reason,
    rows,
    askedAt,
    { key: 'act', title: w.act, cell: (one) => <Decide one={one} /> },
  ]
  return (
    <>
      <PageHead title={w.held} lead={w.heldLead} />
      <DataTable
        name="export.held"
        caption={w.held}
        pages={pages}
        columns={columns}
        rowKey={(one) => one.id}
        empty={<EmptyState title={w.heldEmpty} next={w.heldEmptyNext} />}
      />
    </>
  )
}

type Values = { readonly decision: 'release' | 'decline'; readonly reason: string }

function Decide({ one }: { readonly one: ExportItem }) {
  const w = useWords(exportPageWords)
  const { slug: etown } = useTown()
  const act = useAct(
    (body: Values, { key }) => ask(releaseExport, { etown, params: { export: one.id }, body, key }),
    { changes: [listHeld] },
  )
  return (
    <Unfold label={`${w.decide} ${one.id}`}>
      <ActForm<Values>
        name={`release-${one.id}`}
        labels={{ decision: w.decision, reason: w.decisionReason }}
        step={act.step}
        initial={{ decision: 'release' }}
        onSubmit={act.run}
      >
        <Form.Item name="decision" label={w.decision}>
          <Choice
            options={[
              { value: 'release', label: w.release },
              { value: 'decline', label: w.decline },
            ]}
          />
        </Form.Item>
        <Form.Item
          name="reason"
          label={w.decisionReason}
          extra={w.decisionHint}
          rules={[{ required: true, message: w.fill }]}
        >
          <Input maxLength={200} />
        </Form.Item>
        <SubmitButton act={act}>{w.send}</SubmitButton>
      </ActForm>
    </Unfold>
  )
}
