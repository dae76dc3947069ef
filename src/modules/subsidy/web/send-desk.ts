import { bringEvidence } from '#contract/fund'
import {
  type ApplicationDetail,
  amendAward,
  checkApplication,
  decideApplication,
  payApplication,
  raiseObjection,
  reviewApplication,
} from '#contract/subsidy'
import type { Day } from '#kernel/day'
import type { Sending } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { bringTo } from '#web/bring.ts'
import type { DeskEvent } from './desk-events.ts'
import { fenTyped } from './yuan.ts'

export const bringPaper = bringTo(bringEvidence)

/** What the desk's form holds; which of it an event sends is told below. */
export type DeskValues = {
  readonly event: DeskEvent
  readonly reason?: string
  readonly amountFen?: string
  readonly score?: string
  readonly receivedOn?: Day
  readonly from?: string
  readonly paidOn?: Day
  /** Voucher numbers by allotment. */
  readonly vouchers?: Readonly<Record<string, string | undefined>>
  /** Signed papers: by allotment, or `file`. */
  readonly papers: ReadonlyMap<string, File>
}

type Sent = { readonly etown: string; readonly application: ApplicationDetail }

/** Whether the papers an event rests on are there. */
export function papersNeeded(event: DeskEvent, { payment }: ApplicationDetail): readonly string[] {
  if (event === 'amend' || event === 'recover') return ['file']
  if (event !== 'pay') return []
  return (payment?.allotments ?? []).filter(({ committedFen }) => committedFen !== '0').map(({ id }) => id)
}

/** 办理 Each event by its own endpoint, its papers first. */
export async function sendDesk(values: DeskValues, { etown, application }: Sent, sending: Sending) {
  const { event, reason = '', papers } = values
  const { key } = sending
  const to = { etown, params: { application: application.id }, key }
  const seen = application.version
  const fen = fenTyped(values.amountFen)
  const paper = async (name: string): Promise<string> => {
    const file = papers.get(name)
    if (file === undefined) throw new Error(`no paper for ${name}`)
    return bringPaper(etown, file, sending, name)
  }
  switch (event) {
    case 'recommend':
    case 'return':
    case 'refuse': {
      const more = {
        ...(fen === undefined ? {} : { amountFen: fen }),
        ...(values.score === undefined || values.score === '' ? {} : { score: Number(values.score) }),
      }
      return ask(reviewApplication, { ...to, body: { event, reason, seen, ...more } })
    }
    case 'check':
    case 'send-back':
      return ask(checkApplication, { ...to, body: { event, reason, seen } })
    case 'amend':
      return ask(amendAward, {
        ...to,
        body: { amountFen: fen ?? '0', reason, evidence: await paper('file'), seen },
      })
    case 'object': {
      const { receivedOn, from = '' } = values
      if (receivedOn === undefined) throw new Error('the form did not ask for the day')
      return ask(raiseObjection, { ...to, body: { receivedOn, from, said: reason, seen } })
    }
    case 'instruct':
      return ask(payApplication, { ...to, body: { event, seen } })
    case 'pay': {
      const { paidOn } = values
      if (paidOn === undefined) throw new Error('the form did not ask for the day')
      const vouchers = []
      for (const allotment of papersNeeded('pay', application))
        vouchers.push({
          allotment,
          voucherNo: values.vouchers?.[allotment] ?? '',
          evidence: await paper(allotment),
        })
      return ask(payApplication, { ...to, body: { event, paidOn, vouchers, seen } })
    }
    case 'recover':
      return ask(payApplication, {
        ...to,
        body: { event, amountFen: fen ?? '0', reason, evidence: await paper('file'), seen },
      })
    case 'close':
    case 'serve':
      return ask(payApplication, { ...to, body: { event, reason, seen } })
    default:
      return ask(decideApplication, { ...to, body: { event, reason, seen } })
  }
}
