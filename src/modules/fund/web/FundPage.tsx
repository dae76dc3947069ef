import type { CategorySums, SourceSums } from '#contract/fund'
import { readFund } from '#contract/fund'
import { useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { RowTable } from '#web/ui/DataTable.tsx'
import { InstantText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { Money, MoneyUnitSwitch } from '#web/ui/Money.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { To } from '#web/ui/To.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useWords } from '#web/ui/words.ts'
import { AllocateForm } from './AllocateForm.tsx'
import { ClosedYears } from './ClosedYears.tsx'
import { Exceptions } from './Exceptions.tsx'
import { FlowChart } from './FlowChart.tsx'
import './fund.css'
import { fundWords } from './fund-words.ts'
import { SharesBar } from './SharesBar.tsx'
import { Withdrawals } from './Withdrawals.tsx'

/** 专项资金 Where the money is. */
export function Page() {
  const w = useWords(fundWords)
  const { slug, may } = useTown()
  const fund = useRead(readFund, { etown: slug })
  return (
    <>
      <PageHead title={w.fund} lead={w.fundLead} tools={<MoneyUnitSwitch />} />
      <Loaded query={fund} lines={12}>
        {({ asOf, sources, exceptions, withdrawals, closedYears }) =>
          sources.length === 0 ? (
            <EmptyState title={w.noSources} next={w.noSourcesNext} />
          ) : (
            <>
              <section>
                <h2>{w.sources}</h2>
                <p className="hint">
                  <InstantText instant={asOf} />
                </p>
                <Places sources={sources} />
              </section>
              {may.includes('fund.allocate') && (
                <Unfold label={w.allocate}>
                  <AllocateForm sources={sources} />
                </Unfold>
              )}
              <section>
                <FlowChart sources={sources} />
              </section>
              {sources.map((source) => (
                <Bands key={source.code} source={source} />
              ))}
              <Withdrawals sources={sources} withdrawals={withdrawals} />
              <Exceptions sources={sources} exceptions={exceptions} />
              <ClosedYears years={closedYears} sources={sources} />
            </>
          )
        }
      </Loaded>
    </>
  )
}

type Row = {
  readonly key: string
  readonly name: string
  readonly source: SourceSums
  readonly category: CategorySums | undefined
}

/** A source, then its categories: what is not divided is one row. */
const rowsOf = (sources: readonly SourceSums[]): readonly Row[] =>
  sources.flatMap((source) => {
    const own = { key: source.code, name: source.name, source, category: undefined }
    const parts = source.categories.filter(({ code }) => code !== 'whole')
    return [
      own,
      ...parts.map((category) => ({
        key: `${source.code}/${category.code}`,
        name: `· ${category.name}`,
        source,
        category,
      })),
    ]
  })

function Places({ sources }: { readonly sources: readonly SourceSums[] }) {
  const w = useWords(fundWords)
  const { slug } = useTown()
  const money = (title: string, key: 'allocated' | 'available' | 'reserved' | 'committed' | 'paid') => ({
    key,
    title,
    end: true,
    cell: ({ source, category }: Row) => <Money fen={(category ?? source)[key]} />,
  })
  const ofSource = (title: string, key: 'planned' | 'arrived' | 'unallocated') => ({
    key,
    title,
    end: true,
    cell: ({ source, category }: Row) => (category === undefined ? <Money fen={source[key]} /> : '—'),
  })
  return (
    <RowTable
      name="fund.places"
      caption={w.sources}
      rows={rowsOf(sources)}
      rowKey={({ key }) => key}
      columns={[
        { key: 'name', title: w.place, heads: true, cell: ({ name }) => name },
        ofSource(w.planned, 'planned'),
        ofSource(w.arrived, 'arrived'),
        ofSource(w.unallocated, 'unallocated'),
        money(w.allocated, 'allocated'),
        money(w.available, 'available'),
        money(w.reserved, 'reserved'),
        money(w.committed, 'committed'),
        money(w.paid, 'paid'),
        {
          key: 'rows',
          title: w.rows,
          cell: ({ name, source, category }) => (
            <To
              href={`/e/${slug}/fund/entries?source=${source.code}${category === undefined ? '' : `&category=${category.code}`}`}
              label={`${w.rows} ${name}`}
            >
              {w.rows}
            </To>
          ),
        },
      ]}
    />
  )
}

function Bands({ source }: { readonly source: SourceSums }) {
  const w = useWords(fundWords)
  const banded = source.categories.filter(({ band }) => band !== undefined)
  if (banded.length === 0) return null
  return (
    <section aria-labelledby={`bands-${source.code}`}>
      <h2 id={`bands-${source.code}`}>{w.bands(source.name)}</h2>
      {banded.map((category) => (
        <div key={category.code}>
          <SharesBar category={category} measure="allocated" />
          <SharesBar category={category} measure="spent" />
        </div>
      ))}
    </section>
  )
}
