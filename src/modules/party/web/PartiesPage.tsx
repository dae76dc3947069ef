import { Button } from 'antd'
import { listParties, PARTY_KINDS, type PartyItem } from '#contract/party'
import { useGo, useTown } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { DayText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { ExportForm } from './ExportForm.tsx'
import { usePartyFilter } from './filter.ts'
import { InsideTag } from './InsideTag.tsx'
import { PartyFilters } from './PartyFilters.tsx'
import { fieldWords, listWords } from './party-words.ts'

function useColumns(etown: string): readonly Column<PartyItem>[] {
  const w = useWords(listWords)
  const field = useWords(fieldWords)
  const say = useBoth()
  return [
    {
      key: 'name',
      title: field.name,
      heads: true,
      cell: (row) => <To href={`/e/${etown}/parties/${row.id}`}>{row.name}</To>,
    },
    { key: 'kind', title: field.kind, cell: (row) => say(PARTY_KINDS[row.kind]) },
    { key: 'code', title: w.code, cell: (row) => row.creditCode ?? '—' },
    { key: 'place', title: w.place, cell: (row) => row.place ?? '—' },
    {
      key: 'registered',
      title: field.registeredOn,
      cell: (row) => (row.registeredOn === undefined ? '—' : <DayText day={row.registeredOn} />),
    },
    { key: 'inside', title: w.state, cell: (row) => <InsideTag inside={row.inside} /> },
    {
      key: 'ecommerce',
      title: field.ecommerceSince,
      cell: (row) => (row.ecommerceSince === undefined ? '—' : <DayText day={row.ecommerceSince} />),
    },
    {
      key: 'deregistered',
      title: field.deregisteredOn,
      cell: (row) => (row.deregisteredOn === undefined ? '—' : <DayText day={row.deregisteredOn} />),
    },
  ]
}

/** 市场主体 */
export function Page() {
  const w = useWords(listWords)
  const town = useTown()
  const go = useGo()
  const filtering = usePartyFilter()
  const pages = usePages(listParties, { etown: town.slug, query: filtering.filter })
  const register = town.may.includes('party.write') ? (
    <Button type="primary" onClick={() => go(`/e/${town.slug}/parties/new`)}>
      {w.register}
    </Button>
  ) : undefined
  return (
    <>
      <PageHead
        title={w.title}
        lead={w.lead}
        action={register}
        tools={
          <>
            {town.may.includes('party.import') && <To href={`/e/${town.slug}/party-imports`}>{w.import}</To>}
            {town.may.includes('party.export') && <ExportForm filter={filtering.filter} />}
          </>
        }
      />
      <PartyFilters filtering={filtering} />
      <DataTable
        name="party.list"
        caption={w.title}
        pages={pages}
        columns={useColumns(town.slug)}
        rowKey={(row) => row.id}
        empty={<EmptyState title={w.empty} next={w.emptyNext} />}
      />
    </>
  )
}
