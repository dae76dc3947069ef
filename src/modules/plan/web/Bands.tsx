import type { FundsView } from '#contract/plan'
import { addRates, compareRates, formatPercent, type Rate, rate } from '#kernel/money'
import { RowTable } from '#web/ui/DataTable.tsx'
import { Money } from '#web/ui/Money.tsx'
import { useWords } from '#web/ui/words.ts'
import { planWords } from './plan-words.ts'
import { Home, Standing, Words } from './Standing.tsx'

type Source = FundsView['sources'][number]
type Category = FundsView['categories'][number]

/** For drawing only. */
const percentOf = (share: string): number => {
  const { num, den } = rate(share)
  return Number((num * 10_000n) / den) / 100
}

const sumOf = (shares: readonly string[]): Rate => shares.map(rate).reduce(addRates, rate('0'))

const ROW = 26
const WHOLE = rate('100%')

/** 占比范围 What each category of a source may take of it, drawn and as a table. */
export function Bands({
  source,
  categories,
}: {
  readonly source: Source
  readonly categories: readonly Category[]
}) {
  const w = useWords(planWords)
  const [min, max] = [sumOf(categories.map((c) => c.min)), sumOf(categories.map((c) => c.max))]
  const labels = categories.map((c) => w.bandLabel(c.name, c.min, c.max))
  return (
    <section className="plan-block">
      <h3>{w.bands(source.name)}</h3>
      <svg
        className="bands"
        viewBox={`0 0 100 ${categories.length * ROW}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={labels.join('；')}
        style={{ height: categories.length * ROW }}
      >
        {categories.map(({ code, min, max }, i) => (
          <g key={code}>
            <rect x="0" y={i * ROW + 4} width="100" height={ROW - 8} className="band-ground" />
            <rect x="0" y={i * ROW + 4} width={percentOf(min)} height={ROW - 8} className="band-due" />
            <rect
              x={percentOf(min)}
              y={i * ROW + 4}
              width={percentOf(max) - percentOf(min)}
              height={ROW - 8}
              className="band-free"
            />
          </g>
        ))}
      </svg>
      <ol className="band-names" aria-hidden>
        {labels.map((label) => (
          <li key={label}>{label}</li>
        ))}
      </ol>
      {(compareRates(min, WHOLE) < 0 || compareRates(max, WHOLE) > 0) && (
        <p className="remark">{w.bandSum(formatPercent(min, 0), formatPercent(max, 0))}</p>
      )}
      <CategoryTable source={source} categories={categories} />
    </section>
  )
}

function CategoryTable({
  source,
  categories,
}: {
  readonly source: Source
  readonly categories: readonly Category[]
}) {
  const w = useWords(planWords)
  return (
    <RowTable
      name="plan.categories"
      caption={w.bands(source.name)}
      rows={categories}
      rowKey={({ code }) => code}
      columns={[
        {
          key: 'name',
          title: w.category,
          heads: true,
          cell: ({ code, name }) => <Home item={{ kind: 'fund-category', code }}>{name}</Home>,
        },
        {
          key: 'share',
          title: w.share,
          cell: ({ min, max, force = 'must' }) => `${min}–${max}（${w.forces[force]}）`,
        },
        {
          key: 'amount',
          title: w.amount,
          cell: ({ minAmount, maxAmount }) => (
            <>
              <Money fen={minAmount} />–<Money fen={maxAmount} />
            </>
          ),
        },
        { key: 'scope', title: w.scope, cell: ({ scope }) => <Words words={scope} /> },
        { key: 'source', title: w.source, cell: (category) => <Standing item={category} /> },
      ]}
    />
  )
}
