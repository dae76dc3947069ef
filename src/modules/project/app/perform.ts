import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome, type Refusal, refusal, refused } from '#kernel/refusal'
import type { Call } from '../../../platform/http/route.ts'
import {
  type deliverMilestone,
  type inspectDelivery,
  MILESTONE_STATES,
  type MilestoneState,
  projectRefusals,
} from '../contract/index.ts'
import { type MilestoneStanding, standingsOf } from '../db/contracts.ts'
import { deliveriesOf, insertDelivery, insertInspection } from '../db/performing.ts'
import { dayRefusals, doingOf, evidenceRefusals, notNow, opened, performed } from './doing.ts'

export function milestoneState({
  delivery,
  accepted,
}: Pick<MilestoneStanding, 'delivery' | 'accepted'>): MilestoneState {
  if (delivery === null) return 'waiting'
  if (accepted === null) return 'delivered'
  return accepted ? 'accepted' : 'rejected'
}

export const stateRefusal = (standing: MilestoneStanding, does: string): Refusal =>
  refusal(
    projectRefusals,
    'project.milestone_state',
    { name: standing.name, state: MILESTONE_STATES[milestoneState(standing)].zh, does },
    '/place',
  )

/** 交付 By whom the work was given to; one that was sent back is delivered again. */
export async function deliverMilestoneIn(
  call: Call<typeof deliverMilestone, 'project'>,
): Promise<Outcome<AnswerOf<typeof deliverMilestone>>> {
  const doing = doingOf(call)
  const { place, deliveredOn, said, evidence } = call.body
  const found = await opened(doing, call.params.project, 'deliver')
  if (!found.ok) return found
  const standing = (await standingsOf(call.db, doing.etown, found.value.id)).find((m) => m.place === place)
  const open = standing !== undefined && ['waiting', 'rejected'].includes(milestoneState(standing))
  const wrong: Refusal[] = [
    ...(standing === undefined
      ? [refusal(projectRefusals, 'project.milestone_unknown', { place }, '/place')]
      : []),
    ...(standing !== undefined && !open ? [stateRefusal(standing, '交付')] : []),
    ...dayRefusals(doing, deliveredOn, '/deliveredOn'),
    ...(await evidenceRefusals(doing, evidence)),
  ]
  if (standing === undefined || wrong.length > 0) return refused(...wrong)
  const { id } = await insertDelivery(call.db, {
    etown: doing.etown,
    contract: standing.contract,
    place,
    delivered_on: deliveredOn,
    said,
    evidence,
    made_by: doing.account,
    made_at: doing.now,
  })
  await performed(doing, found.value, 'deliver', {
    on: deliveredOn,
    reason: said,
    evidence,
    facts: { place: String(place), delivery: String(id) },
  })
  call.note(call.params.project, { place })
  return granted({ id: String(id) })
}

/** 里程碑验收 Accepted, or sent back with what has to be mended; never by who delivered. */
export async function inspectDeliveryIn(
  call: Call<typeof inspectDelivery, 'project'>,
): Promise<Outcome<AnswerOf<typeof inspectDelivery>>> {
  const doing = doingOf(call)
  const { accepted, inspectedOn, said, evidence } = call.body
  const found = await opened(doing, call.params.project, 'accept')
  if (!found.ok) return found
  const standings = await standingsOf(call.db, doing.etown, found.value.id)
  const standing = standings.find(({ delivery }) => String(delivery) === call.params.delivery)
  const [first] = standings
  if (first === undefined) return refused(notNow(found.value, '验收'))
  const delivery = (await deliveriesOf(call.db, doing.etown, first.contract)).find(
    ({ id }) => String(id) === call.params.delivery,
  )
  if (standing === undefined || delivery === undefined || delivery.accepted !== null)
    return refused(refusal(projectRefusals, 'project.delivery_not_found'))
  const same = { did: '交付', does: '验收' }
  const wrong: Refusal[] = [
    ...(delivery.made_by === doing.account ? [refusal(projectRefusals, 'project.same_person', same)] : []),
    ...dayRefusals(doing, inspectedOn, '/inspectedOn'),
    ...(await evidenceRefusals(doing, evidence)),
  ]
  if (wrong.length > 0) return refused(...wrong)
  await insertInspection(call.db, {
    etown: doing.etown,
    delivery: delivery.id,
    accepted,
    inspected_on: inspectedOn,
    said,
    evidence,
    made_by: doing.account,
    made_at: doing.now,
  })
  await performed(doing, found.value, accepted ? 'accept' : 'reject', {
    on: inspectedOn,
    reason: said,
    evidence,
    facts: { place: String(standing.place), delivery: call.params.delivery },
  })
  call.note(call.params.project, { place: standing.place, accepted })
  return granted({ id: call.params.delivery })
}
