import { day } from '#kernel/day'
import { keyIn } from '#kernel/keys'
import { maskName } from '#kernel/mask'
import { partiesOf } from '#party'
import { type AnyDb, roomOf } from '#platform/db/house'
import type { Proof, ProofSource } from '#trace'
import { MEANING, RAPID_NEGATIVE, SAMPLE_STATES } from '../contract/index.ts'
import { type CertificateRow, certificatesOfLots } from '../db/certificates.ts'
import { labResultsOf } from '../db/lab.ts'
import { labelsOf, runsOf, type SampleWithTask, samplesOfLots } from '../db/samples.ts'
import { isRapid, warningsOf } from '../domain/registry.ts'
import { wordsOf } from './certificates.ts'
import { knownFood, knownMethod } from './registry.ts'
import { resultSaid } from './result-words.ts'

const same = (text: string) => ({ zh: text, en: text })
/** Until there is a verdict, nobody outside hears of a sample, except that a positive is held. */
const TOLD: readonly string[] = ['passed', 'locked', 'failed', 'disputed', 'cleared', 'condemned']

/** 检测与合格证 What the page of a lot says of its tests and certificates. */
export const inspectionProofs: ProofSource = async (anyDb, etown, lots) => {
  const db = roomOf(anyDb, 'inspection')
  const samples = (await samplesOfLots(db, etown, lots)).filter(({ state }) => TOLD.includes(state))
  const ids = samples.map(({ id }) => id)
  const [runs, labs, labels, certificates] = await Promise.all([
    runsOf(db, etown, ids),
    labResultsOf(db, etown, ids),
    labelsOf(db, etown, ids),
    certificatesOfLots(db, etown, lots),
  ])
  const tests = samples.map((sample) => {
    const of = <R extends { readonly sample: bigint }>(rows: readonly R[]) =>
      rows.filter((row) => row.sample === sample.id)
    return testProof(sample, of(runs), of(labs)[0], of(labels)[0]?.number)
  })
  const names = await subjectNames(anyDb, etown, certificates)
  return [...tests, ...certificates.map((row) => certificateProof(row, names(row)))]
}

type Runs = Awaited<ReturnType<typeof runsOf>>
type Lab = Awaited<ReturnType<typeof labResultsOf>>[number] | undefined

function testProof(sample: SampleWithTask, runs: Runs, lab: Lab, label: string | undefined): Proof {
  const [method, food] = [knownMethod(sample.method), knownFood(sample.food)]
  const state = keyIn(SAMPLE_STATES, sample.state)
  const said = resultSaid(sample, runs)
  const result =
    state === 'passed' || state === 'cleared'
      ? 'passed'
      : state === 'condemned' || state === 'failed'
        ? 'failed'
        : 'pending'
  const rapid = isRapid(method)
  return {
    lot: sample.lot,
    kind: 'test',
    result,
    word: state === 'passed' && rapid ? RAPID_NEGATIVE : SAMPLE_STATES[state],
    title: said,
    lines: [
      { zh: `${method.code} ${method.zh}`, en: `${method.code} ${method.en}` },
      ...warningsOf(method, food)
        .filter((text) => text.startsWith('扩展'))
        .map((zh) => ({ zh, en: 'Extended matrix: for reference only' })),
      ...(rapid && state === 'passed' ? [MEANING] : []),
      ...(lab === undefined
        ? []
        : [same(`${lab.laboratory} ${lab.report_no}：${lab.items.map(({ item }) => item).join('、')}`)]),
    ],
    on: new Date(sample.taken_at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10),
    ...(label !== undefined && state === 'passed' && { href: `/hgz/${label}` }),
  }
}

/** A farmer's name is masked on every public page. */
export async function subjectNames(db: AnyDb, etown: number, rows: readonly CertificateRow[]) {
  const briefs = await partiesOf(db, etown, [...new Set(rows.map((row) => row.party))])
  return (row: CertificateRow): string =>
    briefs.get(row.party)?.kind === 'farmer' ? maskName(row.subject) : row.subject
}

function certificateProof(row: CertificateRow, subject: string): Proof {
  const { title, promise, bases } = wordsOf(row)
  const voided = row.voided_why !== null
  return {
    lot: row.lot ?? 0n,
    kind: 'certificate',
    result: voided ? 'pending' : 'passed',
    word: voided ? { zh: '已作废', en: 'Void' } : { zh: '有效', en: 'In force' },
    title: same(title),
    lines: voided
      ? [{ zh: `已作废：${row.voided_why}`, en: `Void: ${row.voided_why}` }]
      : [
          same(promise),
          { zh: `承诺主体：${subject}；依据：${bases.join('、')}`, en: `Promised by ${subject}` },
        ],
    on: day(row.issued_on),
    href: `/hgz/${row.number}`,
  }
}
