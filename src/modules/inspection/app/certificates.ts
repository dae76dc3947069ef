import { day, dayOfInstant } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { keyIn } from '#kernel/keys'
import { maskPhone } from '#kernel/mask'
import { pageAsked, pageOf } from '#kernel/page'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { isBroughtBy } from '#platform/files/evidence'
import type { Call } from '#platform/http/route'
import { lotsOf, retellLots } from '#trace'
import {
  type Certificate,
  type collectCertificate,
  type getCertificate,
  type Incoming,
  inspectionRefusals,
  type listCertificates,
  type listIncoming,
  STYLES,
  type voidCertificate,
} from '../contract/index.ts'
import {
  type CertificateRow,
  certificateOfNumber,
  collectedOf,
  findCertificate,
  type IncomingRow,
  incomingByIds,
  insertIncoming,
  insertVoid,
  lockCollecting,
  pageOfCertificates,
  pageOfIncoming,
  usesOf,
} from '../db/certificates.ts'
import { retainedUntil } from '../domain/certificate-rules.ts'
import { fromThousandths, thousandths } from '../domain/decimal.ts'
import { readNumber, spacedNumber } from '../domain/public-number.ts'
import { CONTACT, ownParty } from './issue.ts'
import { templateOf } from './registry.ts'
import { onlyParty, sees, spelt } from './seeing.ts'
import { leafOf, statedVoid } from './statements.ts'

const unitOf = (text: string) => (text === 'kg' || text === 'piece' ? text : 'litre')

export const certificateView = (row: CertificateRow, lotCode: string | undefined): Certificate => ({
  id: String(row.id),
  number: row.number,
  style: keyIn(STYLES, row.style),
  product: row.product,
  quantity: spelt(row.quantity),
  unit: unitOf(row.unit),
  boxes: row.boxes,
  subject: row.subject,
  issuedOn: day(row.issued_on),
  voided: row.voided_why !== null,
  lot: row.lot === null ? undefined : String(row.lot),
  lotCode,
})

export async function listCertificatesIn(
  call: Call<typeof listCertificates, 'inspection'>,
): Promise<Outcome<AnswerOf<typeof listCertificates>>> {
  const { db, etown, query } = call
  const page = pageAsked(query)
  const filter = { party: onlyParty(call), lot: query.lot === undefined ? undefined : BigInt(query.lot) }
  const { rows, total } = await pageOfCertificates(db, etown.id, filter, page)
  const lots = await lotsOf(
    db,
    etown.id,
    rows.flatMap((row) => row.lot ?? []),
  )
  return granted({
    total,
    ...pageOf(rows, page.limit, (row) => certificateView(row, lots.get(row.lot ?? 0n)?.code)),
  })
}

type At = Pick<Call<typeof getCertificate, 'inspection'>, 'db' | 'etown' | 'actor'>
export async function seenCertificate(call: At, id: string): Promise<Outcome<CertificateRow>> {
  const row = await findCertificate(call.db, call.etown.id, BigInt(id))
  return row !== undefined && sees(call, row.party)
    ? granted(row)
    : refused(refusal(inspectionRefusals, 'inspection.certificate_unknown'))
}

/** What a certificate says, in the words of the order it was issued under. */
export function wordsOf(row: Pick<CertificateRow, 'template' | 'style' | 'bases'>) {
  const template = templateOf(row.template)
  if (template === undefined) throw new Error(`template ${row.template} was taken out`)
  return {
    title: template.title,
    promise: row.style === 'buyer' ? (template.buyer ?? template.producer) : template.producer,
    bases: row.bases.map((basis) => template.bases[basis] ?? basis),
  }
}

export async function getCertificateIn(
  call: Call<typeof getCertificate, 'inspection'>,
): Promise<Outcome<AnswerOf<typeof getCertificate>>> {
  const { db, etown, house } = call
  const found = await seenCertificate(call, call.params.certificate)
  if (!found.ok) return found
  const row = found.value
  const lot = row.lot === null ? undefined : (await lotsOf(db, etown.id, [row.lot])).get(row.lot)
  const uses = await usesOf(db, etown.id, row.id)
  return granted({
    ...certificateView(row, lot?.code),
    ...wordsOf(row),
    template: row.template,
    origin: row.origin,
    contact: contactShown(house.vault.open(CONTACT, row.contact), onlyParty(call) === row.party),
    listed: row.listed,
    retainedUntil: day(row.retained_until),
    sample: row.sample === null ? undefined : String(row.sample),
    sha256: row.sha256,
    voidedWhy: row.voided_why ?? undefined,
    upstream: uses.map(({ quantity, ...about }) => ({ ...about, quantity: spelt(quantity) })),
    publicPath: `/hgz/${row.number}`,
  })
}

/** Their own is theirs to read; to anybody else it is masked. */
export const contactShown = (contact: string, own: boolean): string => (own ? contact : maskPhone(contact))

/** 作废 With a reason; the number resolves for ever and says so. */
export async function voidCertificateIn(
  call: Call<typeof voidCertificate, 'inspection'>,
): Promise<Outcome<AnswerOf<typeof voidCertificate>>> {
  const { db, etown, actor, body, now } = call
  const own = ownParty(call)
  if (!own.ok) return own
  const found = await seenCertificate(call, call.params.certificate)
  if (!found.ok) return found
  const row = found.value
  const voiding = {
    etown: etown.id,
    certificate: row.id,
    why: body.reason,
    by: actor?.account ?? '',
    at: now,
  }
  if (!(await insertVoid(db, voiding)))
    return refused(refusal(inspectionRefusals, 'inspection.voided_already'))
  if (row.lot !== null) await retellLots(db, [row.lot])
  call.note(String(row.id), { number: row.number })
  call.announce({
    kind: 'inspection.certificate-voided',
    subject: row.number,
    payload: {
      party: String(row.party),
      issuedOn: row.issued_on,
      measure: 'certificates',
      amount: String(-row.boxes),
      attested: [leafOf(statedVoid(row.number, body.reason, now))],
    },
  })
  return granted({})
}

const incomingView = (row: IncomingRow): Incoming => ({
  id: String(row.id),
  source: row.source === 'own' ? 'own' : 'foreign',
  number: row.number,
  product: row.product,
  quantity: spelt(row.quantity),
  left: spelt(leftOf(row)),
  unit: unitOf(row.unit),
  issuer: row.issuer,
  issuedOn: day(row.issued_on),
  collectedOn: day(row.collected_on),
  retainedUntil: day(row.retained_until),
  voided: row.voided,
  photo: row.sha256 ?? undefined,
})
const leftOf = ({ quantity, used }: IncomingRow): string =>
  fromThousandths(thousandths(quantity) - thousandths(used))

export async function listIncomingIn(
  call: Call<typeof listIncoming, 'inspection'>,
): Promise<Outcome<AnswerOf<typeof listIncoming>>> {
  const page = pageAsked(call.query)
  const { rows, total } = await pageOfIncoming(call.db, call.etown.id, onlyParty(call), page)
  return granted({ total, ...pageOf(rows, page.limit, incomingView) })
}

type CollectCall = Call<typeof collectCertificate, 'inspection'>
type Collected = Omit<
  Parameters<typeof insertIncoming>[1],
  'etown' | 'party' | 'collected_on' | 'retained_until' | 'by' | 'at'
>

/** 收证 Ours is verified on the spot; one of another platform is kept as a photo with its facts. */
export async function collectCertificateIn(
  call: CollectCall,
): Promise<Outcome<AnswerOf<typeof collectCertificate>>> {
  const { db, etown, actor, now } = call
  const own = ownParty(call)
  if (!own.ok) return own
  const what = await (call.body.foreign === undefined ? collectOwn(call, own.value) : collectForeign(call))
  if (!what.ok) return what
  const today = dayOfInstant(now.getTime())
  const made = await insertIncoming(db, {
    etown: etown.id,
    party: own.value,
    ...what.value,
    collected_on: today,
    retained_until: retainedUntil(today),
    by: actor?.account ?? '',
    at: now,
  })
  if (made === undefined)
    return refused(refusal(inspectionRefusals, 'inspection.collected_already', {}, '/number'))
  const [row] = await incomingByIds(db, etown.id, [made.id])
  if (row === undefined) throw new Error('a row that was just written is missing')
  call.note(String(made.id), { source: row.source })
  call.announce({
    kind: 'inspection.certificate-collected',
    subject: String(made.id),
    payload: { source: row.source, number: row.number, party: String(own.value) },
    ...(row.sha256 !== null && { evidence: [row.sha256] }),
  })
  return granted(incomingView(row))
}

async function collectOwn(call: CollectCall, own: bigint): Promise<Outcome<Collected>> {
  const asked = readNumber(call.body.number.replace(/^.*\/hgz\//i, ''))
  const row = asked && (await certificateOfNumber(call.db, call.etown.id, asked.number))
  if (row === undefined)
    return refused(refusal(inspectionRefusals, 'inspection.number_unknown', {}, '/number'))
  const lot = row.lot === null ? undefined : (await lotsOf(call.db, call.etown.id, [row.lot])).get(row.lot)
  const why =
    row.voided_why !== null
      ? '已作废'
      : lot !== undefined && lot.state !== 'open'
        ? '对应的批次已冻结或召回'
        : row.party === own
          ? '是您自己开的'
          : undefined
  if (why !== undefined)
    return refused(refusal(inspectionRefusals, 'inspection.cannot_collect', { why }, '/number'))
  await lockCollecting(call.db, call.etown.id, row.id)
  // Conserved over all who collect: two buyers of one harvest share its certificate, they do not double it.
  const collected = await collectedOf(call.db, call.etown.id, row.id, own)
  if (collected.own)
    return refused(refusal(inspectionRefusals, 'inspection.collected_already', {}, '/number'))
  const { taken } = collected
  const left = thousandths(row.quantity) - thousandths(taken)
  const { quantity = spelt(fromThousandths(left)) } = call.body
  if (left === 0n || thousandths(quantity) > left) {
    const values = { quantity: spelt(row.quantity), taken: spelt(taken), left: spelt(fromThousandths(left)) }
    return refused(refusal(inspectionRefusals, 'inspection.more_than_certified', values, '/quantity'))
  }
  return granted({
    source: 'own',
    number: spacedNumber(row.number),
    certificate: row.id,
    product: row.product,
    quantity,
    unit: row.unit,
    issuer: row.subject,
    issued_on: row.issued_on,
  })
}

async function collectForeign(call: CollectCall): Promise<Outcome<Collected>> {
  const { foreign, number } = call.body
  const own =
    foreign !== undefined &&
    (await isBroughtBy(call.db, call.etown.id, foreign.photo, call.actor?.account ?? ''))
  if (foreign === undefined || !own)
    return refused(refusal(inspectionRefusals, 'inspection.foreign_incomplete', {}, '/foreign/photo'))
  if (foreign.issuedOn > dayOfInstant(call.now.getTime()))
    return refused(refusal(inspectionRefusals, 'inspection.later', { what: '开具日期' }, '/foreign/issuedOn'))
  return granted({
    source: 'foreign',
    number,
    product: foreign.product,
    quantity: foreign.quantity,
    unit: foreign.unit,
    issuer: foreign.issuer,
    issued_on: foreign.issuedOn,
    sha256: foreign.photo,
  })
}
