import { type Day, day, dayOfInstant, formatDay } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { keyIn } from '#kernel/keys'
import { granted, type Outcome, type Refusal, refusal, refused } from '#kernel/refusal'
import type { Call } from '#platform/http/route'
import { type giveLine, inspectionRefusals, type recordRun, SAMPLE_STATES } from '../contract/index.ts'
import { calibratedOn, findInstrument, findReagent, freeLine } from '../db/lab.ts'
import { lockSample, runsOf, type SampleWithTask, sampleOfCode, statesOf } from '../db/samples.ts'
import { isRapid, type Method } from '../domain/registry.ts'
import { keepRuns, type NewRun } from './keep-runs.ts'
import { momentText } from './moment-text.ts'
import { knownMethod } from './registry.ts'
import { runViews } from './views.ts'

type RunCall = Call<typeof recordRun, 'inspection'>
type LineCall = Call<typeof giveLine, 'inspection'>

const readCode = (typed: string): string => typed.trim().toUpperCase().replaceAll(/[\s-]/g, '')

/** The sample of the bag, if it may be tested now and by this person. */
async function openSample(
  call: Pick<RunCall, 'db' | 'etown' | 'actor'>,
  typed: string,
): Promise<Outcome<SampleWithTask>> {
  const found = await sampleOfCode(call.db, call.etown.id, readCode(typed))
  if (found !== undefined) await lockSample(call.db, call.etown.id, found.id)
  const row = found && (await sampleOfCode(call.db, call.etown.id, found.code))
  if (row === undefined) return refused(refusal(inspectionRefusals, 'inspection.sample_unknown', {}, '/code'))
  const { code } = row
  if (row.taken_by === call.actor?.account)
    return refused(refusal(inspectionRefusals, 'inspection.not_blind'))
  const method = knownMethod(row.method)
  if (!isRapid(method))
    return refused(refusal(inspectionRefusals, 'inspection.no_rapid_run', { method: method.code }))
  if (row.state === 'to-review' || row.state === 'passed')
    return refused(refusal(inspectionRefusals, 'inspection.already_tested', { code }))
  if (row.state !== 'drawn' && row.state !== 'locked') {
    const state = SAMPLE_STATES[keyIn(SAMPLE_STATES, row.state)].zh
    return refused(refusal(inspectionRefusals, 'inspection.sample_closed', { code, state }))
  }
  return granted(row)
}

async function instrumentProblem(
  { db, etown }: Pick<RunCall, 'db' | 'etown'>,
  id: bigint,
  on: Day,
): Promise<Refusal | undefined> {
  const instrument = await findInstrument(db, etown.id, id)
  if (instrument === undefined)
    return refusal(inspectionRefusals, 'inspection.instrument_unknown', {}, '/instrument')
  if (await calibratedOn(db, etown.id, instrument.id, on)) return undefined
  return refusal(inspectionRefusals, 'inspection.not_calibrated', { name: instrument.name }, '/instrument')
}

/** An enzyme test without its instrument and reagent would be one whose calibration and expiry nobody can ask. */
function missingTools({ body }: RunCall, { code, kind }: Method): Refusal[] {
  if (kind !== 'enzyme') return []
  const values = { method: code }
  return [
    ...(body.instrument === undefined
      ? [refusal(inspectionRefusals, 'inspection.instrument_missing', values, '/instrument')]
      : []),
    ...(body.reagent === undefined
      ? [refusal(inspectionRefusals, 'inspection.reagent_missing', values, '/reagent')]
      : []),
  ]
}

async function toolProblems(call: RunCall, on: Day): Promise<Refusal[]> {
  const { db, etown, body } = call
  const instrument =
    body.instrument === undefined ? undefined : await instrumentProblem(call, BigInt(body.instrument), on)
  const problems: Refusal[] = instrument === undefined ? [] : [instrument]
  if (body.reagent !== undefined) {
    const reagent = await findReagent(db, etown.id, BigInt(body.reagent))
    if (reagent === undefined || reagent.expires_on < on) {
      const { name = '—', batch = '—', expires_on } = reagent ?? {}
      const until = expires_on === undefined ? '—' : formatDay(day(expires_on))
      problems.push(
        refusal(inspectionRefusals, 'inspection.reagent_expired', { name, batch, until }, '/reagent'),
      )
    }
  }
  return problems
}

/** 手工测定 Two absorbances typed; what they say is worked out here and again by the database. */
export async function recordRunIn(call: RunCall): Promise<Outcome<AnswerOf<typeof recordRun>>> {
  const { body, now } = call
  const measuredAt = new Date(body.measuredAt)
  const problems = await toolProblems(call, dayOfInstant(measuredAt.getTime()))
  if (measuredAt > now)
    problems.push(refusal(inspectionRefusals, 'inspection.later', { what: '测定时间' }, '/measuredAt'))
  const found = await openSample(call, call.params.code)
  if (!found.ok) return refused(...problems, ...found.refused)
  problems.push(...missingTools(call, knownMethod(found.value.method)))
  const taken = found.value.taken_at
  if (measuredAt < taken)
    problems.push(
      refusal(inspectionRefusals, 'inspection.before_sampling', { taken: momentText(taken) }, '/measuredAt'),
    )
  if (problems.length > 0) return refused(...problems)
  const run: NewRun = {
    sample: found.value.id,
    method: knownMethod(found.value.method),
    reading: { control: body.control, sample: body.sample },
    measuredAt,
    operator: call.actor?.account ?? '',
    instrument: body.instrument === undefined ? undefined : BigInt(body.instrument),
    reagent: body.reagent === undefined ? undefined : BigInt(body.reagent),
  }
  return keepOne(call, run)
}

/** 归到样品 A line whose sample code nobody typed on the device. Whoever says whose it is counts as its tester. */
export async function giveLineIn(call: LineCall): Promise<Outcome<AnswerOf<typeof giveLine>>> {
  const found = await openSample(call, call.params.code)
  if (!found.ok) return found
  const line = await freeLine(call.db, call.etown.id, BigInt(call.body.line))
  if (line === undefined || line.value === null || line.read_at === null)
    return refused(refusal(inspectionRefusals, 'inspection.line_unknown', {}, '/line'))
  const tool = await instrumentProblem(call, line.instrument, dayOfInstant(line.read_at.getTime()))
  if (tool !== undefined) return refused(tool)
  return keepOne(call, {
    sample: found.value.id,
    method: knownMethod(found.value.method),
    reading: {
      value: plain(line.value),
      ...(line.bound !== null && { bound: line.bound === '<' ? '<' : '>' }),
    },
    measuredAt: line.read_at,
    operator: line.operator ?? call.actor?.account ?? '',
    instrument: line.instrument,
    line: line.id,
    said: line.said ?? undefined,
  })
}

/** `5.0000` as `5.0`: a column's spelling is not the device's. */
export const plain = (numeric: string): string => numeric.replace(/(\.\d+?)0+$/, '$1')

async function keepOne(call: RunCall | LineCall, run: NewRun) {
  const { db, etown, now, actor } = call
  const { kept } = await keepRuns(
    { db, etown: etown.id, now, by: actor?.account ?? '', announce: call.announce },
    [run],
  )
  const rows = (await runsOf(db, etown.id, [run.sample])).filter((row) => row.id === kept[0]?.id)
  const [view] = await runViews(db, rows)
  const after = (await statesOf(db, etown.id, [run.sample])).get(run.sample)
  if (view === undefined || after === undefined) throw new Error('a reading was not kept')
  call.note(String(run.sample), { verdict: view.verdict, state: after.state })
  return granted({ ...view, state: keyIn(SAMPLE_STATES, after.state) })
}
