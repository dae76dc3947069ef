import { dayOfInstant } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { keyIn } from '#kernel/keys'
import { granted, type Outcome, type Refusal, refusal, refused } from '#kernel/refusal'
import { findEvidence } from '#platform/files/evidence'
import type { Call, Download } from '#platform/http/route'
import { endHolds, holdLot, retellLots } from '#trace'
import {
  type bringFile,
  type enterLabResult,
  inspectionRefusals,
  type readFile,
  SAMPLE_STATES,
} from '../contract/index.ts'
import { insertLabResult, labResultsOf, partiesOfFile } from '../db/lab.ts'
import { lockSample, type SampleWithTask, statesOf } from '../db/samples.ts'
import { compare, decimal } from '../domain/decimal.ts'
import { fitOf, isRapid } from '../domain/registry.ts'
import { holderOf } from './keep-runs.ts'
import { knownFood, methodOf } from './registry.ts'
import { seenSample } from './samples.ts'
import { sees } from './seeing.ts'
import { leafOf, statedLab } from './statements.ts'

export async function bringFileIn(
  call: Call<typeof bringFile, 'inspection'>,
): Promise<Outcome<AnswerOf<typeof bringFile>>> {
  if (call.file === undefined) return refused(refusal(inspectionRefusals, 'inspection.evidence_unknown'))
  call.note(call.file.sha256)
  call.announce({
    kind: 'inspection.file-brought',
    subject: call.file.sha256,
    payload: {},
    evidence: [call.file.sha256],
  })
  return granted({ sha256: call.file.sha256 })
}

/** 打开文件 A report, or the photo of a certificate, for whoever sees what it belongs to. */
export async function readFileIn(call: Call<typeof readFile, 'inspection'>): Promise<Outcome<Download>> {
  const { db, etown, house } = call
  const { sha256 } = call.params
  const parties = await partiesOfFile(db, etown.id, sha256)
  const file = parties.some((party) => sees(call, party))
    ? await findEvidence(db, etown.id, sha256)
    : undefined
  if (file === undefined) return refused(refusal(inspectionRefusals, 'inspection.file_unknown'))
  call.note(sha256)
  return granted({ name: file.name, media: file.media, content: await house.evidence.read(file.stored) })
}

type LabCall = Call<typeof enterLabResult, 'inspection'>
const WANTS: readonly string[] = ['drawn', 'locked', 'failed', 'disputed']

/** 确证 The only way out of a positive; never by a rapid method. Nothing over its limit: the lot is let go at once. */
export async function enterLabResultIn(call: LabCall): Promise<Outcome<AnswerOf<typeof enterLabResult>>> {
  const { db, etown, actor, body, now } = call
  await lockSample(db, etown.id, BigInt(call.params.sample))
  const found = await seenSample(call, call.params.sample)
  if (!found.ok) return found
  const sample = found.value
  const problems = await whyNot(call, sample)
  if (problems.length > 0) return refused(...problems)
  const items = body.items.map(({ item, found: amount, most }) => ({
    item,
    found: amount ?? null,
    below: amount === undefined,
    most: most ?? null,
    passes: amount === undefined || (most !== undefined && compare(decimal(amount), decimal(most)) <= 0),
  }))
  const passes = items.every((item) => item.passes)
  const by = actor?.account ?? ''
  const result = {
    etown: etown.id,
    sample: sample.id,
    laboratory: body.laboratory,
    report_no: body.reportNo,
    method: body.method,
    kind: 'confirmatory',
    reported_on: body.reportedOn,
    sha256: body.report,
    passes,
    by,
    at: now,
  }
  await insertLabResult(db, result, items)
  const state = keyIn(
    SAMPLE_STATES,
    (await statesOf(db, etown.id, [sample.id])).get(sample.id)?.state ?? sample.state,
  )
  const holder = holderOf(sample.id)
  const holding = { db, etown: etown.id, announce: call.announce }
  if (state === 'cleared') await endHolds(holding, { holder, said: '实验室确证合格，扣留解除。', by })
  if (state === 'condemned')
    await holdLot(holding, {
      lot: sample.lot,
      holder,
      said: '实验室确证不合格，批次扣留，等待监管处置。',
      by,
    })
  await retellLots(db, [sample.lot])
  const [kept] = await labResultsOf(db, etown.id, [sample.id])
  if (kept === undefined) throw new Error('a result that was just written is missing')
  call.note(String(sample.id), { passes, state })
  call.announce({
    kind: 'inspection.lab-result-entered',
    subject: String(sample.id),
    payload: {
      lot: String(sample.lot),
      passes,
      state,
      attested: [leafOf(statedLab(sample, kept))],
    },
    evidence: [body.report],
  })
  return granted({ passes, state })
}

async function whyNot({ db, etown, body, now }: LabCall, sample: SampleWithTask): Promise<Refusal[]> {
  const problems: Refusal[] = []
  const method = methodOf(body.method)
  if (method === undefined)
    problems.push(refusal(inspectionRefusals, 'inspection.method_unknown', { code: body.method }, '/method'))
  else if (isRapid(method))
    problems.push(refusal(inspectionRefusals, 'inspection.lab_is_rapid', {}, '/method'))
  else if (fitOf(method, knownFood(sample.food)) === 'refused') {
    const values = { method: method.code, food: knownFood(sample.food).zh, instead: '请改选适用的方法。' }
    problems.push(refusal(inspectionRefusals, 'inspection.method_means_nothing', values, '/method'))
  }
  const rapidWaits = sample.state === 'drawn' && methodOf(sample.method)?.kind !== 'confirmatory'
  if (!WANTS.includes(sample.state) || rapidWaits) {
    const state = SAMPLE_STATES[keyIn(SAMPLE_STATES, sample.state)].zh
    problems.push(refusal(inspectionRefusals, 'inspection.not_for_lab', { state }))
  }
  if (body.reportedOn > dayOfInstant(now.getTime()))
    problems.push(refusal(inspectionRefusals, 'inspection.later', { what: '报告日期' }, '/reportedOn'))
  if ((await findEvidence(db, etown.id, body.report)) === undefined)
    problems.push(refusal(inspectionRefusals, 'inspection.evidence_unknown', {}, '/report'))
  if (new Set(body.items.map(({ item }) => item)).size < body.items.length)
    problems.push(refusal(inspectionRefusals, 'inspection.method_unknown', { code: '重复的项目' }, '/items'))
  return problems
}
