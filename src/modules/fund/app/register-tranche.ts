import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { toFen } from '#kernel/wire'
import { attested } from '../../../kernel/attested.ts'
import type { Call } from '../../../platform/http/route.ts'
import { fillPools } from '../../../platform/reserve/pools.ts'
import { fundRefusals, type registerTranche } from '../contract/index.ts'
import { documentIsKnown, insertTranche } from '../db/tranches.ts'
import { placeRefusals, sourceIn } from '../domain/fund-plan.ts'
import { actingOf, amountRefusals, dayRefusals, evidenceRefusals, sourcesOf } from './acting.ts'
import { poolOf, post } from './post.ts'

/** 登记到账 Money of one source came, under one document. */
export async function registerTrancheIn(
  call: Call<typeof registerTranche, 'fund'>,
): Promise<Outcome<AnswerOf<typeof registerTranche>>> {
  const acting = actingOf(call)
  const { db, etown } = acting
  const { source, document, arrivedOn, evidence } = call.body
  const amount = toFen(call.body.amount)
  const sources = await sourcesOf(acting)
  if (sources.length === 0) return refused(refusal(fundRefusals, 'fund.no_plan'))
  const name = sourceIn(sources, source)?.name ?? source
  const known = (await documentIsKnown(db, etown, source, document))
    ? [refusal(fundRefusals, 'fund.document_known', { document, source: name }, '/document')]
    : []
  const wrong = [
    ...placeRefusals(sources, { source }),
    ...amountRefusals(amount),
    ...(await dayRefusals(acting, arrivedOn, '/arrivedOn')),
    ...(await evidenceRefusals(acting, evidence)),
    ...known,
  ]
  if (wrong.length > 0) return refused(...wrong)
  await fillPools(acting, [{ pool: poolOf(source), amount }])
  const entry = await post(acting, 'appropriation', { amount, source }, { day: arrivedOn, evidence })
  const row = await insertTranche(db, { etown, source, document, amount, arrived_on: arrivedOn, entry })
  // Somebody else registered the same document while this one waited.
  if (row === undefined)
    return refused(refusal(fundRefusals, 'fund.document_known', { document, source: name }, '/document'))
  const id = String(row.id)
  call.note(id, { source, amount: call.body.amount })
  const facts = { tranche: id, source, document, amount: call.body.amount, arrivedOn, evidence }
  acting.announce({
    kind: 'fund.arrived',
    subject: id,
    payload: { ...facts, entry: String(entry), attested: [attested('appropriation', id, facts)] },
    evidence: [evidence],
  })
  return granted({ id })
}
