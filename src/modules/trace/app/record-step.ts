import { type Day, dayOfInstant, formatDay } from '../../../kernel/day.ts'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { granted, type Outcome, type Refusal, refusal, refused } from '../../../kernel/refusal.ts'
import type { Call } from '../../../platform/http/route.ts'
import { lotRefusals, type recordStep, type Source, STEPS, type StepForm } from '../contract/index.ts'
import { itemsById } from '../db/items.ts'
import { harvestsOf, insertSupervision, lotsById } from '../db/lots.ts'
import { findStep, holdSeason, insertStep } from '../db/steps.ts'
import { lotSeen } from '../domain/lot-events.ts'
import { type Application, heldBackBy } from '../domain/safety-interval.ts'
import { factRefusals, filled } from '../domain/step-facts.ts'
import { sourceOf } from './entry-source.ts'
import { seenSeason } from './seasons.ts'
import { seenLot } from './seen-lot.ts'
import { leavesOfStep } from './statements.ts'
import { momentOf, namedLot, tellEvents } from './tell-events.ts'

/** A step to be recorded, at the desk or on a phone, and how it was entered. */
type RecordCall = Omit<Call<typeof recordStep, 'trace'>, 'params' | 'query'> & { readonly source: Source }

/** What a record is about: the crop on its plot, or the lot. */
type About = {
  readonly party: bigint
  readonly season: bigint | null
  readonly lot: bigint | null
  readonly notBefore: Day
}

export const recordStepIn = (
  call: Call<typeof recordStep, 'trace'>,
): Promise<Outcome<AnswerOf<typeof recordStep>>> => recordOneStep({ ...call, source: sourceOf(call) })

export async function recordOneStep(call: RecordCall): Promise<Outcome<AnswerOf<typeof recordStep>>> {
  const { db, etown, actor, now, body } = call
  const facts = filled(body.facts)
  const about = await aboutOf(call)
  const problems: Refusal[] = [...factRefusals(body.kind, facts), ...(about.ok ? [] : about.refused)]
  const occurredAt = new Date(body.occurredAt)
  if (occurredAt > now)
    problems.push(refusal(lotRefusals, 'trace.day_later', { what: '发生时间' }, '/occurredAt'))
  else if (about.ok && dayOfInstant(occurredAt.getTime()) < about.value.notBefore) {
    const from = formatDay(about.value.notBefore)
    problems.push(refusal(lotRefusals, 'trace.before_season', { from }, '/occurredAt'))
  }
  if (!(await correctsItsOwn(call)))
    problems.push(refusal(lotRefusals, 'trace.step_unknown', {}, '/corrects'))
  if (problems.length > 0 || !about.ok) return refused(...problems)
  const { season, lot, party } = about.value
  if (season !== null) await holdSeason(db, etown.id, season)
  const event = await tellStep(call, lot, occurredAt)
  const step = await insertStep(db, {
    etown: etown.id,
    kind: body.kind,
    party,
    season,
    lot,
    occurred_at: occurredAt,
    facts: JSON.stringify(facts),
    corrects: body.corrects === undefined ? null : BigInt(body.corrects),
    event,
    source: call.source,
    entered_by: actor?.account ?? '',
    entered_at: now,
  })
  const id = String(step.id)
  const frozen = await freezeTooEarly(call, season, applicationOf(body, facts))
  call.note(id, { kind: body.kind, season: body.season ?? null, lot: body.lot ?? null })
  call.announce({
    kind: 'trace.step-recorded',
    subject: id,
    payload: {
      kind: body.kind,
      party: String(party),
      season: body.season ?? null,
      lot: body.lot ?? null,
      attested: leavesOfStep(step),
    },
  })
  return granted({ id, frozen: frozen.map(String) })
}

async function aboutOf(call: RecordCall): Promise<Outcome<About>> {
  const { kind, season, lot } = call.body
  const { of, zh } = STEPS[kind]
  const elsewhere = refused(
    refusal(lotRefusals, 'trace.step_elsewhere', {
      step: zh,
      where: of === 'season' ? '生产季' : '批次',
    }),
  )
  if (kind === 'harvest') return elsewhere
  if (of === 'season') {
    if (season === undefined) return elsewhere
    const found = await seenSeason(call, season)
    if (!found.ok) return found
    const { id, party, started_on } = found.value
    return granted({ party, season: id, lot: null, notBefore: started_on as Day })
  }
  if (lot === undefined) return elsewhere
  const found = await seenLot(call, lot)
  if (!found.ok) return found
  const { id, party, made_on } = found.value
  return granted({ party, season: null, lot: id, notBefore: made_on as Day })
}

/** What happens to a lot is an event as well; what happens in a field before there is a lot has no thing to name. */
async function tellStep(call: RecordCall, lot: bigint | null, at: Date): Promise<string | null> {
  const { db, etown, actor, body } = call
  const [row] = lot === null ? [] : await lotsById(db, etown.id, [lot])
  const [item] = row === undefined ? [] : await itemsById(db, etown.id, [row.item])
  if (row === undefined || item === undefined) return null
  const when = momentOf(at)
  const seen = lotSeen({ lot: namedLot(row, item), quantity: row.quantity }, body.kind, when)
  await tellEvents(call, [seen], actor?.account ?? '')
  return when.eventId
}

/** A correction replaces a record of the same kind about the same thing. */
async function correctsItsOwn({ db, etown, body }: RecordCall): Promise<boolean> {
  if (body.corrects === undefined) return true
  const old = await findStep(db, etown.id, BigInt(body.corrects))
  return (
    old !== undefined &&
    old.kind === body.kind &&
    String(old.season ?? '') === (body.season ?? '') &&
    String(old.lot ?? '') === (body.lot ?? '')
  )
}

const applicationOf = (
  body: StepForm,
  { name = '', intervalDays }: Readonly<Record<string, string>>,
): Application | undefined =>
  body.kind === 'input' && intervalDays !== undefined
    ? { name, on: dayOfInstant(Date.parse(body.occurredAt)), intervalDays: Number(intervalDays) }
    : undefined

/**
 * 补记的用药 What was applied is recorded however late. Where it shows that a lot was harvested within the interval,
 * that lot is frozen at once: the record stands, the goods do not go on.
 */
async function freezeTooEarly(
  { db, etown, actor }: RecordCall,
  season: bigint | null,
  application: Application | undefined,
): Promise<bigint[]> {
  if (season === null || application === undefined) return []
  const harvests = await harvestsOf(db, etown.id, season)
  const early = harvests.flatMap(({ lot, occurred_at }) =>
    lot !== null && heldBackBy([application], dayOfInstant(occurred_at.getTime())) !== undefined ? [lot] : [],
  )
  const lots = await lotsById(db, etown.id, early)
  const open = lots.filter((lot) => lot.state === 'open')
  for (const lot of open)
    await insertSupervision(db, {
      etown: etown.id,
      lot: lot.id,
      kind: 'freeze',
      said: `补记的用药“${application.name}”（${formatDay(application.on)}，安全间隔期 ${application.intervalDays} 天）表明本批次采收时间隔期未满，系统自动冻结。`,
      by: actor?.account ?? '',
    })
  return open.map((lot) => lot.id)
}
