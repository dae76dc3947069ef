import { Button } from 'antd'
import { useId } from 'react'
import { adoptForm, EVERY, listForms } from '#contract/report'
import { useAct } from '#web/act.ts'
import { type AnswerOf, ask } from '#web/ask.ts'
import { useGo, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { type Column, RowTable } from '#web/ui/DataTable.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Loaded, ProblemNote } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { ExportList } from './ExportList.tsx'
import './report.css'
import { upwardWords } from './upward-words.ts'

type Listed = AnswerOf<typeof listForms>
type Item = Listed['items'][number]

/** 报表式样 */
export function Page() {
  const w = useWords(upwardWords)
  const { slug } = useTown()
  const go = useGo()
  const forms = useRead(listForms, { etown: slug })
  return (
    <>
      <PageHead
        title={w.forms}
        lead={w.formsLead}
        tools={<ExportList table={{ table: 'forms' }} />}
        action={
          <Button type="primary" onClick={() => go(`/e/${slug}/report-forms/new`)}>
            {w.map}
          </Button>
        }
      />
      <Loaded query={forms}>{(listed) => <Forms listed={listed} />}</Loaded>
    </>
  )
}

function Forms({ listed }: { readonly listed: Listed }) {
  const w = useWords(upwardWords)
  const say = useBoth()
  const { slug } = useTown()
  const columns: readonly Column<Item>[] = [
    {
      key: 'name',
      title: w.name,
      heads: true,
      cell: (row) => <To href={`/e/${slug}/report-forms/${row.code}`}>{row.name}</To>,
    },
    { key: 'every', title: w.every, cell: (row) => say(EVERY[row.every]) },
    { key: 'fields', title: w.fields, end: true, cell: (row) => row.fields },
    { key: 'version', title: w.version, end: true, cell: (row) => row.version },
    { key: 'template', title: w.fromTemplate, cell: (row) => (row.template ? w.yes : w.no) },
    { key: 'source', title: w.source, cell: (row) => <span lang="zh-CN">{row.source}</span> },
  ]
  return (
    <>
      {listed.items.length === 0 ? (
        <EmptyState title={w.none} next={w.noneNext} />
      ) : (
        <RowTable
          name="report.forms"
          caption={w.forms}
          rows={listed.items}
          rowKey={({ code }) => code}
          columns={columns}
        />
      )}
      {listed.builtIn.length > 0 && (
        <section>
          <h2>{w.builtIn}</h2>
          <ul className="plain-list">
            {listed.builtIn.map((one) => (
              <li key={one.code}>
                <BuiltIn {...one} />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function BuiltIn({ code, name, source }: Listed['builtIn'][number]) {
  const w = useWords(upwardWords)
  const { slug: etown } = useTown()
  const described = useId()
  const act = useAct((_: undefined, { key }) => ask(adoptForm, { etown, body: { code }, key }), {
    changes: [listForms],
  })
  return (
    <>
      <span lang="zh-CN" id={described}>
        <strong>{name}</strong>（{source}）
      </span>{' '}
      <Button
        aria-describedby={described}
        loading={act.step.at === 'running'}
        onClick={() => void act.run(undefined)}
      >
        {w.adopt}
      </Button>
      {act.step.at === 'refused' && <ProblemNote error={act.step.problem} />}
    </>
  )
}
