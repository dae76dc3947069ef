import { addDays, type Day, startOfDay } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import type { Fen } from '#kernel/money'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { fromFen, toFen } from '#kernel/wire'
import type { Call } from '../../../platform/http/route.ts'
import { hold, lockFree } from '../../../platform/reserve/pools.ts'
import { fundRefusals, type proposeAllotment } from '../contract/index.ts'
import { findOrAddExpense, insertAllotment } from '../db/allotments.ts'
import {
  categoryAtSource,
  categoryChoices,
  categoryIn,
  expenseCategories,
  type Source,
  sourceIn,
} from '../domain/fund-plan.ts'
import {
  type Acting,
  actingOf,
  amountRefusals,
  dayRefusals,
  evidenceRefusals,
  shortRefusal,
  sourcesOf,
  todayOf,
} from './acting.ts'
import { freeIn, poolOf, post } from './post.ts'
import { releaseLapsed } from './release-lapsed.ts'

/** 支出提议 What is to be paid, from which source, as which category, to whom, resting on which file. */
export type Asked = {
  readonly project: string
  readonly expense: string
  readonly source: string
  readonly category: string
  readonly amount: Fen
  readonly payee: string
  readonly contractNo?: string | undefined
  readonly evidence: string
  readonly until?: Day | undefined
  /** Paid only after a public notice has run; which one is attached later. */
  readonly needsNotice?: boolean | undefined
  /** Where another room asks: `subsidy.application/12`. */
  readonly origin?: string
  /** Approved, paid and released by the room that asked only: this room's own pages refuse it. */
  readonly throughOrigin?: boolean
}

/** 提出安排 Takes the money at once: what is proposed cannot be promised to somebody else. The allotment's number. */
export async function propose(acting: Acting, asked: Asked): Promise<Outcome<bigint>> {
  const sources = await sourcesOf(acting)
  const source = sourceIn(sources, asked.source)
  if (source === undefined) {
    const known = sources.map(({ name }) => name).join('、')
    const why = sources.length === 0 ? 'fund.no_plan' : 'fund.source_unknown'
    return refused(refusal(fundRefusals, why, { source: asked.source, known }, '/source'))
  }
  const choices = categoryChoices(source, sources)
  const wrong = [
    ...(choices.some(({ code }) => code === asked.category)
      ? []
      : [
          refusal(
            fundRefusals,
            'fund.category_unknown',
            {
              source: source.name,
              category: asked.category,
              known: choices.map(({ name }) => name).join('、'),
            },
            '/category',
          ),
        ]),
    ...amountRefusals(asked.amount),
    ...(await dayRefusals(acting, todayOf(acting))),
    ...(await evidenceRefusals(acting, asked.evidence)),
  ]
  return wrong.length > 0 ? refused(...wrong) : take(acting, asked, source, sources)
}

async function take(
  acting: Acting,
  asked: Asked,
  source: Source,
  sources: readonly Source[],
): Promise<Outcome<bigint>> {
  const { db, etown } = acting
  const expense = await findOrAddExpense(db, {
    etown,
    project: asked.project,
    name: asked.expense,
    category: asked.category,
    origin: asked.origin ?? null,
  })
  const its = { project: asked.project, expense: asked.expense }
  if (expense.category !== asked.category) {
    const known = expenseCategories(sources).find(({ code }) => code === expense.category)?.name
    const values = { ...its, category: known ?? expense.category }
    return refused(refusal(fundRefusals, 'fund.expense_category', values, '/category'))
  }
  const category = categoryAtSource(source, asked.category)
  const pool = poolOf(source.code, category)
  await releaseLapsed(acting, pool)
  const taken = await hold(acting, [{ pool, amount: asked.amount }], endOf(asked.until))
  if (taken.short !== undefined) {
    const free = freeIn(await lockFree(acting, [pool]), pool)
    const name = `${source.name} · ${categoryIn(source, category)?.name ?? category}`
    return refused(shortRefusal(name, free, asked.amount))
  }
  const row = await insertAllotment(db, {
    etown,
    expense: expense.id,
    expense_category: expense.category,
    source: source.code,
    category,
    amount: asked.amount,
    payee: asked.payee,
    contract_no: asked.contractNo ?? null,
    evidence: asked.evidence,
    hold: taken.hold,
    reserved_until: endOf(asked.until) ?? null,
    needs_notice: asked.needsNotice ?? false,
    through_origin: asked.throughOrigin ?? false,
    proposed_by: acting.account,
    proposed_at: acting.now,
  })
  if (row === undefined) {
    const values = { ...its, source: source.name }
    return refused(refusal(fundRefusals, 'fund.expense_known', values, '/expense'))
  }
  const moved = { amount: asked.amount, source: source.code, category, allotment: row.id }
  await post(acting, 'reservation', moved, { evidence: asked.evidence })
  acting.announce({
    kind: 'fund.reserved',
    subject: String(row.id),
    payload: { source: source.code, category, amount: fromFen(asked.amount), origin: asked.origin ?? null },
    evidence: [asked.evidence],
  })
  return granted(row.id)
}

/** A reservation kept until a day is kept through that day. */
const endOf = (until: Day | undefined): Date | undefined =>
  until === undefined ? undefined : new Date(startOfDay(addDays(until, 1)))

export async function proposeIn(
  call: Call<typeof proposeAllotment, 'fund'>,
): Promise<Outcome<AnswerOf<typeof proposeAllotment>>> {
  const { amount, ...asked } = call.body
  const made = await propose(actingOf(call), { ...asked, amount: toFen(amount) })
  if (!made.ok) return made
  call.note(String(made.value), { source: asked.source, category: asked.category, amount })
  return granted({ id: String(made.value) })
}
