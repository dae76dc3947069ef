import {
  type AllotmentBrief,
  actingOf,
  allotmentsFor,
  approve,
  attach,
  freeAt,
  pay,
  propose,
  recover,
  release,
  type Voucher,
} from '#fund'
import { type Fen, fen, formatYuan } from '#kernel/money'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import type { AnyDb } from '../../../platform/db/house.ts'
import { subsidyRefusals } from '../contract/index.ts'
import type { ApplicationRow } from '../db/applications.ts'
import type { Moving } from './moving.ts'

/**
 * 奖补的钱 What an application is given stands in the fund's journal and nowhere else: reserved with the notice, committed by
 * the decision, paid by voucher, given back or recovered. The fund keeps proposer, approver and payer apart.
 */
const originOf = (application: bigint): string => `subsidy.application/${application}`

/** What is or was given; an allotment that ended without payment is none. */
export async function moneyOf(
  db: AnyDb,
  etown: number,
  application: bigint,
): Promise<readonly AllotmentBrief[]> {
  const all = await allotmentsFor(db, etown, originOf(application))
  return all.filter(({ ended, paid }) => !ended || paid > 0n)
}

const mine = (call: Moving, row: ApplicationRow) => moneyOf(call.db, call.etown.id, row.id)

const done = granted(undefined)

/** Each of them, until one is refused. */
async function all<T>(items: readonly T[], act: (item: T) => Promise<Outcome<unknown>>) {
  for (const item of items) {
    const made = await act(item)
    if (!made.ok) return made
  }
  return done
}

export type Award = {
  readonly amount: bigint
  readonly payee: string
  /** What the fund calls the expense, beside the project. */
  readonly expense: string
  /** In this order, until the amount is full. */
  readonly sources: readonly string[]
  readonly category: string
  /** The signed list. */
  readonly evidence: string
  readonly notice: bigint
}

/** 拟补助，预留 From one source after another; paid only after the notice has run. */
export async function reserveAward(
  call: Moving,
  row: ApplicationRow,
  award: Award,
): Promise<Outcome<undefined>> {
  const acting = actingOf(call)
  const { amount, sources, notice, ...asked } = award
  const free = await freeAt(acting, sources, award.category)
  let rest = amount
  const parts = sources.flatMap((source) => {
    const part = [free.get(source) ?? 0n, rest].reduce((a, b) => (a < b ? a : b))
    rest -= part
    return part > 0n ? [{ source, part }] : []
  })
  if (rest > 0n)
    return refused(
      refusal(subsidyRefusals, 'subsidy.fund_short', {
        project: row.project,
        amount: formatYuan(fen(amount)),
        left: formatYuan(fen(amount - rest)),
      }),
    )
  return all(parts, async ({ source, part }) => {
    const made = await propose(acting, {
      ...asked,
      project: row.project,
      source,
      amount: fen(part),
      needsNotice: true,
      origin: originOf(row.id),
    })
    return made.ok ? attach(acting, made.value, notice) : made
  })
}

/** 释放 What is not paid is free again. */
export async function releaseAward(
  call: Moving,
  row: ApplicationRow,
  reason: string,
): Promise<Outcome<undefined>> {
  const open = (await mine(call, row)).filter(({ reserved, committed }) => reserved + committed > 0n)
  return all(open, ({ id }) => release(actingOf(call), id, reason))
}

/** 审定，占用 */
export async function commitAward(call: Moving, row: ApplicationRow): Promise<Outcome<undefined>> {
  return all(await mine(call, row), ({ id }) => approve(actingOf(call), id))
}

/** 一张凭证 For one allotment, which it pays in full. */
export type PaidBy = Omit<Voucher, 'amount'> & { readonly allotment: string }

/** 支付 Every allotment in full, each by a voucher of its own: all of them or none. */
export async function payAward(
  call: Moving,
  row: ApplicationRow,
  vouchers: readonly PaidBy[],
): Promise<Outcome<undefined>> {
  const open = (await mine(call, row)).filter(({ committed }) => committed > 0n)
  const named = new Set(vouchers.map(({ allotment }) => allotment))
  if (
    open.length !== vouchers.length ||
    named.size !== open.length ||
    open.some(({ id }) => !named.has(String(id)))
  )
    return refused(refusal(subsidyRefusals, 'subsidy.vouchers_differ', { count: open.length }, '/vouchers'))
  return all(vouchers, ({ allotment, ...voucher }) => {
    const amount = open.find(({ id }) => String(id) === allotment)?.committed ?? 0n
    return pay(actingOf(call), BigInt(allotment), { ...voucher, amount: fen(amount) })
  })
}

export const paidOf = (money: readonly AllotmentBrief[]): Fen =>
  fen(money.reduce((sum, { paid }) => sum + paid, 0n))

type Recovering = { readonly amount: Fen; readonly reason: string; readonly evidence: string }

/** 追回 The last source first. What is still paid afterwards. */
export async function recoverAward(
  call: Moving,
  row: ApplicationRow,
  { amount, reason, evidence }: Recovering,
): Promise<Outcome<Fen>> {
  const money = await mine(call, row)
  const paid = paidOf(money)
  if (amount <= 0n || amount > paid)
    return refused(
      refusal(
        subsidyRefusals,
        'subsidy.recover_above_paid',
        { amount: formatYuan(amount), paid: formatYuan(paid) },
        '/amountFen',
      ),
    )
  let rest: bigint = amount
  const recovered = await all(money.toReversed(), async ({ id, paid: most }) => {
    const part = rest < most ? rest : most
    rest -= part
    return part > 0n ? recover(actingOf(call), id, { amount: fen(part), reason, evidence }) : done
  })
  return recovered.ok ? granted(fen(paid - amount)) : recovered
}
