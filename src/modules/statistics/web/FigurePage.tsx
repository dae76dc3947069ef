import { Button } from 'antd'
import type { ReactNode } from 'react'
import { readFigure } from '#contract/statistics'
import { useGo, useParam, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { type Column, RowTable } from '#web/ui/DataTable.tsx'
import { dayText, instantText } from '#web/ui/DayText.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { MoneyUnitSwitch } from '#web/ui/Money.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useLanguage, useWords } from '#web/ui/words.ts'
import { useAddressPeriod } from './address.ts'
import { ExportTable } from './ExportTable.tsx'
import type { FigureData } from './figure.ts'
import { LockedFigures, LockedNow } from './LockedNow.tsx'
import { OriginTag } from './OriginTag.tsx'
import { partName } from './part-names.ts'
import { monthText, periodQuery, periodText } from './periods.ts'
import { SaveViewForm } from './SaveView.tsx'
import { statisticsWords } from './statistics-words.ts'
import { tallyWords } from './tally-words.ts'
import './statistics.css'
import { whole as inWhole, Value, type Written } from './values.tsx'

export function Page() {
  const { slug } = useTown()
  const indicator = useParam('indicator')
  const figure = useRead(readFigure, { etown: slug, params: { indicator }, query: useAddressPeriod() })
  return <Loaded query={figure}>{(data) => <FigureView figure={data} />}</Loaded>
}

/** 数字 What it is, how it is counted, what it is made of, and whether that adds up. */
function FigureView({ figure }: { readonly figure: FigureData }) {
  const w = useWords(statisticsWords)
  const say = useBoth()
  const [language] = useLanguage()
  const { slug, may } = useTown()
  const go = useGo()
  const versions = figure.definition.versions.filter(({ from }, i) => i === 0 || from < figure.period.until)
  const words = versions.at(-1)
  const whole = figure.locked.find(
    ({ period }) => period.from === figure.period.from && period.until === figure.period.until,
  )
  const keepsRows = figure.definition.rows !== undefined
  const rows = `/e/${slug}/figures/${figure.indicator}/rows?${periodQuery(figure.period)}`
  return (
    <>
      <PageHead
        title={words === undefined ? figure.indicator : say(words)}
        lead={periodText(figure.period, language)}
        tools={
          <>
            {figure.dimension === 'money' && <MoneyUnitSwitch />}
            <SaveViewForm page="figure" indicator={figure.indicator} />
          </>
        }
        action={
          keepsRows &&
          may.includes('statistics.read-rows') && (
            <Button type="primary" onClick={() => go(rows)}>
              {w.allRows}
            </Button>
          )
        }
      />
      <section className="panel-block">
        <Total figure={figure} />
        {whole !== undefined && <LockedNow locked={whole} />}
        {versions.map((v) => (
          <div key={v.version}>
            <h2>
              {w.definition}：{say(v)}
            </h2>
            <p>{v.text}</p>
            <p>
              {w.source}：{v.source}（{w.since(dayText(v.from, language))}）
            </p>
          </div>
        ))}
      </section>
      <LockedFigures figure={figure} />
      <MadeOf figure={figure} />
      {keepsRows && (
        <Breakdown figure={figure} rows={may.includes('statistics.read-rows') ? rows : undefined} />
      )}
      {figure.entered.length > 0 && (
        <To href={`/e/${slug}/entered?indicator=${figure.indicator}`}>{w.entered}</To>
      )}
    </>
  )
}

function Total({ figure }: { readonly figure: FigureData }) {
  const w = useWords(statisticsWords)
  const [language] = useLanguage()
  const { reading } = figure
  return (
    <>
      <p className="figure-total">
        {reading.value === undefined ? (
          w.why[reading.state === 'no-base' ? 'no-base' : 'not-computed']
        ) : (
          <span className={reading.origin === 'typed' ? 'typed-value' : undefined}>
            <Value value={reading.value} written={figure} />
          </span>
        )}
      </p>
      <p className="target-state">
        {reading.origin !== undefined && <OriginTag origin={reading.origin} />}
        {figure.asOf !== undefined && figure.definition.rows === 'order-lines' && (
          <span>{w.asOf(instantText(figure.asOf.at, language))}</span>
        )}
        {figure.adds === true && <StateTag tone="good">{w.sumFits}</StateTag>}
        {figure.adds === false && reading.origin === 'computed' && (
          <StateTag tone="bad">{w.sumDiffers}</StateTag>
        )}
      </p>
    </>
  )
}

type Made = FigureData['madeOf'][number]

function MadeOf({ figure }: { readonly figure: FigureData }) {
  const w = useWords(statisticsWords)
  const [language] = useLanguage()
  const { slug } = useTown()
  if (figure.madeOf.length === 0) return null
  const columns: readonly Column<Made>[] = [
    {
      key: 'name',
      title: w.indicator,
      heads: true,
      cell: (m) => <To href={`/e/${slug}/figures/${m.indicator}?${periodQuery(m.period)}`}>{m.name}</To>,
    },
    { key: 'period', title: w.period, cell: (m) => periodText(m.period, language) },
    {
      key: 'value',
      title: w.value,
      end: true,
      cell: (m) =>
        m.reading.value === undefined ? (
          w.why['not-computed']
        ) : (
          <Value
            value={m.reading.value}
            written={{ dimension: m.unit === '元' ? 'money' : 'number', unit: m.unit }}
          />
        ),
    },
  ]
  return (
    <section>
      <h2>{w.madeOf}</h2>
      <RowTable
        name="statistics.made-of"
        caption={w.madeOf}
        columns={columns}
        rows={figure.madeOf}
        rowKey={(m) => `${m.indicator} ${m.period.from}`}
        foot={<ExportTable table={{ table: 'made-of', indicator: figure.indicator, ...figure.period }} />}
      />
    </section>
  )
}

type MonthRow = FigureData['months'][number]
type PartRow = FigureData['parts'][number]

type Rows = { readonly figure: FigureData; readonly rows: string | undefined }

/** A link to the rows behind a part, for whoever may see them. */
function RowsLink({
  rows,
  narrowing,
  children,
}: Omit<Rows, 'figure'> & { narrowing: string; children: ReactNode }) {
  return rows === undefined ? children : <To href={`${rows}&${narrowing}`}>{children}</To>
}

function Breakdown({ figure, rows }: Rows) {
  return (
    <>
      <ByMonth figure={figure} rows={rows} />
      <ByPart figure={figure} rows={rows} />
      <LeftOut figure={figure} rows={rows} />
    </>
  )
}

function ByMonth({ figure, rows }: Rows) {
  const w = useWords(statisticsWords)
  const [language] = useLanguage()
  const amount = (digits: string | undefined) =>
    digits === undefined ? '–' : <Value value={inWhole(digits)} written={figure} />
  const columns: readonly Column<MonthRow>[] = [
    {
      key: 'month',
      title: w.month,
      heads: true,
      cell: (m) => (
        <RowsLink rows={rows} narrowing={`month=${m.month}`}>
          {monthText(m.month, language)}
        </RowsLink>
      ),
    },
    { key: 'amount', title: w.thisYear, end: true, cell: (m) => amount(m.amount) },
    { key: 'last', title: w.lastYear, end: true, cell: (m) => amount(m.lastYear) },
  ]
  return (
    <section>
      <h2>{w.byMonth}</h2>
      <RowTable
        name="statistics.months"
        caption={w.byMonth}
        columns={columns}
        rows={figure.months}
        rowKey={(m) => m.month}
        foot={
          <>
            <Sum parts={figure.months} figure={figure} />
            <ExportTable table={{ table: 'months', indicator: figure.indicator, ...figure.period }} />
          </>
        }
      />
    </section>
  )
}

function ByPart({ figure, rows }: Rows) {
  const w = useWords(statisticsWords)
  const t = useWords(tallyWords)
  const say = useBoth()
  const kept = figure.definition.rows
  const opens = kept !== 'entities'
  const title = kept === 'tally' ? t.byPart : opens ? w.byShop : w.byKind
  const columns: readonly Column<PartRow>[] = [
    {
      key: 'name',
      title: kept === 'tally' ? t.part : opens ? w.shop : w.kind,
      heads: true,
      cell: (p) =>
        opens ? (
          <RowsLink rows={rows} narrowing={`${kept === 'tally' ? 'part' : 'shop'}=${p.key}`}>
            {p.name}
          </RowsLink>
        ) : (
          say(partName(p))
        ),
    },
    {
      key: 'amount',
      title: w.value,
      end: true,
      cell: (p) => <Value value={inWhole(p.amount)} written={figure} />,
    },
  ]
  return (
    <section>
      <h2>{title}</h2>
      <RowTable
        name="statistics.parts"
        caption={title}
        columns={columns}
        rows={figure.parts}
        rowKey={(p) => p.key}
        foot={
          <>
            <Sum parts={figure.parts} figure={figure} />
            <ExportTable table={{ table: 'parts', indicator: figure.indicator, ...figure.period }} />
          </>
        }
      />
    </section>
  )
}

/** 合计 The parts added up here, in front of the reader, and held against the figure. */
function Sum({
  parts,
  figure,
}: {
  readonly parts: readonly { readonly amount?: string | undefined }[]
  readonly figure: FigureData
}) {
  const w = useWords(statisticsWords)
  const sum = parts.reduce((total, { amount = '0' }) => total + BigInt(amount), 0n).toString()
  const shown = figure.reading.origin === 'computed' ? figure.reading.value?.num : undefined
  return (
    <p className="sum">
      <span>
        {w.sum} <Value value={inWhole(sum)} written={figure} />
      </span>
      {shown !== undefined &&
        (sum === shown ? (
          <StateTag tone="good">{w.sumFits}</StateTag>
        ) : (
          <StateTag tone="bad">{w.sumDiffers}</StateTag>
        ))}
    </p>
  )
}

function LeftOut({ figure, rows }: Rows) {
  const w = useWords(statisticsWords)
  const say = useBoth()
  const excluded = figure.excluded.filter(({ amount }) => amount !== '0')
  if (excluded.length === 0) return null
  const written: Written = figure
  const columns: readonly Column<PartRow>[] = [
    { key: 'why', title: w.reasonLeftOut, heads: true, cell: (p) => say(partName(p)) },
    {
      key: 'amount',
      title: w.value,
      end: true,
      cell: (p) => <Value value={inWhole(p.amount)} written={written} />,
    },
  ]
  return (
    <section>
      <h2>{w.excluded}</h2>
      <RowTable
        name="statistics.excluded"
        caption={w.excluded}
        columns={columns}
        rows={excluded}
        rowKey={(p) => p.key}
        foot={<ExportTable table={{ table: 'excluded', indicator: figure.indicator, ...figure.period }} />}
      />
      {rows !== undefined && figure.definition.rows === 'order-lines' && (
        <p>
          <To href={`${rows}&counted=no`}>{w.seeLeftOut}</To>
        </p>
      )}
    </section>
  )
}
