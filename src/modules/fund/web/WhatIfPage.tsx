import { Form, Input } from 'antd'
import { readFund, type SourceSums, type Tried, tryBudget } from '#contract/fund'
import { parseYuan } from '#kernel/money'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { RowTable } from '#web/ui/DataTable.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { Money, MoneyUnitSwitch } from '#web/ui/Money.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { fenOfYuan } from './fields.tsx'
import { BAND_TONES, fundWords } from './fund-words.ts'

/** 预算试算 What allocations, withdrawals or other bands would make of the fund, before anything is done. */
export function Page() {
  const w = useWords(fundWords)
  const { slug } = useTown()
  const fund = useRead(readFund, { etown: slug })
  return (
    <>
      <PageHead title={w.tryBudget} lead={w.tryLead} tools={<MoneyUnitSwitch />} />
      <Loaded query={fund} lines={8}>
        {({ sources }) =>
          sources.length === 0 ? (
            <EmptyState title={w.noSources} next={w.noSourcesNext} />
          ) : (
            <Trying sources={sources} />
          )
        }
      </Loaded>
    </>
  )
}

type Place = {
  readonly source: string
  readonly category: string
  readonly label: string
  readonly banded: boolean
}

const placesOf = (sources: readonly SourceSums[]): readonly Place[] =>
  sources.flatMap((source) =>
    source.categories.map(({ code, name, band }) => ({
      source: source.code,
      category: code,
      label: `${source.name} · ${name}`,
      banded: band !== undefined,
    })),
  )

type Values = Readonly<Record<string, string | undefined>>
const keyOf = (what: string, { source, category }: Place) => `${what}-${source}-${category}`

/** What the form says, as the endpoint takes it; a band of which one border is left out keeps the plan's. */
function asked(values: Values, places: readonly Place[], sources: readonly SourceSums[]) {
  const bandOf = ({ source, category }: Place) =>
    sources.find(({ code }) => code === source)?.categories.find(({ code }) => code === category)?.band
  return {
    moves: places.flatMap((place) => {
      const amount = values[keyOf('move', place)]
      const { source, category } = place
      return amount ? [{ source, category, amount: fenOfYuan(amount) }] : []
    }),
    bands: places.flatMap((place) => {
      const [min, max, band] = [values[keyOf('min', place)], values[keyOf('max', place)], bandOf(place)]
      const { source, category } = place
      if (band === undefined || (!min && !max)) return []
      return [{ source, category, min: min || band.min, max: max || band.max }]
    }),
  }
}

function Trying({ sources }: { readonly sources: readonly SourceSums[] }) {
  const w = useWords(fundWords)
  const { slug: etown } = useTown()
  const places = placesOf(sources)
  const act = useAct((values: Values, { key }) =>
    ask(tryBudget, { etown, body: asked(values, places, sources), key }),
  )
  const amount = {
    validator: async (_: unknown, text: string | undefined) => {
      if (text && parseYuan(text) === undefined) throw new Error(w.signedAmountForm)
    },
  }
  const share = { pattern: /^\d{1,3}(\.\d{1,2})?%$/, message: w.shareForm }
  return (
    <>
      <ActForm<Values> name="what-if" labels={{}} step={act.step} onSubmit={act.run}>
        {places.map((place) => (
          <Form.Item
            key={keyOf('move', place)}
            name={keyOf('move', place)}
            label={w.tryMove(place.label)}
            rules={[amount]}
          >
            <Input autoComplete="off" maxLength={24} />
          </Form.Item>
        ))}
        {places.some(({ banded }) => banded) && (
          <Unfold label={w.tryBands}>
            {places
              .filter(({ banded }) => banded)
              .flatMap((place) =>
                (['min', 'max'] as const).map((border) => (
                  <Form.Item
                    key={keyOf(border, place)}
                    name={keyOf(border, place)}
                    label={border === 'min' ? w.tryMin(place.label) : w.tryMax(place.label)}
                    rules={[share]}
                  >
                    <Input autoComplete="off" maxLength={7} />
                  </Form.Item>
                )),
              )}
          </Unfold>
        )}
        <SubmitButton act={act}>{w.tryNow}</SubmitButton>
      </ActForm>
      {act.step.at === 'done' && <Result tried={act.step.answer} />}
    </>
  )
}

function Result({ tried }: { readonly tried: Tried }) {
  const w = useWords(fundWords)
  const say = useBoth()
  const rows = tried.sources.flatMap((source) => [
    {
      key: source.code,
      name: `${source.name} · ${w.unallocated}`,
      now: source.unallocatedNow,
      after: source.unallocated,
      band: undefined,
      state: undefined,
    },
    ...source.categories.map((c) => ({
      key: `${source.code}/${c.code}`,
      name: `${source.name} · ${c.name}`,
      now: c.allocatedNow,
      after: c.allocated,
      band: c.band,
      state: c.state,
    })),
  ])
  return (
    <section aria-live="polite">
      <h2>{w.tried}</h2>
      {tried.problems.length === 0 ? (
        <p>
          <StateTag tone="good">{w.triedFine}</StateTag>
        </p>
      ) : (
        <div className="note note-bad">
          <p>{w.triedProblems}</p>
          <ul>
            {tried.problems.map((problem) => (
              <li key={problem.zh}>{say(problem)}</li>
            ))}
          </ul>
        </div>
      )}
      <RowTable
        name="fund.what-if"
        caption={w.tried}
        rows={rows}
        rowKey={({ key }) => key}
        columns={[
          { key: 'place', title: w.place, heads: true, cell: ({ name }) => name },
          { key: 'now', title: w.triedNow, end: true, cell: ({ now }) => <Money fen={now} /> },
          { key: 'after', title: w.triedThen, end: true, cell: ({ after }) => <Money fen={after} /> },
          {
            key: 'band',
            title: w.bandRange,
            cell: ({ band }) =>
              band === undefined ? (
                '—'
              ) : (
                <>
                  {band.min}–{band.max}（<Money fen={band.minAmount} />–<Money fen={band.maxAmount} />）
                </>
              ),
          },
          {
            key: 'state',
            title: w.state,
            cell: ({ state }) =>
              state === undefined ? '—' : <StateTag tone={BAND_TONES[state]}>{w.bandStates[state]}</StateTag>,
          },
        ]}
      />
    </section>
  )
}
