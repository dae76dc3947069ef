import { endView, listViews, VIEW_PAGES } from '#contract/statistics'
import { useAct } from '#web/act.ts'
import { type AnswerOf, ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { InstantText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { ExportTable } from './ExportTable.tsx'
import { viewWords } from './view-words.ts'

type View = AnswerOf<typeof listViews>['items'][number]

/** 我的查询 One's own saved views, and those others share. */
export function Page() {
  const w = useWords(viewWords)
  const say = useBoth()
  const { slug } = useTown()
  const pages = usePages(listViews, { etown: slug })
  const columns: readonly Column<View>[] = [
    {
      key: 'name',
      title: w.name,
      heads: true,
      cell: (v) => <To href={`/e/${slug}/views/${v.id}`}>{v.name}</To>,
    },
    { key: 'page', title: w.page, cell: (v) => say(VIEW_PAGES[v.page]) },
    { key: 'whose', title: w.whose, cell: (v) => (v.own ? (v.shared ? w.ownShared : w.own) : w.others) },
    { key: 'at', title: w.madeAt, cell: (v) => <InstantText instant={v.madeAt} /> },
    { key: 'end', title: w.act, cell: (v) => v.own && <End slug={slug} view={v} /> },
  ]
  return (
    <>
      <PageHead title={w.views} lead={w.viewsLead} tools={<ExportTable table={{ table: 'views' }} />} />
      <DataTable
        name="statistics.views"
        caption={w.views}
        columns={columns}
        pages={pages}
        rowKey={(v) => v.id}
        empty={<EmptyState title={w.noViews} next={w.noViewsNext} />}
      />
    </>
  )
}

function End({ slug, view }: { readonly slug: string; readonly view: View }) {
  const w = useWords(viewWords)
  const act = useAct(
    (_: undefined, { key }) => ask(endView, { etown: slug, params: { view: view.id }, key }),
    { changes: [listViews] },
  )
  return (
    <SubmitButton act={act} onPress={() => act.run(undefined)}>
      {w.end}
      <span className="unseen"> {view.name}</span>
    </SubmitButton>
  )
}
