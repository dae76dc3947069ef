import { type Attested, attested } from '#kernel/attested'
import type { Json } from '#kernel/canonical'
import type { CertificateRow } from '../db/certificates.ts'
import type { labResultsOf } from '../db/lab.ts'
import type { RunOfSample, reviewOf, SampleRow } from '../db/samples.ts'
import { spelt } from './seeing.ts'

/**
 * 所证之文 A row with the text that is attested of it: made of what the database holds alone, so that whoever holds the row can
 * make the text again and hold it against the log.
 */
export type Stated = { readonly kind: string; readonly subject: string; readonly record: Json }
export const leafOf = ({ kind, subject, record }: Stated): Attested => attested(kind, subject, record)

type Review = NonNullable<Awaited<ReturnType<typeof reviewOf>>>
type Lab = Awaited<ReturnType<typeof labResultsOf>>[number]
type Sampled = Pick<SampleRow, 'id' | 'code' | 'lot' | 'food' | 'method' | 'taken_at'>

const sampled = ({ code, lot, food, method, taken_at }: Sampled) => ({
  sample: code,
  lot: String(lot),
  food,
  method,
  takenAt: taken_at.toISOString(),
})

const number = (text: string | null): string | null => (text === null ? null : spelt(text))
const reading = (run: RunOfSample) => ({
  id: String(run.id),
  measuredAt: run.measured_at.toISOString(),
  control: number(run.control),
  change: number(run.change),
  value: run.value === null ? null : `${run.bound ?? ''}${spelt(run.value)}`,
  limit: spelt(run.limit_percent),
  percent: run.percent,
  verdict: run.verdict,
})

/** 检测结果 Every reading of the sample, and what the reviewer made of them. */
export const statedResult = (
  sample: Sampled,
  { decision, at }: Review,
  label: string | undefined,
  runs: readonly RunOfSample[],
): Stated => ({
  kind: 'inspection.result',
  subject: String(sample.id),
  record: {
    ...sampled(sample),
    percent: runs.findLast(({ verdict }) => verdict !== 'invalid')?.percent ?? null,
    decision,
    label: label ?? null,
    reviewedAt: at.toISOString(),
    readings: runs.map(reading),
  },
})

/** Kept first, whatever the devices' clocks say. */
export const firstPositive = (runs: readonly RunOfSample[]): RunOfSample | undefined =>
  runs.filter(({ verdict }) => verdict === 'positive').toSorted((a, b) => (a.id < b.id ? -1 : 1))[0]

/** 阳性 The reading that closed the lot. */
export const statedPositive = (sample: Sampled, first: RunOfSample): Stated => ({
  kind: 'inspection.positive',
  subject: String(sample.id),
  record: { ...sampled(sample), ...reading(first) },
})

export const statedLab = (sample: Pick<SampleRow, 'id' | 'code'>, lab: Lab): Stated => ({
  kind: 'inspection.lab-result',
  subject: String(sample.id),
  record: {
    sample: sample.code,
    laboratory: lab.laboratory,
    reportNo: lab.report_no,
    method: lab.method,
    reportedOn: lab.reported_on,
    report: lab.sha256,
    passes: lab.passes,
    items: lab.items.map(({ item, found, most }) => ({ item, found: number(found), most: number(most) })),
  },
})

type Certified = Pick<
  CertificateRow,
  | 'number'
  | 'style'
  | 'template'
  | 'party'
  | 'lot'
  | 'sample'
  | 'product'
  | 'quantity'
  | 'unit'
  | 'boxes'
  | 'origin'
  | 'bases'
  | 'issued_on'
> & { readonly subject_code: string | null }

/** 合格证 All that it says, but for the telephone. `subject` as the public page shows it: a farmer's name is masked. */
export const statedCertificate = (row: Certified, subject: string): Stated => ({
  kind: 'inspection.certificate',
  subject: row.number,
  record: {
    number: row.number,
    style: row.style,
    template: row.template,
    party: String(row.party),
    lot: row.lot === null ? null : String(row.lot),
    sample: row.sample === null ? null : String(row.sample),
    product: row.product,
    quantity: spelt(row.quantity),
    unit: row.unit,
    boxes: row.boxes,
    origin: row.origin,
    subject,
    subjectCode: row.subject_code,
    bases: row.bases,
    issuedOn: row.issued_on,
  },
})

export const statedVoid = (certificate: string, why: string, at: Date): Stated => ({
  kind: 'inspection.certificate-void',
  subject: certificate,
  record: { number: certificate, why, at: at.toISOString() },
})
