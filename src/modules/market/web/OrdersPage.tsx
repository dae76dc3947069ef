import { listOrderLines, type OrderLineItem, PLATFORM_NAMES } from '#contract/market'
import { useTown } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { DayText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Money, MoneyUnitSwitch } from '#web/ui/Money.tsx'
import { NumberWithUnit } from '#web/ui/NumberWithUnit.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { ExportOrders } from './ExportOrders.tsx'
import { CountedTag, StageTag } from './LineTags.tsx'
import { orderWords } from './market-words.ts'
import { OrderFilters } from './OrderFilters.tsx'
import { useOrderFilter } from './order-filter.ts'
import './market.css'

function useColumns(etown: string): readonly Column<OrderLineItem>[] {
  const w = useWords(orderWords)
  const say = useBoth()
  return [
    {
      key: 'order',
      title: w.order,
      heads: true,
      cell: (row) => (
        <To href={`/e/${etown}/orders/${row.platform}/${row.orderNo}`}>
          {row.subNo === '' ? row.orderNo : `${row.orderNo} / ${row.subNo}`}
        </To>
      ),
    },
    { key: 'day', title: w.day, cell: (row) => <DayText day={row.day} /> },
    {
      key: 'shop',
      title: w.shop,
      cell: (row) => (
        <span className="broad">{`${say(PLATFORM_NAMES[row.platform])} · ${row.shopName}`}</span>
      ),
    },
    {
      key: 'product',
      title: w.product,
      cell: ({ product, quantity }) => (
        <span className="broad">
          {product}
          {quantity !== undefined && (
            <>
              {' × '}
              <NumberWithUnit value={quantity} unit={w.pieces} />
            </>
          )}
        </span>
      ),
    },
    { key: 'stage', title: w.stage, cell: (row) => <StageTag stage={row.stage} /> },
    {
      key: 'counted',
      title: w.counted,
      cell: ({ excluded, excludedFen }) => (
        <>
          <CountedTag excluded={excluded} /> {excluded !== undefined && <Money fen={excludedFen} />}
        </>
      ),
    },
    { key: 'retail', title: w.retail, end: true, cell: (row) => <Money fen={row.retailFen} /> },
    {
      key: 'source',
      title: w.source,
      cell: (row) => (
        <To href={`/e/${etown}/order-imports/${row.batch}`}>{w.batchRow(row.batch, row.row)}</To>
      ),
    },
  ]
}

/** 平台订单 */
export function Page() {
  const w = useWords(orderWords)
  const { slug: etown, may } = useTown()
  const filtering = useOrderFilter()
  const pages = usePages(listOrderLines, { etown, query: filtering.filter })
  const retailFen = pages.query.data?.retailFen
  return (
    <div className="market">
      <PageHead
        title={w.title}
        lead={w.lead}
        tools={
          <>
            <MoneyUnitSwitch />
            {may.includes('market.export') && <ExportOrders filter={filtering.filter} />}
          </>
        }
      />
      <OrderFilters filtering={filtering} />
      {retailFen !== undefined && (
        <p className="sum" aria-live="polite">
          {w.retailSum}
          <strong>
            <Money fen={retailFen} />
          </strong>
        </p>
      )}
      <DataTable
        name="market.order-lines"
        caption={w.title}
        pages={pages}
        rowKey={(row) => `${row.platform} ${row.orderNo} ${row.subNo}`}
        empty={
          <EmptyState
            title={w.empty}
            next={w.emptyNext}
            action={<To href={`/e/${etown}/order-imports`}>{w.toImport}</To>}
          />
        }
        columns={useColumns(etown)}
      />
    </div>
  )
}
