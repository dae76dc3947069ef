import { Form, Input } from 'antd'
import { useState } from 'react'
import {
  bringPaper,
  closeTask,
  extendTask,
  getTask,
  listTasks,
  openReport,
  readDesk,
  reportTask,
  returnTask,
  TASK_STATES,
  TASK_STEPS,
  type TaskDetail,
} from '#contract/governance'
import { clauseName } from '#contract/plan'
import { type Sending, useAct } from '#web/act.ts'
import { addressOf, ask } from '#web/ask.ts'
import { bringTo } from '#web/bring.ts'
import { useParam, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { DayText, dayText, InstantText } from '#web/ui/DayText.tsx'
import { FactList } from '#web/ui/FactList.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { PaperField } from '#web/ui/PaperField.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { To } from '#web/ui/To.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useBoth, useLanguage, useWords } from '#web/ui/words.ts'
import { governanceWords, TASK_TONES } from './governance-words.ts'

const CHANGES = [getTask, listTasks, readDesk]

/** The original goes first; sent again with the act, it is the same file. */
export const bring = bringTo(bringPaper)

/** 一项任务 */
export function Page() {
  const { slug: etown } = useTown()
  const task = useParam('task')
  const query = useRead(getTask, { etown, params: { task } })
  return (
    <Loaded query={query} lines={8}>
      {(detail) => <Detail key={detail.steps.length} detail={detail} />}
    </Loaded>
  )
}

function Detail({ detail }: { readonly detail: TaskDetail }) {
  const w = useWords(governanceWords)
  const say = useBoth()
  const { slug, may } = useTown()
  const { state, duties } = detail
  const running = state !== 'closed'
  return (
    <>
      <PageHead
        title={detail.title}
        lead={
          <StateTag tone={TASK_TONES[state]}>
            {say(TASK_STATES[state])}
            {detail.level > 0 && running && `，${w.levels[detail.level] ?? ''}`}
          </StateTag>
        }
      />
      <FactList
        facts={[
          [w.owner, detail.ownerName],
          [w.dueOn, <DayText key="due" day={detail.dueOn} />],
          [w.assignedOn, <DayText key="on" day={detail.assignedOn} />],
          [w.days, w.days_n(detail.days)],
          [w.assignedBy, detail.assignedBy],
          ...(detail.meeting === undefined
            ? []
            : ([
                [
                  w.meeting,
                  <To key="meeting" href={`/e/${slug}/governance/meetings/${detail.meeting}`}>
                    {w.openMeeting}
                  </To>,
                ],
              ] as const)),
          [
            w.duties,
            duties
              .map(
                ({ clause, document, quote }) =>
                  `${quote}（${clause === undefined ? (document ?? '') : clauseName(clause)}）`,
              )
              .join('；'),
          ],
        ]}
      />
      <Steps detail={detail} />
      {running && detail.mine && state !== 'reported' && may.includes('governance.report') && (
        <ReportForm task={detail.id} />
      )}
      {state === 'reported' && may.includes('governance.close') && (
        <>
          <SayForm task={detail.id} kind="close" />
          <SayForm task={detail.id} kind="sendBack" />
        </>
      )}
      {running && state !== 'reported' && may.includes('governance.assign') && (
        <ExtendForm task={detail.id} />
      )}
    </>
  )
}

function Steps({ detail }: { readonly detail: TaskDetail }) {
  const w = useWords(governanceWords)
  const say = useBoth()
  const [language] = useLanguage()
  const { slug: etown } = useTown()
  return (
    <section>
      <h2>{w.steps}</h2>
      {detail.steps.length === 0 && <p className="hint">{w.noSteps}</p>}
      <ol>
        {detail.steps.map((step) => (
          <li key={step.number}>
            <strong>{say(TASK_STEPS[step.kind])}</strong> {step.by} <InstantText instant={step.at} />
            <p>
              {step.text}
              {step.dueOn !== undefined && `（${w.until(dayText(step.dueOn, language))}）`}{' '}
              {step.sha256 !== undefined && (
                <a
                  href={addressOf(openReport, {
                    etown,
                    params: { task: detail.id, number: String(step.number) },
                  })}
                  target="_blank"
                  rel="noreferrer"
                >
                  {w.openPaper}
                </a>
              )}
            </p>
          </li>
        ))}
      </ol>
    </section>
  )
}

type Said = { readonly text: string }

function ReportForm({ task }: { readonly task: string }) {
  const w = useWords(governanceWords)
  const { slug: etown } = useTown()
  const [file, setFile] = useState<File>()
  const act = useAct(
    async ({ text, paper }: Said & { readonly paper: File }, sending: Sending) => {
      const evidence = await bring(etown, paper, sending)
      return ask(reportTask, { etown, params: { task }, body: { text, evidence }, key: sending.key })
    },
    { changes: CHANGES },
  )
  return (
    <Unfold label={w.report}>
      <ActForm<Said>
        name="report"
        labels={{ text: w.reportText }}
        step={act.step}
        onSubmit={(values) => file && act.run({ ...values, paper: file })}
      >
        <Form.Item
          name="text"
          label={w.reportText}
          rules={[{ required: true, message: w.fill(w.reportText) }]}
        >
          <Input.TextArea rows={3} maxLength={2000} />
        </Form.Item>
        <PaperField to={bringPaper} label={w.paper} file={file} onFile={setFile} />
        <SubmitButton act={act} disabled={file === undefined}>
          {w.report}
        </SubmitButton>
      </ActForm>
    </Unfold>
  )
}

const ACTS = { close: closeTask, sendBack: returnTask } as const

function SayForm({ task, kind }: { readonly task: string; readonly kind: keyof typeof ACTS }) {
  const w = useWords(governanceWords)
  const { slug: etown } = useTown()
  const act = useAct((body: Said, { key }) => ask(ACTS[kind], { etown, params: { task }, body, key }), {
    changes: CHANGES,
  })
  const field = kind === 'close' ? w.closeText : w.backText
  return (
    <Unfold label={w[kind]}>
      <ActForm<Said> name={kind} labels={{ text: field }} step={act.step} onSubmit={act.run}>
        <Form.Item name="text" label={field} rules={[{ required: true, message: w.fill(field) }]}>
          <Input.TextArea rows={2} maxLength={2000} />
        </Form.Item>
        <SubmitButton act={act}>{w[kind]}</SubmitButton>
      </ActForm>
    </Unfold>
  )
}

type Extended = Said & { readonly days: string }

function ExtendForm({ task }: { readonly task: string }) {
  const w = useWords(governanceWords)
  const { slug: etown } = useTown()
  const act = useAct(
    ({ text, days }: Extended, { key }) =>
      ask(extendTask, { etown, params: { task }, body: { text, days: Number(days) }, key }),
    { changes: CHANGES },
  )
  return (
    <Unfold label={w.extend}>
      <ActForm<Extended>
        name="extend"
        labels={{ text: w.extendText, days: w.extendDays }}
        step={act.step}
        initial={{ days: '5' }}
        onSubmit={act.run}
      >
        <Form.Item
          name="text"
          label={w.extendText}
          rules={[{ required: true, message: w.fill(w.extendText) }]}
        >
          <Input maxLength={2000} />
        </Form.Item>
        <Form.Item
          name="days"
          label={w.extendDays}
          rules={[{ required: true, pattern: /^[1-9]\d{0,2}$/, message: w.daysForm }]}
        >
          <Input inputMode="numeric" maxLength={3} />
        </Form.Item>
        <SubmitButton act={act}>{w.extend}</SubmitButton>
      </ActForm>
    </Unfold>
  )
}
