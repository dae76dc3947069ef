import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome, refused } from '#kernel/refusal'
import { toFen } from '#kernel/wire'
import type { Call } from '../../../platform/http/route.ts'
import { drainPools, fillPools, lockFree } from '../../../platform/reserve/pools.ts'
import type { allocateFund } from '../contract/index.ts'
import { placeRefusals, sourceIn } from '../domain/fund-plan.ts'
import { actingOf, amountRefusals, dayRefusals, shortRefusal, sourcesOf, todayOf } from './acting.ts'
import { bandRefusals } from './hold-bands.ts'
import { freeIn, poolOf, post } from './post.ts'

/** 分配到类别 From what arrived and is not allocated, inside the bands. */
export async function allocateIn(
  call: Call<typeof allocateFund, 'fund'>,
): Promise<Outcome<AnswerOf<typeof allocateFund>>> {
  const acting = actingOf(call)
  const { source: code, category, reason } = call.body
  const amount = toFen(call.body.amount)
  const sources = await sourcesOf(acting)
  const source = sourceIn(sources, code)
  const wrong = [
    ...placeRefusals(sources, call.body),
    ...amountRefusals(amount),
    ...(await dayRefusals(acting, todayOf(acting))),
  ]
  if (source === undefined || wrong.length > 0) return refused(...wrong)
  const pool = poolOf(code)
  const free = freeIn(await lockFree(acting, [pool]), pool)
  const add = { category, more: amount }
  const short = free < amount ? [shortRefusal(`${source.name}（待分配）`, free, amount)] : []
  const held = [...short, ...(await bandRefusals(acting, source, add, 'allocated'))]
  if (held.length > 0) return refused(...held)
  await drainPools(acting, [{ pool, amount }])
  await fillPools(acting, [{ pool: poolOf(code, category), amount }])
  const entry = await post(acting, 'allocation', { amount, source: code, category }, { reason })
  call.note(String(entry), { source: code, category, amount: call.body.amount })
  acting.announce({
    kind: 'fund.allocated',
    subject: String(entry),
    payload: { source: code, category, amount: call.body.amount },
  })
  return granted({ id: String(entry) })
}
