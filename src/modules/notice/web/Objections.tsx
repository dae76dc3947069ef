import { Form, Input } from 'antd'
import { answerObjection, enterObjection, getNotice, listNotices, type NoticeDetail } from '#contract/notice'
import type { Day } from '#kernel/day'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { DateField } from '#web/ui/DateField.tsx'
import { DayText } from '#web/ui/DayText.tsx'
import { FactList } from '#web/ui/FactList.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useWords } from '#web/ui/words.ts'
import { noticeWords } from './notice-words.ts'

const CHANGES = [getNotice, listNotices]
type Objection = NoticeDetail['objections'][number]

/** 异议 Received, answered by somebody who did not publish, and in the way until settled. */
export function Objections({ detail }: { readonly detail: NoticeDetail }) {
  const w = useWords(noticeWords)
  const { may } = useTown()
  return (
    <section>
      <h2>{w.objections}</h2>
      {detail.objections.length === 0 && <p className="hint">{w.noObjections}</p>}
      {detail.objections.map((objection) => (
        <One key={objection.id} objection={objection} />
      ))}
      {detail.state !== 'withdrawn' && may.includes('notice.object') && (
        <Unfold label={w.enter}>
          <EnterForm key={detail.objections.length} notice={detail.id} />
        </Unfold>
      )}
    </section>
  )
}

function One({ objection }: { readonly objection: Objection }) {
  const w = useWords(noticeWords)
  const { may } = useTown()
  const { upheld } = objection
  const verdict = upheld === undefined ? w.open : upheld ? w.upheld : w.dismissed
  return (
    <div>
      <StateTag tone={upheld === undefined ? 'wait' : upheld ? 'warn' : 'good'}>{verdict}</StateTag>
      <FactList
        facts={[
          [w.receivedOn, <DayText key="day" day={objection.receivedOn} />],
          [w.editions, w.edition(objection.edition)],
          [w.text, objection.text],
          [w.answer, objection.answer],
        ]}
      />
      {upheld === undefined && may.includes('notice.answer') && <AnswerForm objection={objection.id} />}
    </div>
  )
}

type Entered = { readonly receivedOn: Day; readonly from: string; readonly text: string }

function EnterForm({ notice }: { readonly notice: string }) {
  const w = useWords(noticeWords)
  const { slug: etown } = useTown()
  const act = useAct(
    (body: Entered, { key }) => ask(enterObjection, { etown, params: { notice }, body, key }),
    {
      changes: CHANGES,
    },
  )
  const required = (what: string) => [{ required: true, message: w.fill(what) }]
  return (
    <ActForm<Entered>
      name="objection"
      labels={{ receivedOn: w.receivedOn, from: w.from, text: w.text }}
      step={act.step}
      onSubmit={act.run}
    >
      <Form.Item name="receivedOn" label={w.receivedOn} rules={required(w.receivedOn)}>
        <DateField />
      </Form.Item>
      <Form.Item name="from" label={w.from} rules={required(w.from)}>
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      <Form.Item name="text" label={w.text} rules={required(w.text)}>
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
      <SubmitButton act={act}>{w.enter}</SubmitButton>
    </ActForm>
  )
}

type Answered = { readonly verdict: string; readonly answer: string }

function AnswerForm({ objection }: { readonly objection: string }) {
  const w = useWords(noticeWords)
  const { slug: etown } = useTown()
  const act = useAct(
    ({ verdict, answer }: Answered, { key }) =>
      ask(answerObjection, {
        etown,
        params: { objection },
        body: { upheld: verdict === 'upheld', answer },
        key,
      }),
    { changes: CHANGES },
  )
  return (
    <ActForm<Answered>
      name={`answer-${objection}`}
      labels={{ verdict: w.verdict, answer: w.answer }}
      step={act.step}
      initial={{ verdict: 'dismissed' }}
      onSubmit={act.run}
    >
      <Form.Item name="verdict" label={w.verdict}>
        <Choice
          options={[
            { value: 'dismissed', label: w.dismissed },
            { value: 'upheld', label: w.upheld },
          ]}
        />
      </Form.Item>
      <Form.Item name="answer" label={w.answer} rules={[{ required: true, message: w.fill(w.answer) }]}>
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
      <SubmitButton act={act}>{w.doAnswer}</SubmitButton>
    </ActForm>
  )
}
