import { Form, Input, Radio } from 'antd'
import { useState } from 'react'
import { bringEvidence } from '#contract/fund'
import { type ApplicationDetail, EVENT_NAMES, getApplication, listApplications } from '#contract/subsidy'
import { useAct } from '#web/act.ts'
import { useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { DateField, useDayRule } from '#web/ui/DateField.tsx'
import { Money } from '#web/ui/Money.tsx'
import { PaperField } from '#web/ui/PaperField.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { type DeskEvent, deskEvents } from './desk-events.ts'
import { type DeskValues, papersNeeded, sendDesk } from './send-desk.ts'
import { subsidyWords } from './subsidy-words.ts'

type Papers = {
  readonly papers: ReadonlyMap<string, File>
  readonly setPaper: (name: string, file: File | undefined) => void
}
type Props = { readonly application: ApplicationDetail }

const useNeeded = () => {
  const w = useWords(subsidyWords)
  return (label: string) => [{ required: true, whitespace: true, message: w.fill(label) }]
}

function DayItem({ name, label }: { readonly name: string; readonly label: string }) {
  const needed = useNeeded()
  const dayRule = useDayRule()
  return (
    <Form.Item name={name} label={label} rules={[...needed(label), dayRule]}>
      <DateField />
    </Form.Item>
  )
}

/** 凭证 One for each allotment that is still to be paid. */
function Vouchers({ application, papers, setPaper }: Props & Papers) {
  const w = useWords(subsidyWords)
  const needed = useNeeded()
  const open = (application.payment?.allotments ?? []).filter(({ committedFen }) => committedFen !== '0')
  return (
    <>
      <DayItem name="paidOn" label={w.paidOn} />
      {open.map(({ id, source, committedFen }) => (
        <fieldset key={id}>
          <legend>
            {source} <Money fen={committedFen} />
          </legend>
          <Form.Item name={['vouchers', id]} label={w.voucher} rules={needed(w.voucher)}>
            <Input maxLength={60} autoComplete="off" />
          </Form.Item>
          <PaperField
            to={bringEvidence}
            label={w.voucherPaper}
            file={papers.get(id)}
            onFile={(file) => setPaper(id, file)}
          />
        </fieldset>
      ))}
    </>
  )
}

const WITH_AMOUNT: ReadonlySet<DeskEvent> = new Set(['recommend', 'recover', 'amend'])
const WITHOUT_REASON: ReadonlySet<DeskEvent> = new Set(['pay', 'instruct'])

function Fields({ event, application, papers, setPaper }: Props & Papers & { readonly event: DeskEvent }) {
  const w = useWords(subsidyWords)
  const needed = useNeeded()
  const hint = w.hints[event]
  return (
    <>
      {hint !== undefined && <p className="hint">{hint}</p>}
      {WITH_AMOUNT.has(event) && (
        <Form.Item
          name="amountFen"
          label={event === 'recommend' ? w.recommendYuan : w.amountYuan}
          rules={event === 'recommend' ? [] : needed(w.amountYuan)}
        >
          <Input inputMode="decimal" autoComplete="off" />
        </Form.Item>
      )}
      {event === 'recommend' && (
        <Form.Item name="score" label={w.score}>
          <Input inputMode="numeric" autoComplete="off" />
        </Form.Item>
      )}
      {event === 'object' && (
        <>
          <DayItem name="receivedOn" label={w.receivedOn} />
          <Form.Item name="from" label={w.from} rules={needed(w.from)}>
            <Input maxLength={200} autoComplete="off" />
          </Form.Item>
        </>
      )}
      {event === 'pay' && <Vouchers application={application} papers={papers} setPaper={setPaper} />}
      {!WITHOUT_REASON.has(event) && (
        <Form.Item
          name="reason"
          label={event === 'object' ? w.said : w.reason}
          rules={needed(event === 'object' ? w.said : w.reason)}
        >
          <Input.TextArea rows={3} maxLength={200} />
        </Form.Item>
      )}
      {(event === 'amend' || event === 'recover') && (
        <PaperField
          to={bringEvidence}
          label={event === 'amend' ? w.signedList : w.recoveryPaper}
          file={papers.get('file')}
          onFile={(file) => setPaper('file', file)}
        />
      )}
    </>
  )
}

/** 办理 What this person may do next, with the reason. */
export function DeskForm({ application }: Props) {
  const w = useWords(subsidyWords)
  const say = useBoth()
  const { slug: etown, may } = useTown()
  const [papers, setPapers] = useState<ReadonlyMap<string, File>>(new Map())
  const act = useAct((values: DeskValues, sending) => sendDesk(values, { etown, application }, sending), {
    changes: [getApplication, listApplications],
  })
  const events = deskEvents(application, may)
  const [first] = events
  const [turned, setTurned] = useState<DeskEvent>()
  const event = turned ?? first
  if (first === undefined || event === undefined) return null
  const setPaper = (name: string, file: File | undefined) => {
    const next = new Map(papers)
    if (file === undefined) next.delete(name)
    else next.set(name, file)
    setPapers(next)
  }
  const lacks = papersNeeded(event, application).some((name) => !papers.has(name))
  return (
    <section aria-labelledby="act">
      <h2 id="act">{w.act}</h2>
      <ActForm<Omit<DeskValues, 'papers'>>
        name="act"
        labels={{
          event: w.decision,
          reason: w.reason,
          amountFen: w.amountYuan,
          score: w.score,
          receivedOn: w.receivedOn,
          from: w.from,
          paidOn: w.paidOn,
          vouchers: w.voucher,
        }}
        step={act.step}
        initial={{ event: first }}
        onSubmit={(values) => act.run({ ...values, papers })}
      >
        <Form.Item name="event" label={w.decision}>
          <Radio.Group onChange={({ target }) => setTurned(target.value)}>
            {events.map((each) => (
              <Radio key={each} value={each}>
                {say(EVENT_NAMES[each])}
              </Radio>
            ))}
          </Radio.Group>
        </Form.Item>
        <Fields event={event} application={application} papers={papers} setPaper={setPaper} />
        <SubmitButton act={act} disabled={lacks}>
          {say(EVENT_NAMES[event])}
        </SubmitButton>
      </ActForm>
    </section>
  )
}
