import { day, dayOfInstant, formatDay } from '#kernel/day'
import { keyIn, keysOf } from '#kernel/keys'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import type { Call, Download } from '#platform/http/route'
import { linkOf, lotsOf, stemOf } from '#trace'
import { inspectionRefusals, type printLabels, SAMPLE_STATES } from '../contract/index.ts'
import type { CertificateRow } from '../db/certificates.ts'
import { labelsOf, runsOf, type SampleWithTask } from '../db/samples.ts'
import { spacedNumber } from '../domain/public-number.ts'
import { isRapid, warningsOf } from '../domain/registry.ts'
import { seenCertificate, wordsOf } from './certificates.ts'
import { CONTACT } from './issue.ts'
import { printerFile } from './labels/dots.ts'
import { type CertificateFacts, facesFor, type TestFacts } from './labels/faces.ts'
import { pdfOf } from './labels/pdf.ts'
import { knownFood, knownMethod, templateOf } from './registry.ts'
import { resultSaid } from './result-words.ts'
import { seenSample } from './samples.ts'
import { partyNames, spelt } from './seeing.ts'

type PrintCall = Call<typeof printLabels, 'inspection'>
const MEDIA = { pdf: 'application/pdf', tspl: 'application/octet-stream', zpl: 'text/plain' } as const
const UNITS: Readonly<Record<string, string>> = { kg: '千克', piece: '件', litre: '升' }
/** A file of more would be too large for a label printer's memory. */
const BOXES_AT_ONCE = 1_000

/**
 * 双标签 Made from what is committed and from nothing else: a verdict that was lost with the power has no label. A certificate
 * brings its test along.
 */
export async function printLabelsIn(call: PrintCall): Promise<Outcome<Download>> {
  const { query } = call
  if (query.form !== 'pdf' && query.size !== '50x30' && query.size !== '100x70')
    return refused(refusal(inspectionRefusals, 'inspection.label_form', {}, '/size'))
  const certificate =
    query.certificate === undefined ? undefined : await seenCertificate(call, query.certificate)
  if (certificate !== undefined && !certificate.ok) return certificate
  const asked = query.sample ?? certificate?.value.sample?.toString()
  const sample = asked === undefined ? undefined : await seenSample(call, asked)
  if (sample !== undefined && !sample.ok) return sample
  if (sample === undefined && certificate === undefined)
    return refused(refusal(inspectionRefusals, 'inspection.label_of_nothing'))
  const test = sample === undefined ? undefined : await testFacts(call, sample.value)
  // A certificate outlives its test; a test label is asked for by itself or not at all.
  if (test !== undefined && !test.ok && query.sample !== undefined) return test
  const certificates = certificate === undefined ? [] : certificateFacts(call, certificate.value)
  const faces = facesFor(query.size, test?.ok ? test.value : undefined, certificates)
  const name = certificate?.value.number ?? sample?.value.code ?? ''
  call.note(name, { size: query.size, labels: faces.length })
  return granted({
    name: `${name}-${query.size}.${query.form}`,
    media: MEDIA[query.form],
    content: query.form === 'pdf' ? pdfOf(faces, name) : printerFile(query.form, faces),
  })
}

async function testFacts(call: PrintCall, sample: SampleWithTask): Promise<Outcome<TestFacts>> {
  const { db, etown } = call
  const [label] = await labelsOf(db, etown.id, [sample.id])
  if (sample.state !== 'passed' || label === undefined) {
    const state = SAMPLE_STATES[keyIn(SAMPLE_STATES, sample.state)].zh
    return refused(refusal(inspectionRefusals, 'inspection.no_label', { state }))
  }
  const [method, food] = [knownMethod(sample.method), knownFood(sample.food)]
  const lot = (await lotsOf(db, etown.id, [sample.lot])).get(sample.lot)
  const nameOf = await partyNames(db, etown.id, [lot?.party ?? 0n])
  return granted({
    product: lot?.item ?? food.zh,
    producer: nameOf(lot?.party ?? 0n),
    lotCode: lot?.code ?? '—',
    said: resultSaid(sample, await runsOf(db, etown.id, [sample.id])).zh,
    method: method.code,
    warnings: warningsOf(method, food).filter((text) => text.startsWith('扩展')),
    rapid: isRapid(method),
    on: formatDay(dayOfInstant(sample.taken_at.getTime())),
    number: spacedNumber(label.number),
    link: linkOf(stemOf(call), { gtin: lot?.gtin ?? '', lot: lot?.code ?? '' }),
  })
}

function certificateFacts(call: PrintCall, row: CertificateRow): readonly CertificateFacts[] {
  const { title, promise } = wordsOf(row)
  const bases = templateOf(row.template)?.bases ?? {}
  const common = {
    title,
    promise,
    product: row.product,
    quantity: `${spelt(row.quantity)} ${UNITS[row.unit] ?? row.unit}`,
    origin: row.origin,
    subject: row.subject,
    contact: call.house.vault.open(CONTACT, row.contact),
    bases: keysOf(bases).map((basis) => ({ text: bases[basis] ?? basis, ticked: row.bases.includes(basis) })),
    issuedOn: formatDay(day(row.issued_on)),
    number: spacedNumber(row.number),
    voided: row.voided_why !== null,
  }
  return Array.from({ length: Math.min(row.boxes, BOXES_AT_ONCE) }, (_, i) => ({
    ...common,
    box: { n: i + 1, of: row.boxes },
    link: `${stemOf(call)}/hgz/${row.number}${row.boxes > 1 ? `.${i + 1}` : ''}`,
  }))
}
