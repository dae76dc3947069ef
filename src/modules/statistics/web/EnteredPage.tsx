import { Button } from 'antd'
import { listEntered, readSource } from '#contract/statistics'
import { addressOf } from '#web/ask.ts'
import { useFilter, useGo, useTown } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { InstantText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { useLanguage, useWords } from '#web/ui/words.ts'
import { CorrectForm } from './CorrectForm.tsx'
import { ExportTable } from './ExportTable.tsx'
import type { Entered } from './figure.ts'
import { periodText } from './periods.ts'
import { statisticsWords } from './statistics-words.ts'
import './statistics.css'

/** 录入数 Every figure a person brought, with its source and its corrections. */
export function Page() {
  const w = useWords(statisticsWords)
  const { slug, may } = useTown()
  const go = useGo()
  const [indicator] = useFilter('indicator')
  const [corrects, setCorrects] = useFilter('corrects')
  const pages = usePages(listEntered, { etown: slug, query: indicator === '' ? {} : { indicator } })
  const mayEnter = may.includes('statistics.enter')
  const old = pages.rows.find(({ id }) => id === corrects)
  const columns = useColumns(slug, mayEnter ? setCorrects : undefined)
  return (
    <>
      <PageHead
        title={w.entered}
        lead={w.enteredLead}
        tools={<ExportTable table={{ table: 'entered', ...(indicator === '' ? {} : { indicator }) }} />}
        action={
          mayEnter &&
          old === undefined && (
            <Button type="primary" onClick={() => go(`/e/${slug}/entered/new`)}>
              {w.enter}
            </Button>
          )
        }
      />
      {old !== undefined && <CorrectForm key={old.id} old={old} done={() => setCorrects('')} />}
      <DataTable
        name="statistics.entered"
        caption={w.entered}
        columns={columns}
        pages={pages}
        rowKey={(e) => e.id}
        empty={<EmptyState title={w.noEntered} next={w.noEnteredNext} />}
      />
    </>
  )
}

/** `correct`: what a press on 更正 does, for whoever may. */
function useColumns(slug: string, correct: ((id: string) => void) | undefined): readonly Column<Entered>[] {
  const w = useWords(statisticsWords)
  const [language] = useLanguage()
  return [
    { key: 'indicator', title: w.indicator, heads: true, cell: (e) => e.name },
    { key: 'area', title: w.area, cell: (e) => (e.area === '' ? w.own : e.areaName) },
    { key: 'period', title: w.period, cell: (e) => periodText(e.period, language) },
    { key: 'value', title: w.value, end: true, cell: (e) => `${e.value} ${e.unit}` },
    {
      key: 'source',
      title: w.sourceText,
      cell: (e) => (
        <>
          {e.source}{' '}
          <a href={addressOf(readSource, { etown: slug, params: { sha256: e.evidence } })}>{w.openFile}</a>
        </>
      ),
    },
    { key: 'at', title: w.enteredAt, cell: (e) => <InstantText instant={e.enteredAt} /> },
    {
      key: 'state',
      title: w.state,
      cell: (e) => (
        <>
          <StateTag tone={e.replacedBy === undefined ? 'good' : 'quiet'}>
            {e.replacedBy === undefined ? w.standing : w.corrected}
          </StateTag>
          {e.reason !== undefined && ` ${w.correctedBy}：${e.reason} `}
          {correct !== undefined && e.replacedBy === undefined && (
            <Button size="small" onClick={() => correct(e.id)}>
              {w.correct}
            </Button>
          )}
        </>
      ),
    },
  ]
}
