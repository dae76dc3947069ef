import type { PlanFile } from '#contract/plan'
import { namesOf } from '#identity'
import { dayOfInstant } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { keyIn } from '#kernel/keys'
import { maskName } from '#kernel/mask'
import { fen } from '#kernel/money'
import { pageAsked, pageOf } from '#kernel/page'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { fromFen } from '#kernel/wire'
import { noticeOn } from '#notice'
import { type PartyBrief, partiesOf } from '#party'
import { planOf } from '#plan'
import { type AnyDb, roomOf } from '../../../platform/db/house.ts'
import type { Call } from '../../../platform/http/route.ts'
import {
  type ApplicationItem,
  type Deed,
  DUTIES,
  EVENT_NAMES,
  type FactView,
  type getApplication,
  type listApplications,
  subsidyRefusals,
  WAITING,
  WITHDRAW_MINUTES,
} from '../contract/index.ts'
import { zReceiptOf, zRuleUsed } from '../contract/receipt-file.ts'
import {
  type ApplicationRow,
  applicationOf,
  type DeedRow,
  deedsOf,
  filesOf,
  pageOfApplications,
} from '../db/applications.ts'
import { overridesOf } from '../db/overrides.ts'
import { lastReceipt, type ReceiptRow, ruleKept } from '../db/receipts.ts'
import { type RoundRow, roundOf } from '../db/rounds.ts'
import type { FactGiven } from '../domain/award-receipt.ts'
import { explain, explainedIn } from '../domain/explain.ts'
import { saidFact } from '../domain/said-fact.ts'
import { moneyOf, paidOf } from './award-money.ts'
import { flagsFor } from './flags.ts'
import { declaredIn, gatherFacts, unsortedGoods } from './gather-facts.ts'
import { stateOf } from './move.ts'
import { widenableStep } from './overrides.ts'
import { instructionNumber } from './pay.ts'
import { type RoundRule, ruleOfRound } from './round-rule.ts'
import { clauseOf, factAsked, isService, trialOf } from './rounds.ts'
import { onlyParty } from './seeing.ts'

/** A farmer is a person: others see the surname. */
export const shownName = (brief: PartyBrief | undefined, open: boolean): string =>
  brief === undefined ? '—' : !open && brief.kind === 'farmer' ? maskName(brief.name) : brief.name

const amountOf = (row: ApplicationRow): bigint | null =>
  row.granted_fen ?? row.recommended_fen ?? row.requested_fen

type Named = { readonly party: string; readonly round: string; readonly scheme: string }

const itemOf = (row: ApplicationRow, named: Named): ApplicationItem => {
  const amount = amountOf(row)
  return {
    id: String(row.id),
    party: String(row.party),
    partyName: named.party,
    project: row.project,
    ...(row.registered === null ? {} : { registered: String(row.registered) }),
    round: String(row.round),
    roundName: named.round,
    schemeName: named.scheme,
    state: stateOf(row),
    version: row.version,
    ...(row.number === null ? {} : { number: row.number }),
    ...(amount === null ? {} : { amountFen: fromFen(fen(amount)) }),
    ...(row.submitted_at === null ? {} : { submittedAt: row.submitted_at.toISOString() }),
  }
}

async function roundsNamed(db: AnyDb, etown: number, ids: readonly bigint[], now: Date) {
  const rounds = new Map<bigint, RoundRow>()
  for (const id of new Set(ids)) {
    const round = await roundOf(roomOf(db, 'subsidy'), etown, id)
    if (round) rounds.set(id, round)
  }
  const plan = (await planOf(db, etown, dayOfInstant(now.getTime())))?.plan
  return (id: bigint) => {
    const round = rounds.get(id)
    const scheme = plan?.schemes?.find(({ code }) => code === round?.scheme)?.name ?? round?.scheme ?? '—'
    return { round: round?.name ?? '—', scheme }
  }
}

export async function listApplicationsIn(
  call: Call<typeof listApplications, 'subsidy'>,
): Promise<Outcome<AnswerOf<typeof listApplications>>> {
  const { db, etown, query } = call
  const page = pageAsked(query)
  const only = onlyParty(call.actor, etown.id)
  const round = query.round === undefined ? undefined : BigInt(query.round)
  const states = query.state ? [query.state] : query.waiting && WAITING[query.waiting]
  const { rows, total } = await pageOfApplications(db, etown.id, { party: only, states, round }, page)
  const parties = await partiesOf(db, etown.id, [...new Set(rows.map(({ party }) => party))])
  const named = await roundsNamed(
    db,
    etown.id,
    rows.map((row) => row.round),
    call.now,
  )
  return granted({
    total,
    ...pageOf(rows, page.limit, (row) =>
      itemOf(row, { ...named(row.round), party: shownName(parties.get(row.party), only !== undefined) }),
    ),
  })
}

/** An application somebody may see: their own, or one that has been handed in. */
export async function seenApplication(call: {
  readonly db: AnyDb
  readonly etown: { readonly id: number }
  readonly actor: Parameters<typeof onlyParty>[0]
  readonly params: { readonly application: string }
}): Promise<Outcome<ApplicationRow>> {
  const only = onlyParty(call.actor, call.etown.id)
  const row = await applicationOf(roomOf(call.db, 'subsidy'), call.etown.id, BigInt(call.params.application))
  const seen = row && (only === undefined ? row.number !== null : row.party === only)
  return row && seen ? granted(row) : refused(refusal(subsidyRefusals, 'subsidy.application_not_found'))
}

function factView(
  found: RoundRule,
  given: FactGiven,
  typed: string | undefined,
  files: readonly { fact: string; sha256: string; name: string }[],
): readonly FactView[] {
  const fact = found.rule.facts.find(({ name }) => name === given.name)
  if (fact === undefined) return []
  return [
    {
      ...factAsked(fact),
      said: saidFact(found.rule.used.scheme, given),
      known: given.value !== null,
      files: files.filter((file) => file.fact === given.name).map(({ sha256, name }) => ({ sha256, name })),
      evidence: given.evidence.map((each) => ({ ...each })),
      ...(typed === undefined ? {} : { typed }),
    },
  ]
}

const deedView = (deed: DeedRow, names: ReadonlyMap<string, string>): Deed => ({
  place: deed.place,
  event: keyIn(EVENT_NAMES, deed.event),
  state: stateOf(deed),
  by: names.get(deed.account) ?? '—',
  duty: keyIn(DUTIES, deed.duty),
  at: deed.at.toISOString(),
  ...(deed.reason === null ? {} : { reason: deed.reason }),
  ...(deed.amount_fen === null ? {} : { amountFen: fromFen(fen(deed.amount_fen)) }),
})

/** 核算单 As it was issued: by the rule that was kept with it, whatever holds now. */
async function receiptView(db: AnyDb, row: ReceiptRow | undefined) {
  if (row === undefined) return {}
  const rule = zRuleUsed.parse(await ruleKept(roomOf(db, 'subsidy'), row.etown, row.rule))
  const explained = explainedIn({ receipt: zReceiptOf.parse(row.receipt), rule })
  if (!explained.ok) throw new Error(`receipt ${row.sha256} cannot be redone`)
  const { conditions, steps, result } = explained.value
  return {
    receipt: {
      ...trialOf({ result }),
      place: row.place,
      sha256: row.sha256,
      issuedAt: row.issued_at.toISOString(),
      conditions: [...conditions],
      steps: [...steps],
    },
  }
}

async function wideningOf(db: AnyDb, etown: number, rule: RoundRule['rule'], application: bigint) {
  const widenable = widenableStep(rule)
  if (widenable === undefined) return {}
  const rows = await overridesOf(roomOf(db, 'subsidy'), etown, application)
  const row = rows.find(({ step }) => step === widenable.step)
  const proposed = row && {
    amountFen: fromFen(fen(row.amount_fen)),
    reason: row.reason,
    approved: row.approved_by !== null,
  }
  return { widening: { ...widenable, ...(proposed === undefined ? {} : { proposed }) } }
}

const amounts = (row: ApplicationRow) => ({
  ...(row.requested_fen === null ? {} : { requestedFen: fromFen(fen(row.requested_fen)) }),
  ...(row.recommended_fen === null ? {} : { recommendedFen: fromFen(fen(row.recommended_fen)) }),
  ...(row.granted_fen === null ? {} : { grantedFen: fromFen(fen(row.granted_fen)) }),
})

type Seeing = { readonly db: AnyDb; readonly etown: { readonly id: number }; readonly now: Date }

/** 资金 As the fund's journal has it. */
async function paymentView({ db, etown }: Seeing, row: ApplicationRow, plan: PlanFile) {
  const money = await moneyOf(db, etown.id, row.id)
  if (money.length === 0) return {}
  const nameOf = (code: string) => plan.funds.sources.find((source) => source.code === code)?.name ?? code
  return {
    payment: {
      instruction: instructionNumber(row),
      paidFen: fromFen(paidOf(money)),
      allotments: money.map(({ id, source, reserved, committed, paid }) => ({
        id: String(id),
        source: nameOf(source),
        reservedFen: fromFen(fen(reserved)),
        committedFen: fromFen(fen(committed)),
        paidFen: fromFen(fen(paid)),
      })),
    },
  }
}

async function noticeOf({ db, etown, now }: Seeing, { notice: id }: ApplicationRow) {
  const found = id === null ? undefined : await noticeOn(db, etown.id, id, dayOfInstant(now.getTime()))
  if (found === undefined) return {}
  const { title, state, runsThrough } = found
  return { notice: { id: found.id, title, state, runsThrough } }
}

/** 一份申报 */
export async function getApplicationIn(
  call: Call<typeof getApplication, 'subsidy'>,
): Promise<Outcome<AnswerOf<typeof getApplication>>> {
  const { db, etown } = call
  const seen = await seenApplication(call)
  if (!seen.ok) return seen
  const row = seen.value
  const round = await roundOf(db, etown.id, row.round)
  const found = round
    ? await ruleOfRound(db, etown.id, round)
    : refused(refusal(subsidyRefusals, 'subsidy.round_not_found'))
  if (!found.ok) return found
  const { rule, plan } = found.value
  const given = await gatherFacts(db, etown.id, rule, row, false)
  const tried = explain(rule, {
    subject: { applicant: String(row.party), project: row.project },
    facts: given,
  })
  if (!tried.ok) return tried
  const files = await filesOf(db, etown.id, row.id)
  const deeds = await deedsOf(db, etown.id, row.id)
  const [unsorted] = await unsortedGoods(call, rule, row.party)
  const names = await namesOf(roomOf(db, 'identity'), [...new Set(deeds.map(({ account }) => account))])
  const only = onlyParty(call.actor, etown.id)
  const brief = (await partiesOf(db, etown.id, [row.party])).get(row.party)
  const declared = declaredIn(row)
  const { scheme } = rule.used
  const until = row.submitted_at && new Date(row.submitted_at.getTime() + WITHDRAW_MINUTES * 60_000)
  return granted({
    ...itemOf(row, {
      party: shownName(brief, only !== undefined),
      round: round?.name ?? '—',
      scheme: scheme.name,
    }),
    scheme: scheme.code,
    isService: isService(scheme),
    clause: clauseOf(rule.used.clause, scheme, plan),
    facts: given.flatMap((fact) => factView(found.value, fact, declared.get(fact.name)?.typed, files)),
    trial: trialOf(tried.value),
    flags: only === undefined ? [...(await flagsFor(db, etown.id, found.value, row, given))] : [],
    deeds: deeds.map((deed) => deedView(deed, names)),
    ...amounts(row),
    ...(await receiptView(db, await lastReceipt(db, etown.id, row.id))),
    ...(row.state === 'submitted' && until && call.now < until ? { withdrawUntil: until.toISOString() } : {}),
    ...(await paymentView(call, row, plan)),
    ...(await noticeOf(call, row)),
    ...(unsorted === undefined ? {} : { unsorted: unsorted.zh }),
    ...(await wideningOf(db, etown.id, rule, row.id)),
    ...(row.objection === null
      ? {}
      : { objection: deeds.findLast(({ event }) => event === 'object')?.reason ?? '' }),
  })
}
