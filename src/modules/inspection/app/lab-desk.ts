import { day, dayOfInstant } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { keyIn } from '#kernel/keys'
import { pageAsked, pageOf } from '#kernel/page'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import type { Call } from '#platform/http/route'
import type {
  addInstrument,
  addReagent,
  calibrate,
  enterBlank,
  listLines,
  readDesk,
  readMonths,
} from '../contract/index.ts'
import { inspectionRefusals, LINE_TROUBLES } from '../contract/index.ts'
import {
  findInstrument,
  insertBlank,
  insertCalibration,
  insertInstrument,
  insertReagent,
  instrumentsOf,
  months,
  pageOfLines,
  reagentsOf,
} from '../db/lab.ts'
import { compare, decimal } from '../domain/decimal.ts'
import { plain } from './record-run.ts'
import { foodOf, METHODS } from './registry.ts'
import { onlyParty } from './seeing.ts'
import { rawText } from './views.ts'

export async function readDeskIn(
  call: Call<typeof readDesk, 'inspection'>,
): Promise<Outcome<AnswerOf<typeof readDesk>>> {
  const { db, etown } = call
  const today = dayOfInstant(call.now.getTime())
  const [instruments, reagents] = await Promise.all([instrumentsOf(db, etown.id), reagentsOf(db, etown.id)])
  return granted({
    instruments: instruments.map((row) => ({
      id: String(row.id),
      name: row.name,
      model: row.model,
      serial: row.serial,
      machine: row.machine ?? undefined,
      calibratedUntil: row.calibrated_until === null ? undefined : day(row.calibrated_until),
      calibrated: row.calibrated_until !== null && today < row.calibrated_until,
    })),
    reagents: reagents.map((row) => ({
      id: String(row.id),
      name: row.name,
      batch: row.batch,
      expiresOn: day(row.expires_on),
      expired: row.expires_on < today,
    })),
  })
}

export async function addInstrumentIn(
  call: Call<typeof addInstrument, 'inspection'>,
): Promise<Outcome<AnswerOf<typeof addInstrument>>> {
  const { db, etown, actor, body } = call
  const { machineKey, ...about } = body
  const made = await insertInstrument(db, {
    etown: etown.id,
    ...about,
    machine: machineKey === undefined ? null : `machine-${machineKey}`,
    registered_by: actor?.account ?? '',
  })
  if (made === undefined)
    return refused(refusal(inspectionRefusals, 'inspection.serial_taken', {}, '/serial'))
  call.note(String(made.id))
  call.announce({
    kind: 'inspection.instrument-registered',
    subject: String(made.id),
    payload: { serial: body.serial },
  })
  return granted({ id: String(made.id) })
}

export async function calibrateIn(
  call: Call<typeof calibrate, 'inspection'>,
): Promise<Outcome<AnswerOf<typeof calibrate>>> {
  const { db, etown, actor, body } = call
  const instrument = await findInstrument(db, etown.id, BigInt(call.params.instrument))
  if (instrument === undefined) return refused(refusal(inspectionRefusals, 'inspection.instrument_unknown'))
  if (body.until <= body.on)
    return refused(refusal(inspectionRefusals, 'inspection.later', { what: '检定日期' }, '/until'))
  const { id } = await insertCalibration(db, {
    etown: etown.id,
    instrument: instrument.id,
    on_day: body.on,
    until: body.until,
    certificate: body.certificate,
    by: actor?.account ?? '',
  })
  call.note(String(instrument.id))
  call.announce({
    kind: 'inspection.instrument-calibrated',
    subject: String(instrument.id),
    payload: { until: body.until },
  })
  return granted({ id: String(id) })
}

/** The blank's lower limit is the same for all enzyme methods in force; the strictest counts. */
const LEAST = METHODS.flatMap(({ blank }) => blank?.least ?? []).reduce((a, b) =>
  compare(decimal(a), decimal(b)) >= 0 ? a : b,
)

export async function enterBlankIn(
  call: Call<typeof enterBlank, 'inspection'>,
): Promise<Outcome<AnswerOf<typeof enterBlank>>> {
  const { db, etown, actor, body, now } = call
  const instrument = await findInstrument(db, etown.id, BigInt(call.params.instrument))
  if (instrument === undefined) return refused(refusal(inspectionRefusals, 'inspection.instrument_unknown'))
  const measuredAt = new Date(body.measuredAt)
  if (measuredAt > now)
    return refused(refusal(inspectionRefusals, 'inspection.later', { what: '测定时间' }, '/measuredAt'))
  const valid = compare(decimal(body.control), decimal(LEAST)) >= 0
  const { id } = await insertBlank(db, {
    etown: etown.id,
    instrument: instrument.id,
    measured_at: measuredAt,
    control: body.control,
    valid,
    by: actor?.account ?? '',
  })
  call.note(String(instrument.id), { valid })
  call.announce({
    kind: 'inspection.blank-entered',
    subject: String(instrument.id),
    payload: { control: body.control, valid },
  })
  return granted({ id: String(id), valid })
}

export async function addReagentIn(
  call: Call<typeof addReagent, 'inspection'>,
): Promise<Outcome<AnswerOf<typeof addReagent>>> {
  const { db, etown, actor, body } = call
  const made = await insertReagent(db, {
    etown: etown.id,
    name: body.name,
    batch: body.batch,
    expires_on: body.expiresOn,
    by: actor?.account ?? '',
  })
  if (made === undefined) return refused(refusal(inspectionRefusals, 'inspection.serial_taken', {}, '/batch'))
  call.note(String(made.id))
  call.announce({
    kind: 'inspection.reagent-registered',
    subject: String(made.id),
    payload: { expiresOn: body.expiresOn },
  })
  return granted({ id: String(made.id) })
}

export async function listLinesIn(
  call: Call<typeof listLines, 'inspection'>,
): Promise<Outcome<AnswerOf<typeof listLines>>> {
  const page = pageAsked(call.query)
  const { rows, total } = await pageOfLines(call.db, call.etown.id, call.query.only, page)
  const view = (row: (typeof rows)[number]) => ({
    id: String(row.id),
    raw: rawText(row.raw),
    instrument: row.instrument_name,
    via: row.via === 'mqtt' ? ('mqtt' as const) : row.via === 'file' ? ('file' as const) : ('http' as const),
    sampleCode: row.sample_code ?? undefined,
    value: row.value === null ? undefined : `${row.bound ?? ''}${plain(row.value)}`,
    said: row.said ?? undefined,
    readAt: row.read_at?.toISOString(),
    trouble: row.trouble === null ? undefined : keyIn(LINE_TROUBLES, row.trouble),
    used: row.used,
    receivedAt: row.received_at.toISOString(),
  })
  return granted({ total, ...pageOf(rows, page.limit, view) })
}

export async function readMonthsIn(
  call: Call<typeof readMonths, 'inspection'>,
): Promise<Outcome<AnswerOf<typeof readMonths>>> {
  const rows = await months(call.db, call.etown.id, onlyParty(call))
  return granted({ rows: rows.map((row) => ({ ...row, foodName: foodOf(row.food)?.zh ?? row.food })) })
}
