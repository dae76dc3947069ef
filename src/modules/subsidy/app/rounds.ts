import {
  type Clause,
  clauseName,
  FACT_ROWS,
  fenOf,
  type PlanFile,
  type Scheme,
  type SchemeFact,
} from '#contract/plan'
import { type SourceChoice, sourceChoices } from '#fund'
import { type Day, day, dayOfInstant } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { fen, formatYuan } from '#kernel/money'
import { pageAsked, pageOf } from '#kernel/page'
import { granted, type Outcome, type Refusal, refusal, refused } from '#kernel/refusal'
import { fromFen, toFen } from '#kernel/wire'
import { planOf, readingsOf } from '#plan'
import { roomOf } from '../../../platform/db/house.ts'
import type { Call } from '../../../platform/http/route.ts'
import {
  type FactAsked,
  type getRound,
  type listRounds,
  type listSchemes,
  type openRound,
  type RoundItem,
  receiptRefusals,
  subsidyRefusals,
  type Trial,
  type tryRound,
} from '../contract/index.ts'
import { insertRound, pageOfRounds, type RoundRow, roundOf } from '../db/rounds.ts'
import type { Explained, FactGiven } from '../domain/award-receipt.ts'
import { PLACE_ASKED } from '../domain/compute.ts'
import { explain } from '../domain/explain.ts'
import { factOf } from '../domain/fact-text.ts'
import { followedBy } from '../domain/rule-used.ts'
import { bringCarried } from './carry.ts'
import { goodsIn } from './gather-facts.ts'
import { ruleOfRound } from './round-rule.ts'

const no = (code: keyof typeof subsidyRefusals, values = {}, pointer?: string): Refusal =>
  refusal(subsidyRefusals, code, values, pointer)

export const isService = (scheme: Scheme): boolean =>
  scheme.steps.some(({ name, does }) => name === scheme.pays && does === '免费提供')

const roundBrief = (
  row: RoundRow,
  scheme: string,
  today: Day,
): Omit<RoundItem, 'applications' | 'checked'> => ({
  id: String(row.id),
  scheme: row.scheme,
  schemeName: scheme,
  name: row.name,
  opensOn: day(row.opens_on),
  closesOn: day(row.closes_on),
  isOpen: row.opens_on <= today && today < row.closes_on,
  poolFen: fromFen(fen(row.pool_fen)),
  reservedFen: fromFen(fen(row.reserved_fen)),
  ...(row.way === null ? {} : { way: row.way }),
  ...(row.category === null ? {} : { category: row.category }),
})

export async function listRoundsIn(
  call: Call<typeof listRounds, 'subsidy'>,
): Promise<Outcome<AnswerOf<typeof listRounds>>> {
  const page = pageAsked(call.query)
  const today = dayOfInstant(call.now.getTime())
  const { rows, total } = await pageOfRounds(call.db, call.etown.id, page)
  const plan = (await planOf(call.db, call.etown.id, today))?.plan
  const nameOf = (code: string) => plan?.schemes?.find((each) => each.code === code)?.name ?? code
  const item = (row: (typeof rows)[number]): RoundItem => ({
    ...roundBrief(row, nameOf(row.scheme), today),
    applications: Number(row.applications ?? 0),
    checked: Number(row.checked ?? 0),
  })
  return granted({ total, ...pageOf(rows, page.limit, item) })
}

type Readings = Awaited<ReturnType<typeof readingsOf>>

/** 开放前须定 The county chooses before it opens: how money is shared when short, and every reading the arithmetic follows. */
function undecided(plan: PlanFile, scheme: Scheme, readings: Readings): readonly Refusal[] {
  const clause = clauseName(scheme.clause)
  const open = (code: string) => readings.get(code)?.state !== 'confirmed'
  const question = (code: string) => plan.interpretations.find((each) => each.code === code)?.issue ?? code
  const values = (code: string) => ({ scheme: scheme.name, question: question(code), clause })
  const { pool } = scheme
  return [
    ...(pool === undefined && !isService(scheme)
      ? [no('subsidy.way_not_in_plan', { scheme: scheme.name, clause }, '/scheme')]
      : []),
    ...(pool && open(pool.interpretation)
      ? [no('subsidy.way_not_chosen', values(pool.interpretation), '/scheme')]
      : []),
    ...followedBy(scheme)
      .filter(open)
      .map((code) => no('subsidy.reading_not_confirmed', values(code), '/scheme')),
  ]
}

export async function listSchemesIn(
  call: Call<typeof listSchemes, 'subsidy'>,
): Promise<Outcome<AnswerOf<typeof listSchemes>>> {
  const found = await planOf(call.db, call.etown.id, dayOfInstant(call.now.getTime()))
  if (found === undefined) return refused(no('subsidy.no_plan'))
  const readings = await readingsOf(call.db, call.etown.id, found.number)
  const choices = await sourceChoices({ db: roomOf(call.db, 'fund'), etown: call.etown.id, now: call.now })
  const items = (found.plan.schemes ?? []).map((scheme) => ({
    code: scheme.code,
    name: scheme.name,
    isService: isService(scheme),
    categories: isService(scheme) ? [] : categoriesOf(scheme, choices),
    blocked: undecided(found.plan, scheme, readings).map(({ zh }) => zh),
  }))
  return granted({ items, total: items.length })
}

/** 可列支的方向 What every source of a scheme can be booked to. */
function categoriesOf(
  scheme: Scheme,
  choices: readonly SourceChoice[],
): SourceChoice['categories'][number][] {
  const sources = choices.filter(({ code }) => scheme.pool?.sources.includes(code) ?? true)
  const [first, ...more] = sources
  return (first?.categories ?? []).filter(({ code }) =>
    more.every(({ categories }) => categories.some((category) => category.code === code)),
  )
}

const sourcesOf = (plan: PlanFile, scheme: Scheme): bigint =>
  plan.funds.sources
    .filter(({ code }) => scheme.pool?.sources.includes(code) ?? true)
    .reduce((sum, { value, unit }) => sum + (fenOf(value, unit) ?? 0n), 0n)

/** 开放申报 */
export async function openRoundIn(
  call: Call<typeof openRound, 'subsidy'>,
): Promise<Outcome<AnswerOf<typeof openRound>>> {
  const { scheme: code, name, basisDay, opensOn, closesOn, poolFen, category } = call.body
  const found = await planOf(call.db, call.etown.id, basisDay)
  if (found === undefined) return refused(no('subsidy.no_plan', {}, '/basisDay'))
  const { plan } = found
  const scheme = plan.schemes?.find((each) => each.code === code)
  if (scheme === undefined)
    return refused(refusal(receiptRefusals, 'subsidy.scheme_unknown', { scheme: code }, '/scheme'))
  const rule = await ruleOfRound(call.db, call.etown.id, { scheme: code, basis_day: basisDay })
  if (!rule.ok) return rule
  const readings = await readingsOf(call.db, call.etown.id, found.number)
  const pool = poolFen === undefined ? 0n : toFen(poolFen)
  const sources = sourcesOf(plan, scheme)
  const clause = clauseName(plan.funds.sources[0]?.clause ?? '')
  const choices = await sourceChoices({ db: roomOf(call.db, 'fund'), etown: call.etown.id, now: call.now })
  const categories = categoriesOf(scheme, choices)
  const booked = isService(scheme) || categories.some((each) => each.code === category)
  const wrong = [
    ...undecided(plan, scheme, readings),
    ...(closesOn <= opensOn ? [no('subsidy.days_reversed', {}, '/closesOn')] : []),
    ...(pool <= 0n && !isService(scheme)
      ? [no('subsidy.pool_missing', { scheme: scheme.name }, '/poolFen')]
      : []),
    ...(pool !== 0n && isService(scheme)
      ? [no('subsidy.pool_of_service', { scheme: scheme.name }, '/poolFen')]
      : []),
    ...(pool > sources
      ? [
          no(
            'subsidy.pool_above_sources',
            { pool: formatYuan(fen(pool)), sources: formatYuan(fen(sources)), clause },
            '/poolFen',
          ),
        ]
      : []),
  ]
  if (!booked)
    wrong.push(
      no(
        'subsidy.category_unknown',
        { category: category ?? '（没有选）', known: categories.map((each) => each.name).join('、') },
        '/category',
      ),
    )
  if (wrong.length > 0) return refused(...wrong)
  const reading = scheme.pool && readings.get(scheme.pool.interpretation)?.reading
  const way = scheme.pool?.ways.find((each) => each.reading === reading)?.way
  const row = await insertRound(call.db, {
    etown: call.etown.id,
    scheme: code,
    plan_version: found.number,
    name,
    basis_day: basisDay,
    opens_on: opensOn,
    closes_on: closesOn,
    pool_fen: pool,
    category: pool > 0n ? (category ?? null) : null,
    way: way ?? null,
    last: scheme.pool?.last ?? null,
    opened_by: call.actor?.account ?? '',
    opened_at: call.now,
  })
  if (row === undefined) return refused(no('subsidy.round_named_already', { name }, '/name'))
  const brought = await bringCarried(call, { id: row.id, scheme: code, name })
  if (!brought.ok) return brought
  call.note(String(row.id), { scheme: code, opensOn, closesOn, carried: brought.value })
  call.announce({
    kind: 'subsidy.round-opened',
    subject: String(row.id),
    payload: {
      scheme: code,
      basisDay,
      opensOn,
      closesOn,
      poolFen: fromFen(fen(pool)),
      way: way ?? null,
    },
  })
  return granted({ id: String(row.id) })
}

export const factAsked = (fact: SchemeFact): FactAsked => ({
  name: fact.name,
  kind: fact.kind,
  document: fact.document,
  ...('unit' in fact ? { unit: fact.unit } : {}),
  ...('options' in fact ? { options: fact.options } : {}),
  ...('rows' in fact && fact.rows !== undefined ? { fromRows: FACT_ROWS[fact.rows] } : {}),
})

export const clauseOf = ({ id }: Pick<Clause, 'id'>, scheme: Scheme, plan: PlanFile) => ({
  id: clauseName(id),
  quote: scheme.quote,
  document: plan.document.number,
})

/** 办事指南 */
export async function getRoundIn(
  call: Call<typeof getRound, 'subsidy'>,
): Promise<Outcome<AnswerOf<typeof getRound>>> {
  const row = await roundOf(call.db, call.etown.id, BigInt(call.params.round))
  if (row === undefined) return refused(no('subsidy.round_not_found'))
  const found = await ruleOfRound(call.db, call.etown.id, row)
  if (!found.ok) return found
  const { rule, plan } = found.value
  const { scheme, readings } = rule.used
  const today = dayOfInstant(call.now.getTime())
  return granted({
    ...roundBrief(row, scheme.name, today),
    basisDay: day(row.basis_day),
    support: scheme.support,
    isService: isService(scheme),
    isForProject: scheme.exclusion !== undefined && !isService(scheme) && goodsIn(rule).length === 0,
    costItem: scheme.cost_item,
    clause: clauseOf(rule.used.clause, scheme, plan),
    facts: rule.facts.map(factAsked),
    conditions: (scheme.conditions ?? []).map(({ name }) => name),
    parameters: rule.used.parameters.map(({ name, said }) => {
      const [, value = '', unit = ''] = /^([\d./-]+)(.*)$/.exec(said) ?? []
      return { name, said, value, unit }
    }),
    readings: readings.map(({ text, state, reason }) => ({ text, confirmed: state === 'confirmed', reason })),
    ...(scheme.note === undefined ? {} : { note: scheme.note }),
  })
}

export const trialOf = ({ result }: Pick<Explained, 'result'>): Trial => ({
  verdict: result.verdict,
  reasons: [...result.reasons],
  asks: result.asks.filter(({ fact }) => fact !== PLACE_ASKED),
  isRanked: result.asks.some(({ fact }) => fact === PLACE_ASKED),
  ...(result.amount === null ? {} : { amountFen: result.amount }),
  ...(result.gives === null ? {} : { gives: result.gives }),
})

/** 自测 Before anything is asked for: only what the answers say, nothing is kept. */
export async function tryRoundIn(
  call: Call<typeof tryRound, 'subsidy'>,
): Promise<Outcome<AnswerOf<typeof tryRound>>> {
  const row = await roundOf(call.db, call.etown.id, BigInt(call.params.round))
  if (row === undefined) return refused(no('subsidy.round_not_found'))
  const found = await ruleOfRound(call.db, call.etown.id, row)
  if (!found.ok) return found
  const { rule } = found.value
  const wrong: Refusal[] = []
  const facts = Object.entries(call.body.facts).flatMap(([name, typed]): FactGiven[] => {
    const fact = rule.facts.find((each) => each.name === name)
    if (fact === undefined) return []
    const value = factOf(fact, fact.kind === '明细' ? typed.split('\n') : typed)
    if (value !== undefined) return [{ name, value, evidence: [] }]
    const needed = fact.kind === '数值' ? `数字，单位${fact.unit}` : fact.document
    wrong.push(
      refusal(
        receiptRefusals,
        'subsidy.fact_malformed',
        { name, value: typed.slice(0, 60), needed },
        `/facts/${name}`,
      ),
    )
    return []
  })
  if (wrong.length > 0) return refused(...wrong)
  const computed = explain(rule, { subject: { applicant: '自测', project: '自测' }, facts })
  return computed.ok ? granted(trialOf(computed.value)) : computed
}
