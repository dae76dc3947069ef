import { getSample, NOTES, PURPOSES, type SampleDetail, VERDICTS } from '#contract/inspection'
import { useParam, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { RowTable } from '#web/ui/DataTable.tsx'
import { DayText, InstantText, instantText } from '#web/ui/DayText.tsx'
import { FactList } from '#web/ui/FactList.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { To } from '#web/ui/To.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useBoth, useLanguage, useWords } from '#web/ui/words.ts'
import { inspectionWords } from './inspection-words.ts'
import { LabelLinks } from './LabelLinks.tsx'
import { AskAgainForm, LabForm, ReviewForm, ToldForm } from './SampleActs.tsx'
import { SampleState } from './SampleState.tsx'

type Props = { readonly sample: SampleDetail }
const TONES = { negative: 'good', positive: 'bad', invalid: 'quiet' } as const

function Readings({ sample }: Props) {
  const w = useWords(inspectionWords)
  const say = useBoth()
  if (sample.results.length === 0) return <p>{w.noResults}</p>
  return (
    <RowTable
      name="inspection.readings"
      caption={w.results}
      rows={sample.results}
      rowKey={(row) => row.id}
      columns={[
        {
          key: 'at',
          title: w.measuredAt,
          heads: true,
          cell: (row) => <InstantText instant={row.measuredAt} />,
        },
        { key: 'control', title: w.control, end: true, cell: (row) => row.control ?? '—' },
        { key: 'sample', title: w.sample, end: true, cell: (row) => row.sample ?? '—' },
        {
          key: 'percent',
          title: w.percent,
          end: true,
          cell: (row) => (row.percent === undefined ? '—' : `${row.percent} %`),
        },
        {
          key: 'verdict',
          title: w.verdict,
          cell: (row) => (
            <>
              <StateTag tone={TONES[row.verdict]}>{say(VERDICTS[row.verdict])}</StateTag>
              {row.notes.map((note) => (
                <div key={note}>{say(NOTES[note])}</div>
              ))}
            </>
          ),
        },
        { key: 'operator', title: w.operator, cell: (row) => row.operator },
        { key: 'raw', title: w.raw, cell: (row) => (row.raw === undefined ? '—' : <code>{row.raw}</code>) },
      ]}
    />
  )
}

function Laboratory({ sample }: Props) {
  const w = useWords(inspectionWords)
  const { slug: etown } = useTown()
  const { lab } = sample
  if (lab === undefined) return null
  return (
    <section>
      <h2>{w.lab}</h2>
      <p>
        {lab.laboratory} · {lab.reportNo} · {lab.method} · <DayText day={lab.reportedOn} /> ·{' '}
        <a href={`/api/etowns/${etown}/inspection-files/${lab.report}`}>{w.openReport}</a>
      </p>
      <RowTable
        name="inspection.lab"
        caption={w.lab}
        rows={lab.items}
        rowKey={(row) => row.item}
        columns={[
          { key: 'item', title: w.pesticide, heads: true, cell: (row) => row.item },
          { key: 'found', title: w.found, end: true, cell: (row) => row.found ?? '—' },
          { key: 'most', title: w.most, end: true, cell: (row) => row.most ?? '—' },
          {
            key: 'passes',
            title: w.passes,
            cell: (row) => (
              <StateTag tone={row.passes ? 'good' : 'bad'}>{row.passes ? w.yes : w.no}</StateTag>
            ),
          },
        ]}
      />
    </section>
  )
}

const TO_LAB = ['drawn', 'locked', 'failed', 'disputed']
const POSITIVE = ['locked', 'failed', 'disputed']

function Acts({ sample }: Props) {
  const w = useWords(inspectionWords)
  const [language] = useLanguage()
  const { may } = useTown()
  const positive = POSITIVE.includes(sample.state)
  const supervised = may.includes('inspection.supervise') && positive
  return (
    <>
      {sample.state === 'to-review' && may.includes('inspection.review') && (
        <section>
          <h2>{w.review}</h2>
          <ReviewForm sample={sample} />
        </section>
      )}
      {may.includes('inspection.review') && TO_LAB.includes(sample.state) && (
        <Unfold label={w.labDo}>
          <LabForm sample={sample} />
        </Unfold>
      )}
      {supervised && sample.toldAt === undefined && (
        <Unfold label={w.told}>
          <ToldForm sample={sample} />
        </Unfold>
      )}
      {sample.askUntil !== undefined && (
        <p className="note">{w.askUntil(instantText(sample.askUntil, language))}</p>
      )}
      {sample.askedAgainAt !== undefined && (
        <p className="note">{w.askedAgain(instantText(sample.askedAgainAt, language))}</p>
      )}
      {supervised &&
        sample.purpose === 'supervision' &&
        sample.toldAt !== undefined &&
        sample.askedAgainAt === undefined && (
          <Unfold label={w.askAgain}>
            <AskAgainForm sample={sample} />
          </Unfold>
        )}
    </>
  )
}

function Shown({ sample }: Props) {
  const w = useWords(inspectionWords)
  const say = useBoth()
  const { slug: etown } = useTown()
  const { review } = sample
  return (
    <>
      <PageHead title={`${w.code} ${sample.code}`} lead={<SampleState state={sample.state} />} />
      <FactList
        facts={[
          [w.food, sample.foodName],
          [
            w.lot,
            sample.lot === undefined ? (
              w.blind
            ) : (
              <To key="lot" href={`/e/${etown}/trace-lots/${sample.lot}`}>
                {sample.product} {sample.lotCode}
              </To>
            ),
          ],
          [w.party, sample.partyName ?? w.blind],
          [w.method, [sample.method, ...sample.warnings].join('，')],
          [w.purpose, say(PURPOSES[sample.purpose])],
          [
            w.taken,
            <span key="taken">
              <InstantText instant={sample.takenAt} /> · {sample.takenWhere} · {sample.takenBy}
            </span>,
          ],
          ...(sample.label === undefined
            ? []
            : [
                [
                  w.labelNumber,
                  <a key="label" href={`/hgz/${sample.label}`} target="_blank" rel="noreferrer">
                    {sample.label}
                  </a>,
                ] as const,
              ]),
          ...(review === undefined
            ? []
            : [
                [
                  w.review,
                  review.decision === 'confirmed'
                    ? w.reviewed(review.by)
                    : w.withdrawn(review.by, review.said ?? ''),
                ] as const,
              ]),
        ]}
      />
      <Acts sample={sample} />
      <section>
        <h2>{w.results}</h2>
        <p>{w.resultsLead}</p>
        <Readings sample={sample} />
      </section>
      <Laboratory sample={sample} />
      {sample.label !== undefined && <LabelLinks about={{ sample: sample.id }} />}
    </>
  )
}

/** 样品详情 */
export function Page() {
  const { slug: etown } = useTown()
  const sample = useRead(getSample, { etown, params: { sample: useParam('sample') } })
  return <Loaded query={sample}>{(data) => <Shown sample={data} />}</Loaded>
}
