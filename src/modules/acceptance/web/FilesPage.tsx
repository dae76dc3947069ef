import { askFile, FILE_STATES, type FileView, listFiles, openFolder, openPdf } from '#contract/acceptance'
import { useAct } from '#web/act.ts'
import { addressOf, ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { InstantText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ProblemNote } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { acceptanceWords } from './acceptance-words.ts'

const TONES = { making: 'wait', ready: 'good', failed: 'bad' } as const

/** 验收档案 Made as a job, kept, downloaded as PDF and as a folder. */
export function Page() {
  const w = useWords(acceptanceWords)
  const { slug: etown } = useTown()
  const act = useAct((_: undefined, { key }) => ask(askFile, { etown, key }), { changes: [listFiles] })
  const pages = usePages(
    listFiles,
    { etown },
    { every: (answer) => (answer?.items.some(({ state }) => state === 'making') ? 1_500 : false) },
  )
  const columns = useColumns(etown)
  return (
    <>
      <PageHead
        title={w.files}
        lead={w.filesLead}
        action={
          <SubmitButton act={act} onPress={() => act.run(undefined)}>
            {w.makeNow}
          </SubmitButton>
        }
      />
      {act.step.at === 'refused' && <ProblemNote error={act.step.problem} />}
      <DataTable
        name="acceptance.files"
        caption={w.files}
        pages={pages}
        columns={columns}
        rowKey={({ id }) => id}
        empty={<EmptyState title={w.none} next={w.noneNext} />}
      />
    </>
  )
}

function useColumns(etown: string): readonly Column<FileView>[] {
  const w = useWords(acceptanceWords)
  const say = useBoth()
  return [
    { key: 'number', title: w.number, heads: true, cell: ({ id }) => id },
    {
      key: 'state',
      title: w.state,
      cell: ({ state, progress, trouble }) => (
        <StateTag tone={TONES[state]}>
          {say(FILE_STATES[state])}
          {progress !== undefined && `：${w.done(progress.done, progress.of)}`}
          {trouble !== undefined && `：${trouble}`}
        </StateTag>
      ),
    },
    {
      key: 'content',
      title: w.content,
      cell: ({ items, gaps }) => (items === undefined || gaps === undefined ? '—' : w.counts(items, gaps)),
    },
    {
      key: 'download',
      title: w.download,
      cell: ({ id, state }) =>
        state === 'ready' ? (
          <>
            <a href={addressOf(openPdf, { etown, params: { file: id } })}>{w.pdf}</a>
            {'　'}
            <a href={addressOf(openFolder, { etown, params: { file: id } })}>{w.folder}</a>
          </>
        ) : (
          '—'
        ),
    },
    {
      key: 'hash',
      title: w.fingerprint,
      cell: ({ pdf }) => (pdf === undefined ? '—' : <code>{pdf.slice(0, 16)}…</code>),
    },
    { key: 'by', title: w.askedBy, cell: ({ askedBy }) => askedBy },
    { key: 'at', title: w.askedAt, cell: ({ askedAt }) => <InstantText instant={askedAt} /> },
  ]
}
