import { type FundsView, showFunds } from '#contract/plan'
import { addFen } from '#kernel/money'
import { toFen } from '#kernel/wire'
import { useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { RowTable } from '#web/ui/DataTable.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { Money, MoneyUnitSwitch } from '#web/ui/Money.tsx'
import { useWords } from '#web/ui/words.ts'
import { Bands } from './Bands.tsx'
import { PlanFrame } from './PlanFrame.tsx'
import { Policies } from './Policies.tsx'
import { useArrival, usePlanPlaces } from './places.ts'
import { planWords } from './plan-words.ts'
import { Home, Named, Standing } from './Standing.tsx'

/** 资金与政策 The money promised, what it may be used for, and the rules it is given by. */
export function Page() {
  const w = useWords(planWords)
  const { slug } = useTown()
  const { query } = usePlanPlaces()
  const funds = useRead(showFunds, { etown: slug, query })
  return (
    <PlanFrame title={w.funds} lead={w.fundsLead} tools={<MoneyUnitSwitch />}>
      {() => (
        <Loaded query={funds} lines={12}>
          {(data) => <Funds funds={data} />}
        </Loaded>
      )}
    </PlanFrame>
  )
}

function Funds({ funds }: { readonly funds: FundsView }) {
  const w = useWords(planWords)
  const { sources, categories, exclusions, policies } = funds
  useArrival()
  return (
    <>
      <section>
        <h2>{w.sources}</h2>
        <Sources sources={sources} />
        {sources
          .map((source) => ({ source, own: categories.filter((c) => c.source === source.code) }))
          .filter(({ own }) => own.length > 0)
          .map(({ source, own }) => (
            <Bands key={source.code} source={source} categories={own} />
          ))}
      </section>
      <section aria-labelledby="exclusions">
        <h2 id="exclusions">{w.exclusions}</h2>
        {exclusions.length === 0 && <EmptyState title={w.none} next={w.noneNext} />}
        {exclusions.map((exclusion) => (
          <div key={exclusion.code} className="plan-block">
            <Named kind="exclusion" code={exclusion.code} name={exclusion.name} />
            <Standing item={exclusion} />
          </div>
        ))}
      </section>
      <Policies policies={policies} />
    </>
  )
}

function Sources({ sources }: { readonly sources: FundsView['sources'] }) {
  const w = useWords(planWords)
  return (
    <RowTable
      name="plan.sources"
      caption={w.sources}
      rows={sources}
      rowKey={({ code }) => code}
      columns={[
        {
          key: 'name',
          title: w.sources,
          heads: true,
          cell: ({ code, name, level }) => (
            <>
              <Home item={{ kind: 'fund-source', code }}>{name}</Home>（{w.levels[level]}）
            </>
          ),
        },
        { key: 'amount', title: w.amount, end: true, cell: ({ amount }) => <Money fen={amount} /> },
        { key: 'use', title: w.use, cell: ({ use = '—' }) => use },
        { key: 'source', title: w.source, cell: (source) => <Standing item={source} /> },
      ]}
      foot={
        <p className="table-total">
          {w.total} <Money fen={addFen(...sources.map(({ amount }) => toFen(amount)))} />
        </p>
      }
    />
  )
}
