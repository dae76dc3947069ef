import { NOTICE_STATES } from '#contract/notice'
import { DUTY_KINDS, type ProjectDetail } from '#contract/project'
import { useTown } from '#web/desk/place.ts'
import { RowTable } from '#web/ui/DataTable.tsx'
import { DayText } from '#web/ui/DayText.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { projectWords } from './project-words.ts'
import { EvidenceLink } from './StepForm.tsx'

/** 公示、绩效、部门事项 */
export function Closing({ detail }: { readonly detail: ProjectDetail }) {
  const w = useWords(projectWords)
  const say = useBoth()
  const { slug } = useTown()
  const { notice, evaluations, duties } = detail
  return (
    <>
      {notice !== undefined && (
        <section>
          <h2>{w.notice}</h2>
          <p>
            <To href={`/e/${slug}/notices/${notice.id}`}>{notice.title}</To>{' '}
            {say(NOTICE_STATES[notice.state])}，{w.noticeThrough} <DayText day={notice.through} />
          </p>
        </section>
      )}
      {evaluations.length > 0 && (
        <section>
          <h2>{w.evaluations}</h2>
          <RowTable
            name="project.evaluations"
            caption={w.evaluations}
            rows={evaluations.map((one, place) => ({ ...one, place }))}
            rowKey={({ place }) => String(place)}
            columns={[
              { key: 'evaluator', title: w.evaluator, heads: true, cell: ({ evaluator }) => evaluator },
              { key: 'score', title: w.score, end: true, cell: ({ score }) => score },
              { key: 'on', title: w.on, cell: ({ on }) => <DayText day={on} /> },
              { key: 'found', title: w.found, cell: ({ found }) => found },
              {
                key: 'evidence',
                title: w.evidence,
                cell: ({ evidence, evaluator }) => <EvidenceLink sha256={evidence} of={evaluator} />,
              },
            ]}
          />
        </section>
      )}
      <section>
        <h2>{w.duties}</h2>
        {duties.length === 0 ? (
          <p className="hint">{w.noDuties}</p>
        ) : (
          <RowTable
            name="project.duties"
            caption={w.duties}
            rows={duties}
            rowKey={({ id }) => id}
            columns={[
              { key: 'name', title: w.dutyName, heads: true, cell: ({ name }) => name },
              { key: 'kind', title: w.duty, cell: ({ kind }) => say(DUTY_KINDS[kind]) },
              { key: 'number', title: w.dutyNumber, cell: ({ number }) => number ?? '—' },
              { key: 'on', title: w.on, cell: ({ on }) => <DayText day={on} /> },
              {
                key: 'evidence',
                title: w.evidence,
                cell: ({ evidence, name }) => <EvidenceLink sha256={evidence} of={name} />,
              },
            ]}
          />
        )}
      </section>
    </>
  )
}
