import { useState } from 'react'
import { exportInspections, readMonths, TABLES } from '#contract/inspection'
import { isMonth, type Month, monthPeriod } from '#kernel/day'
import { keyIn, keysOf } from '#kernel/keys'
import type { AnswerOf } from '#web/ask.ts'
import { ask } from '#web/ask.ts'
import { ExportForm } from '#web/desk/ExportForm.tsx'
import { useFilter, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { Choice } from '#web/ui/Choice.tsx'
import { RowTable } from '#web/ui/DataTable.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { monthWords } from './month-words.ts'

type Row = AnswerOf<typeof readMonths>['rows'][number]

/** What statistics counts of a month: each opens to its samples, reports or certificates. */
function Figures({ month }: { readonly month: Month }) {
  const w = useWords(monthWords)
  const { slug: etown } = useTown()
  const { from, until } = monthPeriod(month)
  return (
    <section>
      <h2>{w.figures(month)}</h2>
      <p>{w.figuresLead}</p>
      <ul>
        {keysOf(w.indicators).map((code) => (
          <li key={code}>
            <To href={`/e/${etown}/figures/${code}?from=${from}&until=${until}`}>{w.indicators[code]}</To>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Exports({ month }: { readonly month: Month | undefined }) {
  const w = useWords(monthWords)
  const say = useBoth()
  const { slug: etown } = useTown()
  const [what, setWhat] = useState<keyof typeof TABLES>('samples')
  const filter = month === undefined ? {} : { month }
  return (
    <section>
      <h2>{w.exports}</h2>
      <p>{w.exportsLead(month)}</p>
      <div className="filters">
        <div className="filter">
          <span aria-hidden>{w.table}</span>
          <Choice
            label={w.table}
            value={what}
            onChange={(to) => setWhat(keyIn(TABLES, to))}
            options={keysOf(TABLES).map((key) => ({ value: key, label: say(TABLES[key]) }))}
          />
        </div>
      </div>
      <ExportForm
        send={(form, _personal, { key }) =>
          ask(exportInspections, { etown, body: { ...form, what, filter }, key })
        }
      />
    </section>
  )
}

function Summary({ rows }: { readonly rows: readonly Row[] }) {
  const w = useWords(monthWords)
  const { may } = useTown()
  const [chosen, setChosen] = useFilter('month')
  const months = [...new Set(rows.map((row) => row.month))]
  const month = isMonth(chosen) ? chosen : undefined
  const newest = months.find(isMonth)
  const shown = month === undefined ? rows : rows.filter((row) => row.month === month)
  const counted = month ?? newest
  return (
    <>
      <div className="filters">
        <div className="filter">
          <span aria-hidden>{w.month}</span>
          <Choice
            label={w.month}
            empty={w.all}
            value={chosen}
            onChange={setChosen}
            options={months.map((one) => ({ value: one, label: w.monthOf(one) }))}
          />
        </div>
      </div>
      {rows.length === 0 ? (
        <EmptyState title={w.none} next={w.noneNext} />
      ) : (
        <RowTable
          name="inspection.months"
          caption={w.title}
          rows={shown}
          rowKey={(row) => `${row.month} ${row.food} ${row.method}`}
          columns={[
            { key: 'month', title: w.month, heads: true, cell: (row) => w.monthOf(row.month) },
            { key: 'food', title: w.food, cell: (row) => row.foodName },
            { key: 'method', title: w.method, cell: (row) => row.method },
            { key: 'samples', title: w.count, end: true, cell: (row) => row.samples },
            { key: 'passed', title: w.passed, end: true, cell: (row) => row.passed },
            { key: 'positive', title: w.positive, end: true, cell: (row) => row.positive },
            { key: 'open', title: w.open, end: true, cell: (row) => row.open },
          ]}
        />
      )}
      {counted !== undefined && may.includes('statistics.read') && <Figures month={counted} />}
      {may.includes('inspection.export') && <Exports month={month} />}
    </>
  )
}

/** 月度汇总 */
export function Page() {
  const w = useWords(monthWords)
  const { slug: etown } = useTown()
  const months = useRead(readMonths, { etown })
  return (
    <>
      <PageHead title={w.title} lead={w.lead} />
      <Loaded query={months}>{({ rows }) => <Summary rows={rows} />}</Loaded>
    </>
  )
}
