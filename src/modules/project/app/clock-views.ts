import { workdaysBetween } from '#kernel/calendar'
import { type Day, dayOfInstant, daysBetween } from '#kernel/day'
import type { Clock, Contract, Deposit, Milestone, ProjectDetail } from '../contract/index.ts'
import { type ClockStanding, type ConfirmedClock, clockOn, clocksOf, heldOn } from '../domain/clocks.ts'
import { type ClockFact, STATUTORY_CLOCKS, type StatutoryClock } from '../domain/statute.ts'

type Facts = Pick<ProjectDetail, 'schemes' | 'tenders'> & { readonly contract: Contract | undefined }

const dayAt = (instant: string): Day => dayOfInstant(Date.parse(instant))

/** 期限 Those of the procurement once, those of a milestone for each, and what the contract itself says of it. */
export function clockViews(facts: Facts, confirmed: readonly ConfirmedClock[], today: Day): Clock[] {
  const [tender] = facts.tenders
  const approved = facts.schemes.filter(({ approvedAt }) => approvedAt !== undefined).at(-1)
  if (tender === undefined) return []
  const days = factsOf(facts, today)
  const once = clocksOf(days, approved?.way, confirmed, today).filter(
    ({ from }) => !PER_MILESTONE.includes(from),
  )
  return [
    ...once.map((clock) => clockView(clock, clock, { from: clock.begins, doneOn: clock.done })),
    ...(facts.contract?.milestones ?? []).flatMap((m) => [
      dueClock(m, today),
      ...milestoneClocks(m, lastPaid(facts.contract, m), confirmed, today),
    ]),
    ...(facts.contract?.deposits ?? []).flatMap((deposit) => depositClocks(deposit, confirmed, today)),
  ]
}

const PER_MILESTONE: readonly ClockFact[] = ['delivered', 'inspected', 'paid', 'deposit-due']

function factsOf({ tenders, contract }: Facts, today: Day): ReadonlyMap<ClockFact, Day> {
  const [tender] = tenders
  const first = contract?.versions.find(({ approved }) => approved === true)
  const award = tender?.award
  const known: readonly (readonly [ClockFact, Day | undefined])[] = [
    ['announced', tender?.publishedOn],
    ['opens', tender && dayAt(tender.opensAt)],
    ['opened', tender?.openedAt === undefined ? undefined : dayAt(tender.openedAt)],
    ['awarded', award?.decidedOn],
    ['award-published', award?.publicFrom],
    ['signed', first?.signedOn],
    ['contract-public', contract?.published?.on],
  ]
  return new Map(
    known.flatMap(([fact, on]) => (on === undefined || (fact !== 'opens' && on > today) ? [] : [[fact, on]])),
  )
}

type Span = { readonly from: Day | undefined; readonly doneOn: Day | undefined }

const clockView = (
  clock: Pick<Clock, 'code' | 'zh' | 'en' | 'amount' | 'unit' | 'bound' | 'source' | 'certain'>,
  { state, until, left }: ClockStanding,
  { from, doneOn }: Span,
): Clock => ({
  code: clock.code,
  zh: clock.zh,
  en: clock.en,
  amount: clock.amount,
  unit: clock.unit,
  bound: clock.bound,
  source: clock.source,
  certain: clock.certain,
  state,
  ...(from === undefined ? {} : { from }),
  ...(until === undefined ? {} : { until }),
  ...(doneOn === undefined ? {} : { doneOn }),
  ...(left === undefined ? {} : { left }),
})

/** The contract's own day: certain, and no law. */
function dueClock(m: Milestone, today: Day): Clock {
  const at = m.deliveredOn ?? today
  const late = at > m.dueOn
  const [open, done] = late ? (['overdue', 'late'] as const) : (['running', 'met'] as const)
  const worked = late ? workdaysBetween(m.dueOn, at) : workdaysBetween(at, m.dueOn)
  const span = worked ?? Math.abs(daysBetween(at, m.dueOn))
  return {
    code: `milestone-${m.place}`,
    zh: `里程碑 ${m.place}“${m.name}”交付`,
    en: `Delivery of milestone ${m.place}`,
    amount: 0,
    // Beyond the calendar that is out, days are counted as they are.
    unit: worked === undefined ? 'days' : 'workdays',
    bound: 'at-most',
    source: '合同',
    certain: true,
    state: m.deliveredOn === undefined ? open : done,
    until: m.dueOn,
    ...(m.deliveredOn === undefined ? {} : { doneOn: m.deliveredOn }),
    left: late ? -span : span,
  }
}

function milestoneClocks(
  m: Milestone,
  paidOn: Day | undefined,
  confirmed: readonly ConfirmedClock[],
  today: Day,
): readonly Clock[] {
  const accepted = m.state === 'accepted' ? m.inspectedOn : undefined
  const spans: Readonly<Record<string, Span>> = {
    acceptance: { from: m.deliveredOn, doneOn: m.inspectedOn },
    payment: { from: accepted, doneOn: paidOn },
  }
  return STATUTORY_CLOCKS.flatMap((clock: StatutoryClock) => {
    const span = spans[clock.code]
    const held = heldOn(clock, confirmed, span?.from ?? today)
    if (span?.from === undefined || held === undefined) return []
    const named = {
      ...held,
      code: `${held.code}-${m.place}`,
      zh: `里程碑 ${m.place}${held.zh}`,
      en: `Milestone ${m.place}: ${held.en}`,
    }
    return [clockView(named, clockOn(held, span.from, span.doneOn, today), span)]
  })
}

/**
 * Until the contract's day a deposit is held; from then on it has to go back, within the law's days where one names them, at
 * once where none does.
 */
function depositClocks(
  { id, kind, dueBackOn, returned }: Deposit,
  confirmed: readonly ConfirmedClock[],
  today: Day,
): readonly Clock[] {
  const clock = STATUTORY_CLOCKS.find(({ code }) => code === `${kind}-return`)
  if (clock === undefined) return []
  const held = heldOn(clock, confirmed, dueBackOn) ?? {
    ...clock,
    amount: 0,
    unit: 'days' as const,
    source: '合同',
    certain: true,
  }
  const named = { ...held, code: `${clock.code}-${id}` }
  return [
    clockView(named, clockOn(held, dueBackOn, returned?.on, today), {
      from: dueBackOn,
      doneOn: returned?.on,
    }),
  ]
}

/** The day of its last voucher, once it was paid whole; what came back later makes nobody late. */
const lastPaid = (contract: Contract | undefined, m: Milestone): Day | undefined => {
  const payments = (contract?.payments ?? []).filter(({ place }) => place === m.place)
  return payments.reduce((sum, { amount }) => sum + BigInt(amount), 0n) === BigInt(m.amount)
    ? payments
        .map(({ paidOn }) => paidOn)
        .sort()
        .at(-1)
    : undefined
}
