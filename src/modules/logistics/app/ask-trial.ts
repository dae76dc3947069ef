import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { granted, type Outcome } from '../../../kernel/refusal.ts'
import type { Call } from '../../../platform/http/route.ts'
import { ask } from '../../../platform/work/jobs.ts'
import type { askTrial } from '../contract/index.ts'
import { insertTrial } from '../db/trials.ts'
import type { RouteInput } from '../domain/routing/input.ts'
import { readable } from './distances.ts'
import { fixedHolds } from './fixed-holds.ts'
import { REQUEST, trialJob } from './trial-job.ts'

/** Where no vehicle has costs of its own, a plan counts seconds of driving, as VROOM does. */
const namesCosts = ({ vehicles, busLines }: RouteInput): boolean =>
  busLines.length > 0 ||
  vehicles.some(
    ({ costs: { fixed, perHour, perTaskHour, perKm } }) =>
      fixed > 0 || perHour !== 3600 || perTaskHour > 0 || perKm > 0,
  )

const tasksOf = (input: RouteInput): number => input.jobs.length + input.shipments.length

/** Refuses what cannot be planned at once, every problem with its path; the rest is a job. */
export async function askTrialIn(
  call: Call<typeof askTrial, 'logistics'>,
): Promise<Outcome<AnswerOf<typeof askTrial>>> {
  const { body, db, etown, house, now, query } = call
  const read = readable(body)
  if (!read.ok) return read
  const { input, unmeasured } = read.value
  const stays = unmeasured === null ? fixedHolds(input) : granted(null)
  if (!stays.ok) return stays
  const by = call.actor?.account ?? ''
  const job = await ask({ db, etown: etown.id }, trialJob.kind, {}, by)
  const id = await insertTrial(db, {
    etown: etown.id,
    name: query.name ?? now.toISOString(),
    job,
    request: house.vault.seal(REQUEST, JSON.stringify(body)),
    tasks: tasksOf(input),
    vehicles: input.vehicles.length,
    cost_unit: namesCosts(input) ? 'fen' : 'seconds',
    asked_by: by,
  })
  call.note(String(id), { tasks: tasksOf(input), vehicles: input.vehicles.length })
  return granted({ id: String(id) })
}
