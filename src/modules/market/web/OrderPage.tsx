import { AMOUNTS, type Amount, getOrder, type OrderDetail, PLATFORM_NAMES, PLATFORMS } from '#contract/market'
import { useParam, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { RowTable } from '#web/ui/DataTable.tsx'
import { DayText, InstantText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { FactList } from '#web/ui/FactList.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { Money, MoneyUnitSwitch } from '#web/ui/Money.tsx'
import { NumberWithUnit } from '#web/ui/NumberWithUnit.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { CountedTag, StageTag } from './LineTags.tsx'
import { orderWords } from './market-words.ts'
import './market.css'

type Line = OrderDetail['lines'][number]
type Facts = Line['superseded'][number]

/** What its file does not say is a dash, not zero. */
function AmountOf({ facts, amount }: { readonly facts: Facts; readonly amount: Amount }) {
  const fen = facts[`${amount}Fen`]
  return fen === undefined ? '—' : <Money fen={fen} />
}

function Source({ facts }: { readonly facts: Facts }) {
  const w = useWords(orderWords)
  const { slug } = useTown()
  return <To href={`/e/${slug}/order-imports/${facts.batch}`}>{`${facts.file} · ${w.row(facts.row)}`}</To>
}

function LineSection({ line, no }: { readonly line: Line; readonly no: number }) {
  const w = useWords(orderWords)
  return (
    <section aria-labelledby={`line-${no}`}>
      <h2 id={`line-${no}`}>{w.line(line.subNo)}</h2>
      <FactList
        facts={[
          [w.product, line.product],
          [w.quantity, line.quantity && <NumberWithUnit value={line.quantity} unit={w.pieces} />],
          [w.stage, <StageTag key="stage" stage={line.stage} />],
          [w.counted, <CountedTag key="counted" excluded={line.excluded} />],
          [w.retail, <Money key="retail" fen={line.retailFen} />],
          [w.share, line.shareFen && <Money fen={line.shareFen} />],
          [w.definition, line.definition],
          ...AMOUNTS.map(
            (amount) => [w.amounts[amount], <AmountOf key={amount} facts={line} amount={amount} />] as const,
          ),
          [w.day, <DayText key="day" day={line.day} />],
          [w.paidAt, line.paidAt && <InstantText instant={line.paidAt} />],
          [w.waybill, line.waybill],
          ...(line.wholesale ? [[w.wholesale, w.yes] as const] : []),
          ...(line.mark === undefined ? [] : [[w.mark, line.mark] as const]),
          [w.source, <Source key="source" facts={line} />],
          [w.sha, <code key="sha">{line.sha256}</code>],
        ]}
      />
      <History line={line} />
    </section>
  )
}

/** 历史 What other files showed of the line; kept, because a file may have been the wrong one. */
function History({ line }: { readonly line: Line }) {
  const w = useWords(orderWords)
  if (line.superseded.length === 0) return <p className="hint">{w.noHistory}</p>
  return (
    <>
      <h3>{w.history}</h3>
      <p className="hint">{w.historyLead}</p>
      <RowTable
        name="market.superseded"
        caption={w.history}
        rows={line.superseded}
        rowKey={(facts) => `${facts.batch}.${facts.row}`}
        columns={[
          { key: 'source', title: w.source, heads: true, cell: (facts) => <Source facts={facts} /> },
          { key: 'stage', title: w.stage, cell: (facts) => <StageTag stage={facts.stage} /> },
          { key: 'day', title: w.day, cell: (facts) => <DayText day={facts.day} /> },
          ...AMOUNTS.map((amount) => ({
            key: amount,
            title: w.amounts[amount],
            end: true,
            cell: (facts: Facts) => <AmountOf facts={facts} amount={amount} />,
          })),
        ]}
      />
    </>
  )
}

/** 订单 Its lines, what each adds to retail, and every file that showed it. */
export function Page() {
  const w = useWords(orderWords)
  const { slug } = useTown()
  const platformNamed = useParam('platform')
  const orderNo = useParam('orderNo')
  const platform = PLATFORMS.find((p) => p === platformNamed)
  if (platform !== undefined) return <Order platform={platform} orderNo={orderNo} />
  return (
    <EmptyState
      page
      title={w.empty}
      next={w.emptyNext}
      action={<To href={`/e/${slug}/orders`}>{w.back}</To>}
    />
  )
}

function Order({ platform, orderNo }: Pick<OrderDetail, 'platform' | 'orderNo'>) {
  const w = useWords(orderWords)
  const say = useBoth()
  const { slug: etown, may } = useTown()
  const query = useRead(getOrder, { etown, params: { platform, orderNo } })
  return (
    <div className="market">
      <PageHead
        title={w.orderTitle(orderNo)}
        lead={<To href={`/e/${etown}/orders`}>{w.back}</To>}
        tools={<MoneyUnitSwitch />}
      />
      <Loaded query={query} lines={8}>
        {(order) => (
          <>
            <FactList
              facts={[
                [w.shop, `${say(PLATFORM_NAMES[platform])} · ${order.shopName}`],
                [
                  w.operator,
                  may.includes('party.read') ? (
                    <To key="operator" href={`/e/${etown}/parties/${order.operator}`}>
                      {order.operatorName}
                    </To>
                  ) : (
                    order.operatorName
                  ),
                ],
                [w.retail, <Money key="retail" fen={order.retailFen} />],
              ]}
            />
            {order.lines.map((line, i) => (
              <LineSection key={line.subNo} line={line} no={i + 1} />
            ))}
          </>
        )}
      </Loaded>
    </div>
  )
}
