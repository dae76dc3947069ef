import { Form, Input } from 'antd'
import {
  endNotice,
  listApplications,
  listNotices,
  listRounds,
  type NoticeView,
  publishNotice,
  raiseObjection,
} from '#contract/subsidy'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { usePages, useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { RowTable } from '#web/ui/DataTable.tsx'
import { DayText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Loaded, ProblemNote } from '#web/ui/Loaded.tsx'
import { Money } from '#web/ui/Money.tsx'
import { PageBar } from '#web/ui/PageBar.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useWords } from '#web/ui/words.ts'
import './subsidy.css'
import { subsidyWords } from './subsidy-words.ts'

const changes = [listNotices, listApplications, listRounds]

function PublishForm() {
  const w = useWords(subsidyWords)
  const { slug: etown } = useTown()
  const act = useAct(
    ({ round }: { round: string }, { key }) =>
      ask(publishNotice, { etown, params: { round }, body: {}, key }),
    { changes },
  )
  return (
    <Loaded query={useRead(listRounds, { etown, query: { limit: '200' } })}>
      {({ items }) => (
        <ActForm<{ round: string }>
          name="publish"
          labels={{ round: w.round }}
          step={act.step}
          onSubmit={act.run}
        >
          <p className="hint">{w.publishHint}</p>
          <Form.Item name="round" label={w.round} rules={[{ required: true, message: w.fill(w.round) }]}>
            <Choice
              empty={w.choose}
              options={items.map(({ id, schemeName, name }) => ({
                value: id,
                label: `${schemeName} · ${name}`,
              }))}
            />
          </Form.Item>
          <SubmitButton act={act}>{w.publish}</SubmitButton>
        </ActForm>
      )}
    </Loaded>
  )
}

function ObjectForm({ notice }: { readonly notice: NoticeView }) {
  const w = useWords(subsidyWords)
  const { slug: etown } = useTown()
  const act = useAct(
    (body: { application: string; said: string }, { key }) =>
      ask(raiseObjection, { etown, params: { notice: notice.id }, body, key }),
    { changes },
  )
  return (
    <ActForm<{ application: string; said: string }>
      name={`object-${notice.id}`}
      labels={{ application: w.number, said: w.said }}
      step={act.step}
      onSubmit={act.run}
    >
      <Form.Item name="application" label={w.number} rules={[{ required: true, message: w.fill(w.number) }]}>
        <Choice
          empty={w.choose}
          options={notice.entries.map(({ application, number, name }) => ({
            value: application,
            label: `${number} ${name}`,
          }))}
        />
      </Form.Item>
      <Form.Item
        name="said"
        label={w.said}
        rules={[{ required: true, whitespace: true, message: w.fill(w.said) }]}
      >
        <Input.TextArea rows={3} maxLength={500} />
      </Form.Item>
      <SubmitButton act={act}>{w.object}</SubmitButton>
    </ActForm>
  )
}

function EndButton({ notice }: { readonly notice: NoticeView }) {
  const w = useWords(subsidyWords)
  const { slug: etown } = useTown()
  const act = useAct(
    (id: string, { key }) => ask(endNotice, { etown, params: { notice: id }, body: {}, key }),
    {
      changes,
    },
  )
  return (
    <>
      {act.step.at === 'refused' && <ProblemNote error={act.step.problem} />}
      <SubmitButton act={act} onPress={() => act.run(notice.id)}>
        {w.end}
      </SubmitButton>
    </>
  )
}

function Notice({ notice }: { readonly notice: NoticeView }) {
  const w = useWords(subsidyWords)
  const { may } = useTown()
  const { state, isOver } = notice
  const handles = may.includes('subsidy.review') && state === 'running'
  return (
    <section aria-labelledby={`notice-${notice.id}`}>
      <h2 id={`notice-${notice.id}`}>{`${notice.schemeName} · ${notice.roundName} · ${notice.id}`}</h2>
      <p>
        <StateTag tone={state === 'running' ? (isOver ? 'good' : 'wait') : 'quiet'}>
          {state === 'running' && isOver ? w.over : w[state]}
        </StateTag>{' '}
        {w.from} <DayText day={notice.publishedOn} /> · {w.until} <DayText day={notice.lastDay} /> ·{' '}
        {w.workingDays(notice.workingDays)}
        {notice.reason !== undefined && `（${notice.reason}）`}
      </p>
      <RowTable
        name="subsidy.notice"
        caption={`${w.notices} ${notice.id}`}
        rows={notice.entries}
        rowKey={(entry) => entry.application}
        columns={[
          { key: 'name', title: w.party, heads: true, cell: (entry) => `${entry.name} · ${entry.project}` },
          { key: 'number', title: w.number, cell: (entry) => entry.number },
          { key: 'amount', title: w.amount, end: true, cell: (entry) => <Money fen={entry.amountFen} /> },
          { key: 'why', title: w.why, cell: (entry) => entry.why },
        ]}
      />
      {handles && isOver && <EndButton notice={notice} />}
      {handles && (
        <Unfold label={w.object}>
          <ObjectForm notice={notice} />
        </Unfold>
      )}
    </section>
  )
}

/** 奖补公示 */
export function Page() {
  const w = useWords(subsidyWords)
  const { slug: etown, may } = useTown()
  const pages = usePages(listNotices, { etown })
  return (
    <div className="subsidy">
      <PageHead title={w.notices} lead={w.noticesLead} />
      {may.includes('subsidy.review') && (
        <Unfold label={w.publish}>
          <PublishForm />
        </Unfold>
      )}
      <Loaded query={pages.query}>
        {({ items, total }) =>
          total === 0 ? (
            <EmptyState title={w.noticesEmpty} next={w.noticesEmptyNext} />
          ) : (
            <>
              {items.map((notice) => (
                <Notice key={notice.id} notice={notice} />
              ))}
              <PageBar pages={pages} total={total} />
            </>
          )
        }
      </Loaded>
    </div>
  )
}
