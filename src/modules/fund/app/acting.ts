import { fenOf } from '#contract/plan'
import { type Day, dayOfInstant, formatDay, yearOf } from '#kernel/day'
import { type Fen, formatYuan, subFen } from '#kernel/money'
import { type Refusal, refusal } from '#kernel/refusal'
import { planOf } from '#plan'
import type { Announcement } from '../../../platform/db/act.ts'
import { type Db, roomOf } from '../../../platform/db/house.ts'
import { findEvidence } from '../../../platform/files/evidence.ts'
import type { AnyCall } from '../../../platform/http/route.ts'
import { fundRefusals } from '../contract/index.ts'
import { closedYears } from '../db/years.ts'
import { type Source, UNDIVIDED } from '../domain/fund-plan.ts'

/** 经办 Who does something to the fund, when, in whose transaction. */
export type Acting = {
  readonly db: Db<'fund'>
  readonly etown: number
  readonly account: string
  readonly now: Date
  announce(event: Announcement): void
}

/** The acting of a call, of this room or of one above. */
export const actingOf = (call: AnyCall): Acting => ({
  db: roomOf(call.db, 'fund'),
  etown: call.etown.id,
  account: call.actor?.account ?? '',
  now: call.now,
  announce: call.announce,
})

export const todayOf = ({ now }: Pick<Acting, 'now'>): Day => dayOfInstant(now.getTime())

/** 方案中的资金 Sources and categories of the plan in force; none before its first version. */
export async function sourcesOf(acting: Pick<Acting, 'db' | 'etown' | 'now'>): Promise<readonly Source[]> {
  const found = await planOf(roomOf(acting.db, 'plan'), acting.etown, todayOf(acting))
  if (found === undefined) return []
  const { sources, categories } = found.plan.funds
  return sources.map((source) => {
    const own = categories
      .filter((category) => category.source === source.code)
      .map(({ code, name, clause, scope, min, max, force = 'must' }) => ({
        code,
        name,
        clause,
        scope,
        band: { min, max, force: force === 'in-principle' ? ('in-principle' as const) : ('must' as const) },
      }))
    return {
      code: source.code,
      name: source.name,
      clause: source.clause,
      planned: plannedOf(source.value, source.unit),
      categories: own.length === 0 ? [UNDIVIDED] : own,
    }
  })
}

function plannedOf(value: string, unit: string): Fen {
  const amount = fenOf(value, unit)
  // The plan was checked before it was kept.
  if (amount === undefined) throw new RangeError(`not money: ${value} ${unit}`)
  return amount
}

/** The day may be any up to today whose year is still open. */
export async function dayRefusals(acting: Acting, day: Day, pointer?: string): Promise<readonly Refusal[]> {
  const today = todayOf(acting)
  if (day > today) {
    return [refusal(fundRefusals, 'fund.day_future', { today: formatDay(today) }, pointer)]
  }
  const [last] = await closedYears(acting.db, acting.etown)
  if (last === undefined || yearOf(day) > last.year) return []
  return [refusal(fundRefusals, 'fund.year_closed', { year: last.year, next: last.year + 1 }, pointer)]
}

export async function evidenceRefusals(
  { db, etown }: Pick<Acting, 'db' | 'etown'>,
  sha256: string,
): Promise<readonly Refusal[]> {
  const file = await findEvidence(db, etown, sha256)
  return file === undefined ? [refusal(fundRefusals, 'fund.evidence_unknown', {}, '/evidence')] : []
}

/** 由提出的业务室办理 What a room above keeps for itself is not approved, paid or released here. */
export const originRefusals = (row: { readonly through_origin: boolean } | undefined): readonly Refusal[] =>
  row?.through_origin === true ? [refusal(fundRefusals, 'fund.through_origin')] : []

export const amountRefusals = (amount: Fen): readonly Refusal[] =>
  amount > 0n ? [] : [refusal(fundRefusals, 'fund.amount', {}, '/amount')]

export const shortRefusal = (what: string, free: Fen, asked: Fen): Refusal =>
  refusal(
    fundRefusals,
    'fund.short',
    { what, free: formatYuan(free), asked: formatYuan(asked), lack: formatYuan(subFen(asked, free)) },
    '/amount',
  )
