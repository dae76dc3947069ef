import { Form, Input, Radio } from 'antd'
import {
  type ApplicationDetail,
  type ApplicationEvent,
  type ApplicationState,
  checkApplication,
  decideApplication,
  EVENT_NAMES,
  getApplication,
  listApplications,
  payApplication,
  reviewApplication,
} from '#contract/subsidy'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { subsidyWords } from './subsidy-words.ts'
import { fenTyped } from './yuan.ts'

type Offer = { readonly may: string; readonly events: readonly DeskEvent[] }
type DeskEvent = Exclude<ApplicationEvent, 'submit' | 'withdraw' | 'appeal' | 'publish' | 'object' | 'lapse'>

/** What the desk may do in a state, and whose it is. */
const OFFERS: Readonly<Partial<Record<ApplicationState, Offer>>> = {
  submitted: { may: 'subsidy.review', events: ['recommend', 'return', 'refuse'] },
  recommended: { may: 'subsidy.check', events: ['check', 'send-back'] },
  checked: { may: 'subsidy.check', events: ['send-back'] },
  objected: { may: 'subsidy.decide', events: ['dismiss', 'uphold'] },
  elapsed: { may: 'subsidy.decide', events: ['decide'] },
  appealed: { may: 'subsidy.decide', events: ['reopen', 'reject'] },
  decided: { may: 'subsidy.pay', events: ['instruct'] },
  instructed: { may: 'subsidy.pay', events: ['pay'] },
  paid: { may: 'subsidy.pay', events: ['close', 'recover'] },
}

type Values = {
  readonly event: DeskEvent
  readonly reason?: string
  readonly amountFen?: string
  readonly voucher?: string
  readonly score?: string
}

type Sending = { readonly etown: string; readonly application: ApplicationDetail; readonly key: string }

/** Each event by its own endpoint. */
function send(
  { event, reason = '', amountFen, voucher = '', score }: Values,
  { etown, application, key }: Sending,
) {
  const params = { application: application.id }
  const seen = application.version
  const fen = fenTyped(amountFen)
  switch (event) {
    case 'recommend':
    case 'return':
    case 'refuse': {
      const more = {
        ...(fen === undefined ? {} : { amountFen: fen }),
        ...(score === undefined || score === '' ? {} : { score: Number(score) }),
      }
      return ask(reviewApplication, { etown, params, body: { event, reason, seen, ...more }, key })
    }
    case 'check':
    case 'send-back':
      return ask(checkApplication, { etown, params, body: { event, reason, seen }, key })
    case 'dismiss':
    case 'uphold':
    case 'decide':
    case 'reopen':
    case 'reject':
      return ask(decideApplication, { etown, params, body: { event, reason, seen }, key })
    case 'instruct':
      return ask(payApplication, { etown, params, body: { event, seen }, key })
    case 'pay':
      return ask(payApplication, { etown, params, body: { event, voucher, seen }, key })
    case 'recover':
      return ask(payApplication, { etown, params, body: { event, amountFen: fen ?? '0', reason, seen }, key })
    case 'close':
      return ask(payApplication, { etown, params, body: { event, reason, seen }, key })
  }
}

function Fields({ event }: { readonly event: DeskEvent | undefined }) {
  const w = useWords(subsidyWords)
  const needed = (label: string) => [{ required: true, whitespace: true, message: w.fill(label) }]
  return (
    <>
      {(event === 'recommend' || event === 'recover') && (
        <Form.Item name="amountFen" label={w.amountYuan}>
          <Input inputMode="decimal" autoComplete="off" />
        </Form.Item>
      )}
      {event === 'recommend' && (
        <Form.Item name="score" label={w.score}>
          <Input inputMode="numeric" autoComplete="off" />
        </Form.Item>
      )}
      {event === 'pay' && (
        <Form.Item name="voucher" label={w.voucher} rules={needed(w.voucher)}>
          <Input maxLength={60} autoComplete="off" />
        </Form.Item>
      )}
      {event !== 'pay' && event !== 'instruct' && (
        <Form.Item name="reason" label={w.reason} rules={needed(w.reason)}>
          <Input.TextArea rows={3} maxLength={500} />
        </Form.Item>
      )}
    </>
  )
}

/** 办理 What this person may do next, with the reason. */
export function DeskForm({ application }: { readonly application: ApplicationDetail }) {
  const w = useWords(subsidyWords)
  const say = useBoth()
  const { slug: etown, may } = useTown()
  const act = useAct((values: Values, { key }) => send(values, { etown, application, key }), {
    changes: [getApplication, listApplications],
  })
  const offer = OFFERS[application.state]
  if (offer === undefined || !may.includes(offer.may)) return null
  const [first] = offer.events
  return (
    <section aria-labelledby="act">
      <h2 id="act">{w.act}</h2>
      <ActForm<Values>
        name="act"
        labels={{
          event: w.decision,
          reason: w.reason,
          amountFen: w.amountYuan,
          voucher: w.voucher,
          score: w.score,
        }}
        step={act.step}
        initial={first === undefined ? {} : { event: first }}
        onSubmit={act.run}
      >
        <Form.Item name="event" label={w.decision}>
          <Radio.Group>
            {offer.events.map((event) => (
              <Radio key={event} value={event}>
                {say(EVENT_NAMES[event])}
              </Radio>
            ))}
          </Radio.Group>
        </Form.Item>
        <Form.Item noStyle dependencies={['event']}>
          {(form) => <Fields event={form.getFieldValue('event')} />}
        </Form.Item>
        <SubmitButton act={act}>{w.confirm}</SubmitButton>
      </ActForm>
    </section>
  )
}
