import { listAudit, listHouseAudit, verifyAudit, verifyHouseAudit } from '#contract/identity'
import { useAct } from '#web/act.ts'
import { type AnswerOf, ask } from '#web/ask.ts'
import { useFilter, useSlug } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { Choice } from '#web/ui/Choice.tsx'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { InstantText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { ProblemNote } from '#web/ui/Loaded.tsx'
import { countText } from '#web/ui/numbers.ts'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useLanguage, useWords } from '#web/ui/words.ts'
import { auditWords } from './audit-words.ts'

type Entry = AnswerOf<typeof listAudit>['items'][number]
type Verified = AnswerOf<typeof verifyAudit>

const TONES = { done: 'good', refused: 'warn', failed: 'bad' } as const
const OUTCOMES = ['done', 'refused', 'failed'] as const
const isOutcome = (text: string): text is Entry['outcome'] => OUTCOMES.some((o) => o === text)

function Verdict({ verified }: { readonly verified: Verified }) {
  const w = useWords(auditWords)
  const [language] = useLanguage()
  const count = (n: number) => countText(n, language)
  return (
    <div className={verified.whole ? 'note' : 'note note-bad'} role="status">
      <p>{verified.whole ? w.whole(verified.entries) : w.broken(count(verified.breaks.length))}</p>
      <ul>
        {verified.breaks.map(({ seq, why }) => (
          <li key={`${seq}${why}`}>
            {w.seq} {seq}：{w.why[why]}
          </li>
        ))}
      </ul>
      <p>
        {w.head} <code>{verified.head}</code>
      </p>
    </div>
  )
}

/** Recomputes every hash of the chain, on the server. */
function Verify() {
  const w = useWords(auditWords)
  const slug = useSlug()
  const act = useAct(
    (): Promise<Verified> => (slug === undefined ? ask(verifyHouseAudit) : ask(verifyAudit, { etown: slug })),
  )
  return (
    <>
      <SubmitButton act={act} onPress={() => act.run(undefined)}>
        {w.verify}
      </SubmitButton>
      {act.step.at === 'refused' && <ProblemNote error={act.step.problem} />}
      {act.step.at === 'done' && <Verdict verified={act.step.answer} />}
    </>
  )
}

function useColumns(): readonly Column<Entry>[] {
  const w = useWords(auditWords)
  return [
    { key: 'seq', title: w.seq, heads: true, end: true, cell: (row) => row.seq },
    { key: 'at', title: w.at, cell: (row) => <InstantText instant={row.at} /> },
    {
      key: 'actor',
      title: w.actor,
      cell: (row) => (row.actor === 'nobody' ? w.nobody : (row.actorName ?? row.actor)),
    },
    { key: 'act', title: w.act, cell: (row) => <code>{row.act}</code> },
    { key: 'subject', title: w.subject, cell: (row) => row.subject },
    {
      key: 'outcome',
      title: w.outcome,
      cell: (row) => <StateTag tone={TONES[row.outcome]}>{w.outcomes[row.outcome]}</StateTag>,
    },
    { key: 'detail', title: w.detail, cell: (row) => <code>{row.detail}</code> },
    { key: 'hash', title: w.hash, cell: (row) => <code title={row.hash}>{row.hash.slice(0, 12)}</code> },
  ]
}

/** 审计 The chain of this e-town, or of the whole platform where the address names none. */
export function Page() {
  const w = useWords(auditWords)
  const slug = useSlug()
  const [chosen, choose] = useFilter('outcome')
  const query = isOutcome(chosen) ? { outcome: chosen } : {}
  const house = usePages(slug === undefined ? listHouseAudit : listAudit, {
    ...(slug === undefined ? {} : { etown: slug }),
    query,
  })
  return (
    <>
      <PageHead title={w.title} lead={w.lead} />
      <Verify />
      <p>
        <Choice
          label={w.outcome}
          value={chosen}
          onChange={choose}
          empty={w.anyOutcome}
          options={OUTCOMES.map((value) => ({ value, label: w.outcomes[value] }))}
        />
      </p>
      <DataTable
        name="identity.audit"
        caption={w.title}
        pages={house}
        columns={useColumns()}
        rowKey={(row) => row.seq}
        empty={<EmptyState title={w.empty} next={w.emptyNext} />}
      />
    </>
  )
}
