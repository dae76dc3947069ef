import { ALARM_KINDS, listRecords, readLog } from '#contract/attest'
import type { AnswerOf } from '#web/ask.ts'
import { useFilter, useTown } from '#web/desk/place.ts'
import { usePages, useRead } from '#web/read.ts'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { InstantText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { FactList } from '#web/ui/FactList.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { countText } from '#web/ui/numbers.ts'
import { PageHead } from '#web/ui/PageHead.tsx'
import { SearchField } from '#web/ui/SearchField.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useLanguage, useWords } from '#web/ui/words.ts'
import { attestWords } from './attest-words.ts'
import { KindName } from './KindName.tsx'
import { witnessWords } from './witness-words.ts'
import './attest.css'

type LogState = AnswerOf<typeof readLog>
type RecordItem = AnswerOf<typeof listRecords>['items'][number]

/** 数据存证 How the log stands, and the way to any record's proof. */
export function Page() {
  const w = useWords(attestWords)
  const { slug } = useTown()
  const log = useRead(readLog, { etown: slug }, { every: () => 5_000 })
  return (
    <>
      <PageHead title={w.title} lead={w.lead} />
      <Loaded query={log}>
        {(state) => (
          <>
            <Alarms alarms={state.alarms} />
            <State state={state} slug={slug} />
          </>
        )}
      </Loaded>
      <Records slug={slug} />
    </>
  )
}

function Alarms({ alarms }: { readonly alarms: LogState['alarms'] }) {
  const w = useWords(attestWords)
  const say = useBoth()
  if (alarms.length === 0) return null
  return (
    <section aria-labelledby="alarms">
      <h2 id="alarms">{w.alarms}</h2>
      <ul className="attest-alarms">
        {alarms.map(({ id, kind, who, detail, raisedAt, endedAt }) => (
          <li key={id}>
            <StateTag tone={endedAt === undefined ? 'bad' : 'quiet'}>
              {say(ALARM_KINDS[kind])} · {endedAt === undefined ? w.open : w.ended}
            </StateTag>{' '}
            {who} · {w.raised} <InstantText instant={raisedAt} /> <code>{detail}</code>
          </li>
        ))}
      </ul>
    </section>
  )
}

function State({ state, slug }: { readonly state: LogState; readonly slug: string }) {
  const w = useWords(attestWords)
  const v = useWords(witnessWords)
  const [language] = useLanguage()
  const count = (digits: string) => w.records(countText(Number(digits), language))
  const { checkpoint, examination } = state
  const open = state.alarms.some(({ endedAt }) => endedAt === undefined)
  return (
    <section aria-labelledby="state">
      <h2 id="state">{w.state}</h2>
      {!open && <StateTag tone="good">{w.fine}</StateTag>}
      <FactList
        facts={[
          [w.size, count(state.size)],
          [w.waiting, count(state.waiting)],
          [
            w.checkpoint,
            checkpoint && (
              <>
                <InstantText instant={checkpoint.at} /> · {w.covers(count(checkpoint.size))}
              </>
            ),
          ],
          [w.seenBy, checkpoint && (checkpoint.witnesses.join('、') || w.nobody)],
          [
            v.title,
            <To key="w" href={`/e/${slug}/attest/witnesses`}>{`${v.title}（${state.witnesses.length}）`}</To>,
          ],
          [
            w.examination,
            <To key="e" href={`/e/${slug}/attest/examinations`}>
              {examination === undefined ? (
                w.never
              ) : (
                <>
                  <InstantText instant={examination.at} /> ·{' '}
                  {examination.found === 0 ? w.clean : w.faults(examination.found)}
                </>
              )}
            </To>,
          ],
          [w.origin, state.origin],
          [w.publicPage, <a key="p" href={`/log/${slug}`}>{`/log/${slug}`}</a>],
        ]}
      />
    </section>
  )
}

function Records({ slug }: { readonly slug: string }) {
  const w = useWords(attestWords)
  const [subject, setSubject] = useFilter('subject')
  const [kind, setKind] = useFilter('kind')
  const query = { subject: subject || undefined, kind: kind || undefined }
  const pages = usePages(
    listRecords,
    { etown: slug, query },
    // Only as long as the newest is not provable yet.
    { every: (answer) => (answer?.items[0]?.covered === false ? 1_500 : false) },
  )
  const columns: readonly Column<RecordItem>[] = [
    {
      key: 'index',
      title: w.index,
      heads: true,
      cell: (r) => <To href={`/e/${slug}/attest/records/${r.index}`}>{r.index}</To>,
    },
    { key: 'kind', title: w.kind, cell: (r) => <KindName kind={r.kind} /> },
    { key: 'subject', title: w.subject, cell: (r) => r.subject ?? w.erased },
    { key: 'at', title: w.at, cell: (r) => <InstantText instant={r.at} /> },
    {
      key: 'covered',
      title: w.proof,
      cell: (r) => (
        <StateTag tone={r.covered ? 'good' : 'wait'}>{r.covered ? w.covered : w.pending}</StateTag>
      ),
    },
  ]
  return (
    <section aria-labelledby="records">
      <h2 id="records">{w.lookUp}</h2>
      <div className="filters">
        <SearchField label={w.subject} value={subject} onSearch={setSubject} />
        <SearchField label={w.kind} value={kind} onSearch={setKind} />
      </div>
      <DataTable
        name="attest.records"
        caption={w.all}
        columns={columns}
        pages={pages}
        rowKey={(r) => r.index}
        empty={<EmptyState title={w.none} next={w.noneNext} />}
      />
    </section>
  )
}
