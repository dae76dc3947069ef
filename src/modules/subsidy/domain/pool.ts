import type { PoolWay, SchemePool } from '#contract/plan'
import { type Fen, fen, formatYuan } from '#kernel/money'

/** 申请额 What one application may get, and what decides its turn. */
export type Claim = {
  readonly id: string
  readonly amount: bigint
  /** Of the review; only 排序 looks at it. Higher comes first. */
  readonly score: bigint
  /** When it was handed in; texts that sort. */
  readonly at: string
}

/** 分配 What a claim gets of the pool, and why; `carried` waits for the next round. */
export type Allotment = {
  readonly id: string
  readonly asked: Fen
  readonly gets: Fen
  readonly carried: Fen
  readonly why: string
}

export type Shared = {
  readonly allotments: readonly Allotment[]
  readonly asked: Fen
  readonly left: Fen
  /** The claim at which the money ran out; absent where it was enough, and where all are cut alike. */
  readonly runsOutAt?: string
}

const compare = (a: string | bigint, b: string | bigint): number => (a < b ? -1 : a > b ? 1 : 0)

const byTime = (a: Claim, b: Claim): number => compare(a.at, b.at) || compare(a.id, b.id)
const byScore = (a: Claim, b: Claim): number => compare(b.score, a.score) || byTime(a, b)

function inTurn(pool: bigint, claims: readonly Claim[], way: PoolWay, last: SchemePool['last']): Shared {
  const turn = claims.toSorted(way === '排序' ? byScore : byTime)
  let left = pool
  let runsOutAt: string | undefined
  const allotments = turn.map(({ id, amount }, i): Allotment => {
    const enough = runsOutAt === undefined && amount <= left
    if (!enough) runsOutAt ??= id
    // What is carried is carried whole: one award is one decision and one payment.
    const parts = last === '给剩余' && way !== '结转'
    const gets = enough ? amount : runsOutAt === id && parts ? left : 0n
    left -= gets
    const carried = way === '结转' ? amount - gets : 0n
    const place = `${way}第${i + 1}位`
    const short = carried > 0n ? `，${formatYuan(fen(carried))}整份结转下一批` : ''
    const why = enough ? `${place}，足额` : `${place}，资金已用完${gets > 0n ? '，给剩余的' : ''}${short}`
    return { id, asked: fen(amount), gets: fen(gets), carried: fen(carried), why }
  })
  const asked = fen(claims.reduce((sum, { amount }) => sum + amount, 0n))
  return { allotments, asked, left: fen(left), ...(runsOutAt === undefined ? {} : { runsOutAt }) }
}

/** Everybody the same part, cut to whole fen; the fen cut off stay in the pool. */
function inProportion(pool: bigint, claims: readonly Claim[]): Shared {
  const asked = claims.reduce((sum, { amount }) => sum + amount, 0n)
  const turn = claims.toSorted(byTime)
  const short = asked > pool
  const allotments = turn.map(({ id, amount }): Allotment => {
    const gets = short ? (amount * pool) / asked : amount
    const why = short
      ? `按比例：${formatYuan(fen(amount))} × ${formatYuan(fen(pool))} ÷ ${formatYuan(fen(asked))}，舍去到分`
      : '足额'
    return { id, asked: fen(amount), gets: fen(gets), carried: fen(0n), why }
  })
  const given = allotments.reduce((sum, { gets }) => sum + gets, 0n)
  return { allotments, asked: fen(asked), left: fen(pool - given) }
}

/** 资金池分配 Never more than the pool, never more than asked; the same claims in any order get the same. */
export const shareOut = (
  pool: bigint,
  claims: readonly Claim[],
  way: PoolWay,
  last: SchemePool['last'],
): Shared => (way === '按比例' ? inProportion(pool, claims) : inTurn(pool, claims, way, last))
