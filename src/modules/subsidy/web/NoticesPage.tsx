import { Form, Input } from 'antd'
import { useState } from 'react'
import { bringEvidence } from '#contract/fund'
import { listNotices, NOTICE_STATES, type NoticeItem } from '#contract/notice'
import { endNotice, listApplications, listRounds, publishNotice, type RoundItem } from '#contract/subsidy'
import { type Sending, useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { usePages, useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { DayText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Loaded, ProblemNote } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { PaperField } from '#web/ui/PaperField.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { To } from '#web/ui/To.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { bringPaper } from './send-desk.ts'
import { subsidyWords } from './subsidy-words.ts'

const changes = [listNotices, listApplications, listRounds]

type Values = { readonly round: string; readonly title: string; readonly contact: string }

function PublishForm({ rounds }: { readonly rounds: readonly RoundItem[] }) {
  const w = useWords(subsidyWords)
  const { slug: etown } = useTown()
  const [file, setFile] = useState<File>()
  const act = useAct(
    async ({ round, paper, ...body }: Values & { readonly paper: File }, sending: Sending) => {
      const evidence = await bringPaper(etown, paper, sending)
      return ask(publishNotice, { etown, params: { round }, body: { ...body, evidence }, key: sending.key })
    },
    { changes },
  )
  const needed = (label: string) => [{ required: true, whitespace: true, message: w.fill(label) }]
  if (rounds.length === 0) return <p className="hint">{w.nothingToPublish}</p>
  return (
    <ActForm<Values>
      name="publish"
      labels={{ round: w.round, title: w.noticeTitle, contact: w.contact }}
      step={act.step}
      onSubmit={(values) => file && act.run({ ...values, paper: file })}
    >
      <p className="hint">{w.publishHint}</p>
      <Form.Item name="round" label={w.round} rules={needed(w.round)}>
        <Choice
          empty={w.choose}
          options={rounds.map(({ id, schemeName, name, checked }) => ({
            value: id,
            label: `${schemeName} · ${name}（${w.waiting(checked)}）`,
          }))}
        />
      </Form.Item>
      <Form.Item name="title" label={w.noticeTitle} rules={needed(w.noticeTitle)}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <Form.Item name="contact" label={w.contact} extra={w.contactHint} rules={needed(w.contact)}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <PaperField to={bringEvidence} label={w.signedList} file={file} onFile={setFile} />
      <SubmitButton act={act} disabled={file === undefined}>
        {w.publish}
      </SubmitButton>
    </ActForm>
  )
}

function Publish() {
  const w = useWords(subsidyWords)
  const { slug: etown } = useTown()
  return (
    <Unfold label={w.publish}>
      <Loaded query={useRead(listRounds, { etown, query: { limit: '200' } })}>
        {({ items }) => <PublishForm rounds={items.filter(({ checked }) => checked > 0)} />}
      </Loaded>
    </Unfold>
  )
}

/** 期满 Every application on the list goes to the decision. */
function EndButton({ notice }: { readonly notice: string }) {
  const w = useWords(subsidyWords)
  const { slug: etown } = useTown()
  const act = useAct(
    (id: string, { key }) => ask(endNotice, { etown, params: { notice: id }, body: {}, key }),
    { changes },
  )
  if (act.step.at === 'done') return <StateTag tone="good">{w.ended(act.step.answer.applications)}</StateTag>
  return (
    <>
      {act.step.at === 'refused' && <ProblemNote error={act.step.problem} />}
      <SubmitButton act={act} onPress={() => act.run(notice)}>
        {w.end}
      </SubmitButton>
    </>
  )
}

const TONES = { running: 'wait', hindered: 'warn', passed: 'good', withdrawn: 'quiet' } as const

function useColumns(): readonly Column<NoticeItem>[] {
  const w = useWords(subsidyWords)
  const say = useBoth()
  const { slug: etown, may } = useTown()
  return [
    {
      key: 'title',
      title: w.noticeTitle,
      heads: true,
      cell: ({ id, title }) => <To href={`/e/${etown}/notices/${id}`}>{title}</To>,
    },
    {
      key: 'state',
      title: w.state,
      cell: ({ state }) => <StateTag tone={TONES[state]}>{say(NOTICE_STATES[state])}</StateTag>,
    },
    { key: 'from', title: w.from1, cell: ({ publishedOn }) => <DayText day={publishedOn} /> },
    { key: 'through', title: w.through, cell: ({ runsThrough }) => <DayText day={runsThrough} /> },
    { key: 'listed', title: w.count, end: true, cell: ({ listed }) => listed },
    {
      key: 'list',
      title: w.publicPage,
      cell: ({ id }) => (
        <a href={`/notices/${etown}/${id}`} target="_blank" rel="noreferrer">
          {w.publicPage}
        </a>
      ),
    },
    ...(may.includes('subsidy.publish')
      ? [
          {
            key: 'end',
            title: w.act,
            cell: ({ id, state, origin }: NoticeItem) =>
              state === 'passed' && origin !== undefined && <EndButton notice={id} />,
          },
        ]
      : []),
  ]
}

/** 奖补公示 */
export function Page() {
  const w = useWords(subsidyWords)
  const { slug: etown, may } = useTown()
  const pages = usePages(listNotices, { etown, query: { kind: 'subsidy' } })
  return (
    <>
      <PageHead title={w.notices} lead={w.noticesLead} />
      {may.includes('subsidy.publish') && <Publish />}
      <DataTable
        name="subsidy.notices"
        caption={w.notices}
        pages={pages}
        columns={useColumns()}
        rowKey={(row) => row.id}
        empty={<EmptyState title={w.noticesEmpty} next={w.noticesEmptyNext} />}
      />
    </>
  )
}
