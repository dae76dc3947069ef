import { readBoard, VERDICTS, verdicts } from '#contract/statistics'
import { useFilter, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { type Column, RowTable } from '#web/ui/DataTable.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { MoneyUnitSwitch } from '#web/ui/Money.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useLanguage, useWords } from '#web/ui/words.ts'
import { type Board, entryHref, figureHref, hasFigure, type Target } from './board.ts'
import './statistics.css'
import { ExportTable } from './ExportTable.tsx'
import { Narrow } from './Narrow.tsx'
import { periodText } from './periods.ts'
import { RetailChart } from './RetailChart.tsx'
import { SaveViewForm } from './SaveView.tsx'
import { statisticsWords } from './statistics-words.ts'
import { TargetCard } from './TargetCard.tsx'
import { VerdictTag } from './VerdictTag.tsx'

export function Page() {
  const { slug } = useTown()
  const [year] = useFilter('year')
  const board = useRead(readBoard, { etown: slug, query: year === '' ? {} : { year } })
  return <Loaded query={board}>{(data) => <BoardView board={data} />}</Loaded>
}

function BoardView({ board }: { readonly board: Board }) {
  const w = useWords(statisticsWords)
  const { slug } = useTown()
  const [verdict] = useFilter('verdict')
  const shown = board.targets.filter((t) => verdict === '' || t.verdict === verdict)
  const withFigure = shown.filter(hasFigure)
  const without = shown.filter((t) => !hasFigure(t))
  return (
    <>
      <PageHead
        title={w.board}
        lead={board.plan && w.boardLead(board.plan.title, board.plan.number)}
        tools={
          <>
            <MoneyUnitSwitch />
            <SaveViewForm page="board" />
            <ExportTable
              table={{ table: 'board', year: String(board.year), ...(verdict === '' ? {} : { verdict }) }}
            />
          </>
        }
      />
      <Narrowing board={board} />
      {board.plan === undefined && <EmptyState title={w.noPlan} next={w.noPlanNext} />}
      {board.plan !== undefined && shown.length === 0 && (
        <EmptyState title={w.noneLikeThis} next={w.noneLikeThisNext} />
      )}
      {withFigure.length > 0 && (
        <section aria-label={w.withFigure}>
          <ul className="targets">
            {withFigure.map((target) => (
              <li key={target.code}>
                <TargetCard board={board} target={target} />
              </li>
            ))}
          </ul>
        </section>
      )}
      {board.plan !== undefined && verdict === '' && (
        <section className="panel-block">
          <RetailChart slug={slug} year={board.year} />
        </section>
      )}
      {without.length > 0 && (
        <section>
          <h2>{w.withCount(w.withoutFigure, without.length)}</h2>
          <Without board={board} targets={without} />
        </section>
      )}
    </>
  )
}

/** 年度与判定 Which year, and which verdicts, each with its true count. */
function Narrowing({ board }: { readonly board: Board }) {
  const w = useWords(statisticsWords)
  const say = useBoth()
  const [, setYear] = useFilter('year')
  const [verdict, setVerdict] = useFilter('verdict')
  const count = (of: string): number => board.targets.filter((t) => t.verdict === of).length
  return (
    <div className="filters">
      <Narrow
        label={w.year}
        value={String(board.year)}
        onChange={setYear}
        options={board.years.map((year) => ({ value: String(year), label: w.yearOption(year) }))}
      />
      <Narrow
        label={w.verdictFilter}
        value={verdict}
        onChange={setVerdict}
        empty={w.all(board.targets.length)}
        options={verdicts
          .filter((v) => count(v) > 0)
          .map((v) => ({ value: v, label: w.withCount(say(VERDICTS[v]), count(v)) }))}
      />
    </div>
  )
}

/** Targets nobody can judge yet: why, and what to do. */
function Without({ board, targets }: { readonly board: Board; readonly targets: readonly Target[] }) {
  const w = useWords(statisticsWords)
  const { slug, may } = useTown()
  const [language] = useLanguage()
  const mayEnter = may.includes('statistics.enter')
  const columns: readonly Column<Target>[] = [
    {
      key: 'target',
      title: w.target,
      heads: true,
      cell: (t) => <To href={figureHref(slug, t)}>{t.name}</To>,
    },
    { key: 'required', title: w.required, cell: (t) => t.required },
    { key: 'window', title: w.window, cell: (t) => periodText(t.window, language) },
    {
      key: 'next',
      title: w.nextStep,
      cell: (t) => (
        <>
          <VerdictTag verdict={t.verdict} />
          {t.systems.length > 0 && <p>{w.systems(t.systems.join('、'))}</p>}
          {mayEnter && t.by === 'entry' && t.verdict === 'not-computed' && (
            <To href={entryHref(slug, t, board.city)}>{w.enterIt}</To>
          )}
        </>
      ),
    },
  ]
  return (
    <RowTable
      name="statistics.without"
      caption={w.withoutFigure}
      columns={columns}
      rows={targets}
      rowKey={(t) => t.code}
    />
  )
}
