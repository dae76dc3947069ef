import { CONDITIONS, closeTake, DIFFERENCES, getTake, listTakes, type TakeDetail } from '#contract/asset'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useParam, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { type Column, RowTable } from '#web/ui/DataTable.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { assetWords } from './asset-words.ts'
import { TakeState } from './TakesPage.tsx'

/** 一次盘点 */
export function Page() {
  const { slug: etown } = useTown()
  const take = useParam('take')
  const query = useRead(getTake, { etown, params: { take } })
  return (
    <Loaded query={query} lines={8}>
      {(detail) => <Detail detail={detail} />}
    </Loaded>
  )
}

type Difference = TakeDetail['differences'][number]

function Detail({ detail }: { readonly detail: TakeDetail }) {
  const w = useWords(assetWords)
  const say = useBoth()
  const { slug: etown, may } = useTown()
  const act = useAct((_: undefined, { key }) => ask(closeTake, { etown, params: { take: detail.id }, key }), {
    changes: [getTake, listTakes],
  })
  const columns: readonly Column<Difference>[] = [
    {
      key: 'name',
      title: w.name,
      heads: true,
      cell: (row) => <To href={`/e/${etown}/assets/${row.asset}`}>{`${row.number} ${row.name}`}</To>,
    },
    {
      key: 'why',
      title: w.why_,
      cell: (row) => (
        <StateTag tone={row.why === 'missing' ? 'bad' : 'warn'}>{say(DIFFERENCES[row.why])}</StateTag>
      ),
    },
    { key: 'ledger', title: w.ledger, cell: (row) => row.ledger },
    { key: 'found', title: w.found, cell: (row) => row.found ?? '—' },
    {
      key: 'condition',
      title: w.condition,
      cell: (row) => (row.condition === undefined ? '—' : say(CONDITIONS[row.condition])),
    },
  ]
  return (
    <>
      <PageHead
        title={detail.name}
        lead={
          <>
            <TakeState take={detail} /> {w.progress(detail.counted, detail.assets)}
          </>
        }
        action={
          detail.closedAt === undefined && may.includes('asset.take') ? (
            <SubmitButton act={act} onPress={() => act.run(undefined)}>
              {w.closeTake}
            </SubmitButton>
          ) : undefined
        }
      />
      <h2>{w.differences}</h2>
      {detail.differences.length === 0 ? (
        <EmptyState title={w.noDifferences} next={w.noDifferencesNext} />
      ) : (
        <RowTable
          name="asset.differences"
          caption={w.differences}
          rows={detail.differences}
          columns={columns}
          rowKey={({ asset }) => asset}
        />
      )}
    </>
  )
}
