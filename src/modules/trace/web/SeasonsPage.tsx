import { listSeasons, type Season } from '#contract/trace'
import { useTown } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { DayText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { To } from '#web/ui/To.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useWords } from '#web/ui/words.ts'
import { SeasonForm } from './SeasonForm.tsx'
import { traceWords } from './trace-words.ts'

function useColumns(etown: string): readonly Column<Season>[] {
  const w = useWords(traceWords)
  return [
    {
      key: 'name',
      title: w.seasonName,
      heads: true,
      cell: (row) => <To href={`/e/${etown}/trace-seasons/${row.id}`}>{row.name}</To>,
    },
    { key: 'item', title: w.item, cell: (row) => row.itemName },
    { key: 'party', title: w.party, cell: (row) => row.partyName },
    { key: 'site', title: w.site, cell: (row) => row.siteName },
    { key: 'area', title: w.areaMu, end: true, cell: (row) => row.areaMu ?? '—' },
    { key: 'started', title: w.startedOn, cell: (row) => <DayText day={row.startedOn} /> },
  ]
}

/** 生产季 */
export function Page() {
  const w = useWords(traceWords)
  const town = useTown()
  const pages = usePages(listSeasons, { etown: town.slug, query: {} })
  return (
    <>
      <PageHead title={w.seasons} lead={w.seasonsLead} />
      {town.may.includes('trace.record') && (
        <Unfold label={w.openSeason}>
          <SeasonForm />
        </Unfold>
      )}
      <DataTable
        name="trace.seasons"
        caption={w.seasons}
        pages={pages}
        columns={useColumns(town.slug)}
        rowKey={(row) => row.id}
        empty={<EmptyState title={w.noSeasons} next={w.noSeasonsNext} />}
      />
    </>
  )
}
