import { Button } from 'antd'
import { useState } from 'react'
import { listShops, PLATFORM_NAMES, PLATFORMS, type Shop } from '#contract/market'
import { useFilter, useTown } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { Choice } from '#web/ui/Choice.tsx'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { DayText, InstantText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { To } from '#web/ui/To.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { shopWords } from './market-words.ts'
import { AmendShop, RegisterShop } from './ShopForms.tsx'
import './market.css'

function useColumns(onAmend: (shop: Shop) => void): readonly Column<Shop>[] {
  const w = useWords(shopWords)
  const say = useBoth()
  const { slug, may } = useTown()
  return [
    { key: 'name', title: w.name, heads: true, cell: (row) => row.name },
    { key: 'platform', title: w.platform, cell: (row) => say(PLATFORM_NAMES[row.platform]) },
    { key: 'no', title: w.shopNo, cell: (row) => row.shopNo ?? '—' },
    {
      key: 'operator',
      title: w.operator,
      cell: (row) =>
        may.includes('party.read') ? (
          <To href={`/e/${slug}/parties/${row.operator}`}>{row.operatorName}</To>
        ) : (
          row.operatorName
        ),
    },
    {
      key: 'opened',
      title: w.openedOn,
      cell: ({ openedOn }) => (openedOn === undefined ? '—' : <DayText day={openedOn} />),
    },
    {
      key: 'closed',
      title: w.closedOn,
      cell: ({ closedOn }) => (closedOn === undefined ? '—' : <DayText day={closedOn} />),
    },
    {
      key: 'imported',
      title: w.lastImportedAt,
      cell: ({ lastImportedAt: at }) => (at === undefined ? w.never : <InstantText instant={at} />),
    },
    {
      key: 'action',
      title: w.action,
      cell: (row) => (
        <span className="page-actions">
          {may.includes('market.import') && (
            <To href={`/e/${slug}/order-imports?shop=${row.id}`} label={`${w.import} ${row.name}`}>
              {w.import}
            </To>
          )}
          {may.includes('market.list-shops') && (
            <Button size="small" aria-label={`${w.amend} ${row.name}`} onClick={() => onAmend(row)}>
              {w.amend}
            </Button>
          )}
        </span>
      ),
    },
  ]
}

/** 网店 Who sells where. */
export function Page() {
  const w = useWords(shopWords)
  const say = useBoth()
  const { slug: etown, may } = useTown()
  const [chosen, setPlatform] = useFilter('platform')
  const [amending, setAmending] = useState<Shop>()
  const platform = PLATFORMS.find((p) => p === chosen)
  const pages = usePages(listShops, { etown, query: { platform } })
  return (
    <div className="market">
      <PageHead title={w.title} lead={w.lead} />
      {amending !== undefined && (
        <AmendShop key={amending.id} shop={amending} onClose={() => setAmending(undefined)} />
      )}
      {amending === undefined && may.includes('market.list-shops') && (
        <Unfold label={w.register}>
          <RegisterShop />
        </Unfold>
      )}
      <div className="filters">
        <div className="filter">
          <span aria-hidden>{w.platform}</span>
          <Choice
            label={w.platform}
            empty={w.all}
            value={platform}
            onChange={setPlatform}
            options={PLATFORMS.map((p) => ({ value: p, label: say(PLATFORM_NAMES[p]) }))}
          />
        </div>
      </div>
      <DataTable
        name="market.shops"
        caption={w.title}
        pages={pages}
        rowKey={(row) => row.id}
        empty={<EmptyState title={w.empty} next={w.emptyNext} />}
        columns={useColumns(setAmending)}
      />
    </div>
  )
}
