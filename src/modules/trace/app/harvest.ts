import { dayOfInstant, formatDay } from '../../../kernel/day.ts'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { granted, type Outcome, type Refusal, refusal, refused } from '../../../kernel/refusal.ts'
import type { Call } from '../../../platform/http/route.ts'
import { type harvest, lotRefusals, type Source } from '../contract/index.ts'
import { itemsById } from '../db/items.ts'
import type { SeasonRow } from '../db/seasons.ts'
import { holdSeason, insertStep, stepsOf } from '../db/steps.ts'
import { lotBegins } from '../domain/lot-events.ts'
import { heldBackBy } from '../domain/safety-interval.ts'
import { sourceOf } from './entry-source.ts'
import { makeLot } from './make-lot.ts'
import { seenSeason } from './seasons.ts'
import { leafOf, leavesOfStep, statedLot } from './statements.ts'
import { applicationsIn } from './step-views.ts'
import { momentOf, namedLot, placeUri, tellEvents } from './tell-events.ts'

type HarvestCall = Omit<Call<typeof harvest, 'trace'>, 'query'> & { readonly source: Source }
type Harvested = { readonly lot: bigint; readonly code: string; readonly step: bigint }

export async function harvestIn(
  call: Call<typeof harvest, 'trace'>,
): Promise<Outcome<AnswerOf<typeof harvest>>> {
  const made = await harvestSeason({ ...call, source: sourceOf(call) })
  return made.ok ? granted({ id: String(made.value.lot), code: made.value.code }) : made
}

/** 采收 makes a lot, unless a safety interval is still open. */
export async function harvestSeason(call: HarvestCall): Promise<Outcome<Harvested>> {
  const { db, etown, actor, now, body } = call
  const found = await seenSeason(call, call.params.season)
  if (!found.ok) return found
  const season = found.value
  await holdSeason(db, etown.id, season.id)
  const problems = await whyNot(call, season)
  const [item] = await itemsById(db, etown.id, [season.item])
  if (problems.length > 0 || item === undefined) return refused(...problems)
  const by = actor?.account ?? ''
  const occurredAt = new Date(body.occurredAt)
  const made = await makeLot(db, etown.id, {
    item,
    origin: 'harvest',
    madeOn: dayOfInstant(occurredAt.getTime()),
    quantity: body.quantity,
    season: season.id,
    code: body.code,
    by,
  })
  if (!made.ok) return made
  const { id, code } = made.value
  const when = momentOf(occurredAt, placeUri(etown.id, season.site))
  await tellEvents(call, [lotBegins({ lot: namedLot(made.value, item), quantity: body.quantity }, when)], by)
  const step = await insertStep(db, {
    etown: etown.id,
    kind: 'harvest',
    party: season.party,
    season: season.id,
    lot: id,
    occurred_at: occurredAt,
    facts: JSON.stringify({ quantity: body.quantity, ...(body.way && { way: body.way }) }),
    event: when.eventId,
    source: call.source,
    entered_by: by,
    entered_at: now,
  })
  call.note(String(id), { code, season: String(season.id) })
  call.announce({
    kind: 'trace.lot-made',
    subject: String(id),
    payload: {
      origin: 'harvest',
      party: String(season.party),
      item: String(item.id),
      quantity: body.quantity,
      unit: item.unit,
      attested: [leafOf(statedLot(made.value, item)), ...leavesOfStep(step)],
    },
  })
  return granted({ lot: id, code, step: step.id })
}

async function whyNot({ db, etown, now, body }: HarvestCall, season: SeasonRow): Promise<Refusal[]> {
  const occurredAt = new Date(body.occurredAt)
  const on = dayOfInstant(occurredAt.getTime())
  if (occurredAt > now) return [refusal(lotRefusals, 'trace.day_later', { what: '采收时间' }, '/occurredAt')]
  if (on < season.started_on)
    return [refusal(lotRefusals, 'trace.before_season', { from: season.started_on }, '/occurredAt')]
  const steps = await stepsOf(db, etown.id, { seasons: [season.id], lots: [] })
  const held = heldBackBy(applicationsIn(steps), on)
  if (held === undefined) return []
  const values = {
    day: formatDay(held.application.on),
    name: held.application.name,
    days: held.application.intervalDays,
    until: formatDay(held.until),
  }
  return [refusal(lotRefusals, 'trace.interval_open', values, '/occurredAt')]
}
