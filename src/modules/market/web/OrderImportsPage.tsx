import { Button } from 'antd'
import { type BatchItem, listImports, listShops, PLATFORM_NAMES } from '#contract/market'
import { useFilter, useGo, useTown } from '#web/desk/place.ts'
import { usePages, useRead } from '#web/read.ts'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { InstantText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { NumberWithUnit } from '#web/ui/NumberWithUnit.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { BatchTag } from './BatchTag.tsx'
import { importWords } from './import-words.ts'
import { ShopChoice } from './ShopChoice.tsx'
import { UploadQueue } from './UploadQueue.tsx'
import './market.css'

/** 导入订单 A shop, its files, and what became of those that came before. */
export function Page() {
  const w = useWords(importWords)
  const { may } = useTown()
  return (
    <div className="market">
      <PageHead title={w.title} lead={w.lead} />
      {may.includes('market.import') && <Upload />}
      <Past />
    </div>
  )
}

function Upload() {
  const w = useWords(importWords)
  const { slug: etown, may } = useTown()
  const go = useGo()
  const [shop, setShop] = useFilter('shop')
  const shops = useRead(listShops, { etown, query: { limit: '200' } })
  return (
    <section aria-label={w.files}>
      <Loaded query={shops}>
        {({ items, total }) =>
          total === 0 ? (
            <EmptyState
              title={w.noShop}
              next={w.noShopNext}
              action={
                may.includes('market.list-shops') && (
                  <Button type="primary" onClick={() => go(`/e/${etown}/shops`)}>
                    {w.toShops}
                  </Button>
                )
              }
            />
          ) : (
            <>
              <div className="filters">
                <ShopChoice
                  shops={items}
                  total={total}
                  value={shop}
                  onChange={setShop}
                  empty={w.chooseShop}
                />
              </div>
              <UploadQueue shop={shop} />
            </>
          )
        }
      </Loaded>
    </section>
  )
}

function useColumns(etown: string): readonly Column<BatchItem>[] {
  const w = useWords(importWords)
  const say = useBoth()
  const count = (key: 'read' | 'accepted' | 'merged' | 'rejected'): Column<BatchItem> => ({
    key,
    title: w[key],
    end: true,
    cell: ({ rows }) => (rows === undefined ? '—' : <NumberWithUnit value={rows[key]} unit={w.unit} />),
  })
  return [
    {
      key: 'file',
      title: w.file,
      heads: true,
      cell: (row) => <To href={`/e/${etown}/order-imports/${row.id}`}>{`${row.id} · ${row.file}`}</To>,
    },
    { key: 'shop', title: w.shop, cell: (row) => `${say(PLATFORM_NAMES[row.platform])} · ${row.shopName}` },
    {
      key: 'state',
      title: w.state,
      cell: (row) => <BatchTag state={row.state} />,
    },
    count('read'),
    count('accepted'),
    count('merged'),
    count('rejected'),
    { key: 'at', title: w.askedAt, cell: (row) => <InstantText instant={row.askedAt} /> },
  ]
}

function Past() {
  const w = useWords(importWords)
  const { slug: etown } = useTown()
  const pages = usePages(
    listImports,
    { etown },
    { every: (answer) => (answer?.items.some(({ state }) => state === 'waiting') ? 2_000 : false) },
  )
  return (
    <section>
      <h2>{w.past}</h2>
      <DataTable
        name="market.imports"
        caption={w.past}
        pages={pages}
        rowKey={(row) => row.id}
        empty={<EmptyState title={w.pastEmpty} next={w.pastEmptyNext} />}
        columns={useColumns(etown)}
      />
    </section>
  )
}
