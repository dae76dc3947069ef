import { createHash } from 'node:crypto'
import { canonicalJson, type Json } from '../../../kernel/canonical.ts'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import type { Call } from '../../../platform/http/route.ts'
import { fieldRefusals } from '../contract/field-refusals.ts'
import { type FieldEntry, lotRefusals, type recordFieldEntry } from '../contract/index.ts'
import { zQuantity } from '../contract/lot-shapes.ts'
import { type FieldEntryRow, findEntry, holdEntry, insertEntry } from '../db/field-entries.ts'
import { lotsById } from '../db/lots.ts'
import { findStep } from '../db/steps.ts'
import { isSkewed, readPhoneClock } from '../domain/phone-clock.ts'
import { factRefusals, filled } from '../domain/step-facts.ts'
import { harvestSeason } from './harvest.ts'
import { recordOneStep } from './record-step.ts'
import { sees } from './seeing.ts'

type EntryCall = Call<typeof recordFieldEntry, 'trace'>
type Receipt = AnswerOf<typeof recordFieldEntry>
/** What the record became: its step, the lot a harvest made, the lots it froze. */
type Stored = { readonly step: bigint; readonly lot: bigint | null; readonly frozen: readonly bigint[] }

const sha256 = (value: unknown): Buffer =>
  createHash('sha256')
    .update(canonicalJson(value as Json))
    .digest()

/** What makes two sendings the same entry: everything but the moment of sending. */
const contentOf = ({ sentAt: _, ...entry }: FieldEntry): Buffer => sha256(entry)

/** 收一条 Stores an entry through the same acts the desk uses, once per id for ever; again, it answers the same receipt. */
export async function receiveEntryIn(call: EntryCall): Promise<Outcome<Receipt>> {
  const { db, etown, actor, now, body } = call
  const by = actor?.account ?? ''
  const content = contentOf(body)
  await holdEntry(db, etown.id, body.id)
  const earlier = await findEntry(db, etown.id, body.id)
  if (earlier !== undefined) {
    call.note(String(earlier.step), { again: true })
    const step = await findStep(db, etown.id, earlier.step)
    // The operator may have sent it from the farmer's file: to him, too, it is received.
    return earlier.content.equals(content) && step !== undefined && sees(actor, etown.id, step.party)
      ? granted(await receiptOf(call, earlier))
      : refused(refusal(fieldRefusals, 'trace.entry_other_content', { id: body.id }))
  }
  const clock = readPhoneClock(
    { occurredAt: Date.parse(body.occurredAt), sentAt: Date.parse(body.sentAt) },
    now.getTime(),
  )
  const stored = await store(call, new Date(clock.occurredAt).toISOString())
  if (!stored.ok) return stored
  const { said, position } = body.place ?? {}
  const entry = await insertEntry(db, {
    etown: etown.id,
    id: body.id,
    form: body.form,
    step: stored.value.step,
    lot: stored.value.lot,
    frozen: [...stored.value.frozen],
    content,
    said_occurred_at: new Date(body.occurredAt),
    saved_at: new Date(body.savedAt),
    sent_at: new Date(body.sentAt),
    received_at: now,
    skew_seconds: clock.skewSeconds,
    place: said ?? null,
    lon: position === undefined ? null : position.lon.toFixed(3),
    lat: position === undefined ? null : position.lat.toFixed(3),
    metres: position === undefined ? null : Math.round(position.metres),
    entered_by: by,
  })
  call.note(String(entry.step), { skewSeconds: clock.skewSeconds })
  return granted(await receiptOf(call, entry))
}

async function store(call: EntryCall, occurredAt: string): Promise<Outcome<Stored>> {
  const { kind, season, lot, facts } = call.body
  if (kind !== 'harvest') {
    const body = { kind, season, lot, occurredAt, facts }
    const recorded = await recordOneStep({ ...call, body, source: 'phone' })
    if (!recorded.ok) return recorded
    const { id, frozen } = recorded.value
    return granted({ step: BigInt(id), lot: null, frozen: frozen.map(BigInt) })
  }
  const given = filled(facts)
  const problems = [...factRefusals(kind, given)]
  const quantity = zQuantity.safeParse(given.quantity)
  if (problems.length === 0 && !quantity.success)
    problems.push(refusal(lotRefusals, 'trace.fact_number', { what: '采收量' }, '/facts/quantity'))
  if (season === undefined)
    problems.push(refusal(lotRefusals, 'trace.step_elsewhere', { step: '采收', where: '生产季' }, '/season'))
  if (problems.length > 0 || season === undefined || !quantity.success) return refused(...problems)
  const body = { occurredAt, quantity: quantity.data, way: given.way }
  const made = await harvestSeason({ ...call, body, params: { season }, source: 'phone' })
  if (!made.ok) return made
  return granted({ step: made.value.step, lot: made.value.lot, frozen: [] })
}

async function receiptOf({ db, etown }: EntryCall, entry: FieldEntryRow): Promise<Receipt> {
  const step = await findStep(db, etown.id, entry.step)
  const [lot] = entry.lot === null ? [] : await lotsById(db, etown.id, [entry.lot])
  const receivedAt = entry.received_at.toISOString()
  const receipt = sha256([entry.id, entry.content.toString('hex'), String(entry.step), receivedAt])
  const occurred = step?.occurred_at ?? entry.said_occurred_at
  return {
    id: entry.id,
    receipt: receipt.toString('hex'),
    receivedAt,
    step: String(entry.step),
    lot: lot && String(lot.id),
    lotCode: lot?.code,
    frozen: entry.frozen.map(String),
    skewSeconds: entry.skew_seconds,
    skewed: isSkewed(entry.skew_seconds),
    lateSeconds: Math.max(0, Math.round((entry.received_at.getTime() - occurred.getTime()) / 1_000)),
  }
}
