import type { ReactNode } from 'react'
import { AMOUNTS, type Batch, EXCLUSIONS, type RetailChange, type WireReceipt } from '#contract/market'
import { keysOf } from '#kernel/keys'
import { toFen } from '#kernel/wire'
import { useTown } from '#web/desk/place.ts'
import { RowTable } from '#web/ui/DataTable.tsx'
import { FactList } from '#web/ui/FactList.tsx'
import { Money } from '#web/ui/Money.tsx'
import { NumberWithUnit } from '#web/ui/NumberWithUnit.tsx'
import { countText } from '#web/ui/numbers.ts'
import { StateTag } from '#web/ui/StateTag.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useLanguage, useWords } from '#web/ui/words.ts'
import { importWords } from './import-words.ts'

const PARTS = ['accepted', 'merged', 'rejected'] as const

type Props = { readonly batch: Batch; readonly receipt: WireReceipt }

/** 守恒回执 Whoever reads it can add it up again. */
export function Receipt({ batch, receipt }: Props) {
  const w = useWords(importWords)
  return (
    <>
      <section aria-labelledby="receipt">
        <h2 id="receipt">{w.receipt}</h2>
        <Equation receipt={receipt} />
        <p className="hint">{w.meaning}</p>
        <Amounts receipt={receipt} />
      </section>
      <Change batch={batch} change={receipt.change} />
    </>
  )
}

function Verdict({ equal }: { readonly equal: boolean }) {
  const w = useWords(importWords)
  return <StateTag tone={equal ? 'good' : 'bad'}>{equal ? w.equals : w.differs}</StateTag>
}

function Equation({ receipt }: { readonly receipt: WireReceipt }) {
  const w = useWords(importWords)
  const [language] = useLanguage()
  const { read, headerRows, blankRows, summary } = receipt
  const n = (value: number) => countText(value, language)
  const term = (key: 'read' | (typeof PARTS)[number], sign = '') => (
    <span>
      {sign !== '' && <span className="sign">{sign} </span>}
      {w[key]} <b>{n(receipt[key].rows)}</b> <span className="unit">{w.unit}</span>
    </span>
  )
  const sum = PARTS.reduce((rows, part) => rows + receipt[part].rows, 0)
  return (
    <>
      <p className="equation">
        {term('read')} {term('accepted', '=')} {term('merged', '+')} {term('rejected', '+')}{' '}
        <Verdict equal={read.rows === sum} />
      </p>
      <p>
        {w.whole(
          n(headerRows + blankRows + summary.rows + read.rows),
          n(headerRows),
          n(blankRows),
          n(summary.rows),
          n(read.rows),
        )}
      </p>
    </>
  )
}

/** The same equation for each amount, in fen. */
function Amounts({ receipt }: { readonly receipt: WireReceipt }) {
  const w = useWords(importWords)
  const part = (key: 'read' | (typeof PARTS)[number], sign: string) => ({
    key,
    title: `${sign}${w[key]}`,
    end: true,
    cell: (amount: (typeof AMOUNTS)[number]) => <Money fen={receipt[key].sums[amount]} />,
  })
  return (
    <RowTable
      name="market.receipt"
      caption={w.money}
      rows={AMOUNTS}
      rowKey={(amount) => amount}
      columns={[
        { key: 'what', title: w.what, heads: true, cell: (amount) => w.amounts[amount] },
        part('read', ''),
        part('accepted', '= '),
        part('merged', '+ '),
        part('rejected', '+ '),
        {
          key: 'check',
          title: w.check,
          cell: (amount) => {
            const sum = PARTS.reduce((fen, key) => fen + toFen(receipt[key].sums[amount]), 0n)
            return <Verdict equal={sum === toFen(receipt.read.sums[amount])} />
          },
        },
      ]}
    />
  )
}

/** More or less, said by a sign. */
function Signed({ value, children }: { readonly value: bigint | number; readonly children: ReactNode }) {
  return (
    <span className="number">
      {value > 0 ? '+' : ''}
      {children}
    </span>
  )
}

function Change({ batch, change }: { readonly batch: Batch; readonly change: RetailChange }) {
  const w = useWords(importWords)
  const say = useBoth()
  const { slug } = useTown()
  const money = (fen: string) => (
    <Signed value={toFen(fen)}>
      <Money fen={fen} />
    </Signed>
  )
  const count = (n: number, unit: string) => (
    <Signed value={n}>
      <NumberWithUnit value={n} unit={unit} />
    </Signed>
  )
  const excluded = keysOf(EXCLUSIONS).flatMap((why) => {
    const fen = change.excluded[why]
    return fen === undefined || fen === '0' ? [] : [[say(EXCLUSIONS[why]), money(fen)] as const]
  })
  return (
    <section aria-labelledby="change">
      <h2 id="change">{w.change}</h2>
      {change.retailFen === '0' && <p>{w.noChange}</p>}
      <FactList
        facts={[
          [w.changeRetail, money(change.retailFen)],
          [w.changeRefund, money(change.refundFen)],
          [w.changeOrders, count(change.orders, w.orders)],
          [w.changeLines, count(change.lines, w.unit)],
          ...excluded,
        ]}
      />
      <To href={`/e/${slug}/orders?shop=${batch.shop}`}>{w.seeOrders}</To>
    </section>
  )
}
