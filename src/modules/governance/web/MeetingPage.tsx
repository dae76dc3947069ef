import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import {
  bringPaper,
  getMeeting,
  holdMeeting,
  listMeetings,
  listTasks,
  type MeetingDetail,
  openMinutes,
  readDesk,
  readOrganisation,
  TASK_STATES,
} from '#contract/governance'
import type { Day } from '#kernel/day'
import { type Sending, useAct } from '#web/act.ts'
import { addressOf, ask } from '#web/ask.ts'
import { useParam, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { DateField } from '#web/ui/DateField.tsx'
import { DayText } from '#web/ui/DayText.tsx'
import { FactList } from '#web/ui/FactList.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { PaperField } from '#web/ui/PaperField.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { To } from '#web/ui/To.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { governanceWords, TASK_TONES } from './governance-words.ts'
import { bring } from './TaskPage.tsx'

/** 一次会议 */
export function Page() {
  const { slug: etown } = useTown()
  const meeting = useParam('meeting')
  const query = useRead(getMeeting, { etown, params: { meeting } })
  return (
    <Loaded query={query} lines={8}>
      {(detail) => <Detail detail={detail} />}
    </Loaded>
  )
}

function Detail({ detail }: { readonly detail: MeetingDetail }) {
  const w = useWords(governanceWords)
  const { slug: etown, may } = useTown()
  const { heldOn } = detail
  return (
    <>
      <PageHead
        title={detail.title}
        lead={
          <StateTag tone={heldOn === undefined ? 'wait' : 'good'}>
            {heldOn === undefined ? w.notHeld : w.held}
          </StateTag>
        }
      />
      <FactList
        facts={[
          [
            heldOn === undefined ? w.plannedOn : w.heldOn,
            <DayText key="on" day={heldOn ?? detail.plannedOn} />,
          ],
          [w.place, detail.place],
          [w.attended, detail.attended],
          [
            w.minutes,
            detail.minutes && (
              <a
                key="minutes"
                href={addressOf(openMinutes, { etown, params: { meeting: detail.id } })}
                target="_blank"
                rel="noreferrer"
              >
                {w.openMinutes}
              </a>
            ),
          ],
        ]}
      />
      <section>
        <h2>{w.agendaShort}</h2>
        <ol>
          {detail.agenda.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ol>
      </section>
      {heldOn !== undefined && <Decided detail={detail} />}
      {heldOn === undefined && may.includes('governance.meet') && (
        <Unfold label={w.record}>
          <HoldForm detail={detail} />
        </Unfold>
      )}
    </>
  )
}

function Decided({ detail }: { readonly detail: MeetingDetail }) {
  const w = useWords(governanceWords)
  const say = useBoth()
  const { slug } = useTown()
  return (
    <section>
      <h2>{w.decisions}</h2>
      <ol>
        {detail.decided.map(({ number, text, task }) => (
          <li key={number}>
            {text}
            {task !== undefined && (
              <p>
                <StateTag tone={TASK_TONES[task.state]}>{say(TASK_STATES[task.state])}</StateTag>{' '}
                <To href={`/e/${slug}/governance/tasks/${task.id}`}>{task.ownerName}</To>{' '}
                <DayText day={task.dueOn} />
              </p>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

type Values = { readonly heldOn: Day; readonly attended: string } & Readonly<Record<string, string>>

/** As many decisions as are wanted; each may become a task of one body. */
function HoldForm({ detail }: { readonly detail: MeetingDetail }) {
  const w = useWords(governanceWords)
  const { slug: etown } = useTown()
  const [file, setFile] = useState<File>()
  const [count, setCount] = useState(1)
  const places = Array.from({ length: count }, (_, i) => i)
  const act = useAct(
    async ({ values, paper }: { readonly values: Values; readonly paper: File }, sending: Sending) => {
      const minutes = await bring(etown, paper, sending)
      const decisions = places.flatMap((i) => {
        const text = values[`text${i}`]?.trim()
        const owner = values[`owner${i}`]
        if (!text) return []
        return [{ text, ...(owner ? { task: { owner, days: Number(values[`days${i}`] ?? '10') } } : {}) }]
      })
      const body = { heldOn: values.heldOn, attended: values.attended, minutes, decisions }
      return ask(holdMeeting, { etown, params: { meeting: detail.id }, body, key: sending.key })
    },
    { changes: [getMeeting, listMeetings, listTasks, readOrganisation, readDesk] },
  )
  const required = (what: string) => [{ required: true, message: w.fill(what) }]
  const bodies = detail.bodies.map(({ code, name }) => ({ value: code, label: name }))
  return (
    <ActForm<Values>
      name="hold"
      labels={{ heldOn: w.heldOn, attended: w.attended }}
      step={act.step}
      onSubmit={(values) => file && act.run({ values, paper: file })}
    >
      <Form.Item name="heldOn" label={w.heldOn} rules={required(w.heldOn)}>
        <DateField />
      </Form.Item>
      <Form.Item name="attended" label={w.attended} rules={required(w.attended)}>
        <Input.TextArea rows={2} maxLength={2000} />
      </Form.Item>
      {places.map((i) => (
        <fieldset key={i}>
          <legend>{w.decisionText(i + 1)}</legend>
          <Form.Item
            name={`text${i}`}
            label={w.decisionText(i + 1)}
            rules={i === 0 ? required(w.decisionText(1)) : []}
          >
            <Input.TextArea rows={2} maxLength={2000} />
          </Form.Item>
          <Form.Item name={`owner${i}`} label={w.owner}>
            <Choice empty={w.noTask} options={bodies} />
          </Form.Item>
          <Form.Item
            name={`days${i}`}
            label={w.days}
            initialValue="10"
            rules={[{ pattern: /^[1-9]\d{0,2}$/, message: w.daysForm }]}
          >
            <Input inputMode="numeric" maxLength={3} />
          </Form.Item>
        </fieldset>
      ))}
      <p>
        <Button onClick={() => setCount(count + 1)}>{w.addDecision}</Button>
      </p>
      <PaperField to={bringPaper} label={w.minutes} file={file} onFile={setFile} />
      <SubmitButton act={act} disabled={file === undefined}>
        {w.record}
      </SubmitButton>
    </ActForm>
  )
}
