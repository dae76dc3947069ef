import { BATCH_STATES, type Batch, getImport } from '#contract/party'
import { useParam, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { InstantText } from '#web/ui/DayText.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { NumberWithUnit } from '#web/ui/NumberWithUnit.tsx'
import { countText } from '#web/ui/numbers.ts'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useLanguage, useWords } from '#web/ui/words.ts'
import { CommitForm } from './CommitForm.tsx'
import { FactList } from './FactList.tsx'
import { ImportProblems } from './ImportProblems.tsx'
import { BATCH_TONES } from './ImportsPage.tsx'
import { importWords } from './import-words.ts'
import './party.css'

const isRunning = (batch: Batch | undefined): boolean =>
  batch?.state === 'checking' || batch?.state === 'committing'

function Progress({ batch }: { readonly batch: Batch }) {
  const w = useWords(importWords)
  const [language] = useLanguage()
  const done = countText(batch.done, language)
  const committing = batch.state === 'committing'
  return (
    <p role="status" className="sending">
      <progress aria-label={w.state} {...(committing ? { value: batch.done, max: batch.rows } : {})} />
      {committing ? w.committing(done, countText(batch.rows, language)) : w.checking(done)}
    </p>
  )
}

/** What was found, so that every row is accounted for. */
function Counts({ batch }: { readonly batch: Batch }) {
  const w = useWords(importWords)
  const [language] = useLanguage()
  const count = (n: number) => countText(n, language)
  const rows = (n: number) => <NumberWithUnit value={n} unit={w.unit} />
  const { bad, fresh, changed, unchanged, blank, unreadColumns } = batch
  return (
    <>
      <FactList
        facts={[
          [w.rows, rows(batch.rows)],
          [w.bad, rows(bad)],
          [w.fresh, rows(fresh)],
          [w.changed, rows(changed)],
          [w.unchanged, rows(unchanged)],
          [w.blank, rows(blank)],
        ]}
      />
      <p>{w.sum(count(batch.rows), count(bad), count(fresh), count(changed), count(unchanged))}</p>
      {unreadColumns.length > 0 && <p className="hint">{w.unread(unreadColumns.join('、'))}</p>}
    </>
  )
}

function Receipt({ batch }: { readonly batch: Batch }) {
  const w = useWords(importWords)
  const { slug } = useTown()
  const { committedAt, rowsTaken } = batch
  return (
    <section aria-labelledby="receipt">
      <h2 id="receipt">{w.receipt}</h2>
      <FactList
        facts={[
          [w.batch, batch.id],
          [w.took, rowsTaken && w.taken[rowsTaken]],
          [w.committedBy, batch.committedBy],
          [w.committedAt, committedAt && <InstantText instant={committedAt} />],
          [w.sha, batch.sha256],
        ]}
      />
      <p>
        <To href={`/e/${slug}/parties`}>{w.see}</To>
      </p>
    </section>
  )
}

function Refused({ batch }: { readonly batch: Batch }) {
  const w = useWords(importWords)
  const say = useBoth()
  const { slug } = useTown()
  return (
    <div role="alert" className="note note-bad">
      <p>{w.refused}</p>
      <ul>
        {batch.refusals.map((why) => (
          <li key={why.code}>{say(why)}</li>
        ))}
      </ul>
      <p>
        <To href={`/e/${slug}/party-imports`}>{w.again}</To>
      </p>
    </div>
  )
}

/** 导入结果 Trial, problems, commit, receipt of one file. */
export function Page() {
  const w = useWords(importWords)
  const say = useBoth()
  const { slug: etown } = useTown()
  const params = { batch: useParam('batch') }
  const query = useRead(
    getImport,
    { etown, params },
    { every: (batch) => (isRunning(batch) ? 1_000 : false) },
  )
  return (
    <Loaded query={query} lines={8}>
      {(batch) => (
        <div className="party">
          <PageHead
            title={w.batchTitle(batch.id)}
            lead={batch.file}
            tools={<StateTag tone={BATCH_TONES[batch.state]}>{say(BATCH_STATES[batch.state])}</StateTag>}
          />
          {isRunning(batch) && <Progress batch={batch} />}
          {batch.state === 'refused' && <Refused batch={batch} />}
          {(batch.state === 'checked' || batch.state === 'committed') && <Counts batch={batch} />}
          {batch.state === 'checked' && <CommitForm batch={batch} />}
          {batch.state === 'committed' && <Receipt batch={batch} />}
          {batch.bad > 0 && !isRunning(batch) && <ImportProblems batch={batch} />}
        </div>
      )}
    </Loaded>
  )
}
