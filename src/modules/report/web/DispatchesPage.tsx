import { listDispatches, listReports, makeDispatch, readDispatch } from '#contract/report'
import { useAct } from '#web/act.ts'
import { type AnswerOf, addressOf, ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { InstantText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ProblemNote } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useWords } from '#web/ui/words.ts'
import { ExportList } from './ExportList.tsx'
import './report.css'
import { upwardWords } from './upward-words.ts'

type Item = AnswerOf<typeof listDispatches>['items'][number]

/** 上报包 */
export function Page() {
  const w = useWords(upwardWords)
  const { slug: etown, may } = useTown()
  const pages = usePages(listDispatches, { etown })
  const act = useAct((_: undefined, { key }) => ask(makeDispatch, { etown, body: {}, key }), {
    changes: [listDispatches, listReports],
  })
  const { data } = pages.query
  const columns: readonly Column<Item>[] = [
    { key: 'number', title: w.number, heads: true, cell: ({ number }) => number },
    { key: 'at', title: w.at, cell: ({ at }) => <InstantText instant={at} /> },
    { key: 'members', title: w.members, cell: ({ members }) => members.join('；') },
    {
      key: 'file',
      title: w.file,
      cell: ({ number }) => (
        <a
          href={addressOf(readDispatch, { etown, params: { number: String(number) } })}
          aria-label={w.downloadNo(number)}
        >
          {w.download}
        </a>
      ),
    },
    { key: 'sha256', title: w.fingerprint, cell: ({ sha256 }) => <code>{sha256.slice(0, 16)}…</code> },
  ]
  return (
    <>
      <PageHead
        title={w.dispatches}
        lead={w.dispatchesLead}
        tools={
          <>
            <a href={`/reports/${etown}/verify`} target="_blank" rel="noreferrer">
              {w.verifyPage}
            </a>
            <ExportList table={{ table: 'dispatches' }} />
          </>
        }
        action={
          may.includes('report.dispatch') ? (
            <SubmitButton act={act} disabled={data?.waiting === 0} onPress={() => void act.run(undefined)}>
              {w.dispatch}
            </SubmitButton>
          ) : undefined
        }
      />
      {act.step.at === 'refused' && <ProblemNote error={act.step.problem} />}
      {data !== undefined && <p role="status">{w.waiting(data.waiting)}</p>}
      <DataTable
        name="report.dispatches"
        caption={w.dispatches}
        pages={pages}
        columns={columns}
        rowKey={({ number }) => String(number)}
        empty={<EmptyState title={w.noDispatches} next={w.noDispatchesNext} />}
      />
      {data !== undefined && (
        <section>
          <h2>{w.keys}</h2>
          <p>
            {w.keysLead}
            <code>{data.origin}</code>
          </p>
          <ul className="plain-list">
            {data.keys.map((line) => (
              <li key={line}>
                <code>{line}</code>
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}
