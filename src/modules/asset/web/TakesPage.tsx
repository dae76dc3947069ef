import { Form, Input } from 'antd'
import { listTakes, openTake, type Take } from '#contract/asset'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useGo, useTown } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { InstantText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { To } from '#web/ui/To.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useWords } from '#web/ui/words.ts'
import { assetWords } from './asset-words.ts'

/** 资产盘点 */
export function Page() {
  const w = useWords(assetWords)
  const { slug: etown, may } = useTown()
  const pages = usePages(listTakes, { etown })
  const columns: readonly Column<Take>[] = [
    {
      key: 'name',
      title: w.takeName,
      heads: true,
      cell: (row) => <To href={`/e/${etown}/stock-takes/${row.id}`}>{row.name}</To>,
    },
    { key: 'state', title: w.state, cell: (row) => <TakeState take={row} /> },
    { key: 'progress', title: w.takes, cell: (row) => w.progress(row.counted, row.assets) },
    { key: 'at', title: w.openedAt, cell: (row) => <InstantText instant={row.openedAt} /> },
  ]
  return (
    <>
      <PageHead title={w.takes} lead={w.takesLead} />
      <DataTable
        name="asset.takes"
        caption={w.takes}
        pages={pages}
        columns={columns}
        rowKey={({ id }) => id}
        empty={<EmptyState title={w.noTakes} next={w.noTakesNext} />}
      />
      {may.includes('asset.take') && !pages.rows.some(({ closedAt }) => closedAt === undefined) && (
        <Unfold label={w.openTake}>
          <OpenForm />
        </Unfold>
      )}
    </>
  )
}

export function TakeState({ take }: { readonly take: Take }) {
  const w = useWords(assetWords)
  const open = take.closedAt === undefined
  return <StateTag tone={open ? 'wait' : 'good'}>{open ? w.running : w.closed}</StateTag>
}

type Named = { readonly name: string }

function OpenForm() {
  const w = useWords(assetWords)
  const { slug: etown } = useTown()
  const go = useGo()
  const act = useAct((body: Named, { key }) => ask(openTake, { etown, body, key }), {
    changes: [listTakes],
    done: ({ id }) => go(`/e/${etown}/stock-takes/${id}`),
  })
  return (
    <ActForm<Named> name="take" labels={{ name: w.takeName }} step={act.step} onSubmit={act.run}>
      <Form.Item name="name" label={w.takeName} rules={[{ required: true, message: w.fill(w.takeName) }]}>
        <Input maxLength={100} />
      </Form.Item>
      <SubmitButton act={act}>{w.openTake}</SubmitButton>
    </ActForm>
  )
}
