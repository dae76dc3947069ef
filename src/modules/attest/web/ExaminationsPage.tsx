import { askExamination, listExaminations } from '#contract/attest'
import { useAct } from '#web/act.ts'
import { type AnswerOf, ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { InstantText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { countText } from '#web/ui/numbers.ts'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useLanguage, useWords } from '#web/ui/words.ts'
import { witnessWords } from './witness-words.ts'
import './attest.css'

type Examination = AnswerOf<typeof listExaminations>['items'][number]

/** 全量核对 Past examinations, and a new one. */
export function Page() {
  const w = useWords(witnessWords)
  const [language] = useLanguage()
  const { slug, may } = useTown()
  const act = useAct((_: undefined, { key }) => ask(askExamination, { etown: slug, key }), {
    changes: [listExaminations],
  })
  const asked = act.step.at === 'done'
  const pages = usePages(listExaminations, { etown: slug }, { every: () => (asked ? 2_000 : false) })
  const columns: readonly Column<Examination>[] = [
    { key: 'at', title: w.at, heads: true, cell: (r) => <InstantText instant={r.at} /> },
    { key: 'size', title: w.size, end: true, cell: (r) => w.records(countText(Number(r.size), language)) },
    { key: 'result', title: w.result, cell: (r) => <Result slug={slug} examination={r} /> },
  ]
  const examine = (
    <SubmitButton act={act} onPress={() => act.run(undefined)}>
      {w.exam}
    </SubmitButton>
  )
  return (
    <>
      <PageHead
        title={w.examTitle}
        lead={w.examLead}
        action={may.includes('attest.examine') ? examine : undefined}
      />
      {asked && <StateTag tone="wait">{w.asked}</StateTag>}
      <DataTable
        name="attest.examinations"
        caption={w.examTitle}
        columns={columns}
        pages={pages}
        rowKey={(r) => r.id}
        empty={<EmptyState title={w.examNone} next={w.examNoneNext} />}
      />
    </>
  )
}

function Result({ slug, examination }: { readonly slug: string; readonly examination: Examination }) {
  const w = useWords(witnessWords)
  const say = useBoth()
  const { found, findings } = examination
  if (found === 0) return <StateTag tone="good">{w.clean}</StateTag>
  return (
    <>
      <StateTag tone="bad">{w.faults(found)}</StateTag>
      <ul>
        {findings.map((fault) => (
          <li key={`${fault.index}-${fault.seq}-${fault.zh}`}>
            {fault.index !== undefined && (
              <To href={`/e/${slug}/attest/records/${fault.index}`}>{w.record(fault.index)}</To>
            )}{' '}
            {[fault.kind, fault.subject].filter((part) => part !== undefined).join(' ')} {say(fault)}
          </li>
        ))}
      </ul>
    </>
  )
}
