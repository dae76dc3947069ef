import { Button } from 'antd'
import { type ReactNode, useId, useState } from 'react'
import { compareFigure, listDefinitions, readBoard } from '#contract/statistics'
import { addDays, dayOfInstant, isDay, type Period, sameSpanLastYear, yearOf, yearPeriod } from '#kernel/day'
import { ratioOf } from '#kernel/money'
import type { AnswerOf } from '#web/ask.ts'
import { useFilter, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { type Column, RowTable } from '#web/ui/DataTable.tsx'
import { DateField } from '#web/ui/DateField.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { MoneyUnitSwitch } from '#web/ui/Money.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useLanguage, useWords } from '#web/ui/words.ts'
import { ExportTable } from './ExportTable.tsx'
import { Narrow } from './Narrow.tsx'
import { periodQuery, periodText } from './periods.ts'
import { SaveViewForm } from './SaveView.tsx'
import { useValueText, Value, whole } from './values.tsx'
import { viewWords } from './view-words.ts'
import './statistics.css'

const spanText = ({ from, until }: Period): string => `${from}_${until}`

function readSpan(text: string | undefined): Period | undefined {
  const [from = '', until = ''] = text?.split('_') ?? []
  return isDay(from) && isDay(until) && from < until ? { from, until } : undefined
}

/** The periods the address names; without any, the last whole year that has data, and the year before it. */
function usePeriods(
  newest: number,
): readonly [readonly [Period, Period], (periods: readonly Period[]) => void] {
  const [text, set] = useFilter('periods')
  const lastYear = yearPeriod(Math.min(newest, yearOf(dayOfInstant(Date.now())) - 1))
  const [first, second] = text.split(',')
  const a = readSpan(first) ?? sameSpanLastYear(lastYear)
  const b = readSpan(second) ?? lastYear
  return [[a, b], (periods) => set(periods.map(spanText).join(','))]
}

export function Page() {
  const { slug } = useTown()
  const definitions = useRead(listDefinitions, { etown: slug })
  const board = useRead(readBoard, { etown: slug, query: {} })
  return (
    <Loaded query={board}>
      {({ year }) => (
        <Loaded query={definitions}>{({ items }) => <Compare definitions={items} newest={year} />}</Loaded>
      )}
    </Loaded>
  )
}

type Definition = AnswerOf<typeof listDefinitions>['items'][number]

/** 并排比较 One indicator, two periods, every township. */
function Compare({
  definitions,
  newest,
}: {
  readonly definitions: readonly Definition[]
  readonly newest: number
}) {
  const w = useWords(viewWords)
  const say = useBoth()
  const { slug } = useTown()
  const [asked, setIndicator] = useFilter('indicator')
  const indicator = asked === '' ? 'online-retail' : asked
  const [periods, setPeriods] = usePeriods(newest)
  const query = { periods: periods.map(spanText).join(',') }
  const comparison = useRead(compareFigure, { etown: slug, params: { indicator }, query })
  const options = definitions
    .filter(({ rows, versions }) => rows !== undefined && versions[0] !== undefined)
    .map((d) => ({
      value: d.indicator,
      label: d.versions[0] === undefined ? d.indicator : say(d.versions[0]),
    }))
  return (
    <>
      <PageHead
        title={w.compare}
        lead={w.compareLead}
        tools={
          <>
            {comparison.data?.dimension === 'money' && <MoneyUnitSwitch />}
            <SaveViewForm page="compare" />
            <ExportTable table={{ table: 'comparison', indicator, ...query }} />
          </>
        }
      />
      <div className="filters">
        <Narrow label={w.indicator} value={indicator} onChange={setIndicator} options={options} />
      </div>
      <Periods key={query.periods} periods={periods} onChange={setPeriods} />
      <Loaded query={comparison}>{(data) => <Table slug={slug} data={data} />}</Loaded>
    </>
  )
}

type Draft = { readonly from: string | undefined; readonly last: string | undefined }
const draftOf = ({ from, until }: Period): Draft => ({ from, last: addDays(until, -1) })
function periodOf({ from = '', last = '' }: Draft): Period | undefined {
  return isDay(from) && isDay(last) && from <= last ? { from, until: addDays(last, 1) } : undefined
}

function Periods({
  periods: [a, b],
  onChange,
}: {
  readonly periods: readonly [Period, Period]
  readonly onChange: (periods: readonly Period[]) => void
}) {
  const w = useWords(viewWords)
  const [first, setFirst] = useState(draftOf(a))
  const [second, setSecond] = useState(draftOf(b))
  const [wrong, setWrong] = useState(false)
  const go = () => {
    const both = [first, second].map(periodOf)
    const whole = both.filter((period) => period !== undefined)
    setWrong(whole.length < 2)
    if (whole.length === 2) onChange(whole)
  }
  return (
    <div className="filters">
      <Span title={w.first} draft={first} onChange={setFirst} />
      <Span title={w.second} draft={second} onChange={setSecond} />
      <Button type="primary" onClick={go}>
        {w.compareIt}
      </Button>
      {wrong && <p role="alert">{w.badPeriod}</p>}
    </div>
  )
}

function Span({
  title,
  draft,
  onChange,
}: {
  readonly title: string
  readonly draft: Draft
  readonly onChange: (draft: Draft) => void
}): ReactNode {
  const w = useWords(viewWords)
  const id = useId()
  return (
    <fieldset className="span">
      <legend>{title}</legend>
      <div className="filter">
        <label htmlFor={`${id}-from`}>{w.from}</label>
        <DateField id={`${id}-from`} value={draft.from} onChange={(from) => onChange({ ...draft, from })} />
      </div>
      <div className="filter">
        <label htmlFor={`${id}-last`}>{w.last}</label>
        <DateField id={`${id}-last`} value={draft.last} onChange={(last) => onChange({ ...draft, last })} />
      </div>
    </fieldset>
  )
}

type Comparison = AnswerOf<typeof compareFigure>
type Row = Comparison['rows'][number]

function Table({ slug, data }: { readonly slug: string; readonly data: Comparison }) {
  const w = useWords(viewWords)
  const [language] = useLanguage()
  const text = useValueText()
  const { may } = useTown()
  const rowsOpen = may.includes('statistics.read-rows')
  const rate = { dimension: 'ratio', unit: '%' } as const
  const at = (amounts: readonly (string | null)[], i: number): bigint => BigInt(amounts[i] ?? '0')
  const growth = (amounts: readonly (string | null)[]): ReactNode => {
    const [before, now] = [at(amounts, 0), at(amounts, 1)]
    const found = before > 0n && !amounts.includes(null) ? ratioOf(now - before, before) : undefined
    return found === undefined
      ? w.noBase
      : text({ num: found.num.toString(), den: found.den.toString() }, rate)
  }
  const value = (digits: string) => <Value value={whole(digits)} written={data} />
  const columns: readonly Column<Row>[] = [
    { key: 'township', title: w.township, heads: true, cell: (r) => r.name || w.unplaced },
    ...data.periods.map(
      (period, i): Column<Row> => ({
        key: `period-${i}`,
        title: periodText(period, language),
        end: true,
        cell: (r) => {
          const amount = r.amounts[i] ?? '0'
          const href = `/e/${slug}/figures/${data.indicator}/rows?${periodQuery(period)}&township=${r.township}`
          return rowsOpen && amount !== '0' ? <To href={href}>{value(amount)}</To> : value(amount)
        },
      }),
    ),
    {
      key: 'change',
      title: w.change,
      end: true,
      cell: (r) => value((at(r.amounts, 1) - at(r.amounts, 0)).toString()),
    },
    { key: 'growth', title: w.growth, end: true, cell: (r) => growth(r.amounts) },
  ]
  return (
    <section>
      {data.rows.length === 0 ? (
        <p>{w.noTownships}</p>
      ) : (
        <RowTable
          name="statistics.compare"
          caption={w.compare}
          columns={columns}
          rows={data.rows}
          rowKey={(r) => r.township}
        />
      )}
      <p className="sum">
        <span>{w.total}</span>
        {data.periods.map((period, i) => (
          <span key={spanText(period)}>
            <To href={`/e/${slug}/figures/${data.indicator}?${periodQuery(period)}`}>
              {periodText(period, language)}
            </To>{' '}
            {data.totals[i] == null ? '–' : value(data.totals[i])}
          </span>
        ))}
        <span>
          {w.growth} {growth(data.totals)}
        </span>
        <StateTag tone={data.adds ? 'good' : 'bad'}>{data.adds ? w.adds : w.addsNot}</StateTag>
      </p>
    </section>
  )
}
