import { randomBytes } from 'node:crypto'
import { type Day, dayOfInstant } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { maskName } from '#kernel/mask'
import { granted, type Outcome, type Refusal, refusal, refused } from '#kernel/refusal'
import { partiesOf } from '#party'
import type { Call } from '#platform/http/route'
import { retellLots } from '#trace'
import { inspectionRefusals, type issueBuyerCertificate, type issueCertificate } from '../contract/index.ts'
import { incomingByIds, insertCertificate, insertUses, lockIssuing } from '../db/certificates.ts'
import { retainedUntil, templateOn } from '../domain/certificate-rules.ts'
import { fromThousandths, thousandths } from '../domain/decimal.ts'
import { numberOf } from '../domain/public-number.ts'
import { foodNamed } from '../domain/registry.ts'
import { factsOfLot, leftToIssue, whyNot } from './check-lot.ts'
import { FOODS, TEMPLATES } from './registry.ts'
import { onlyParty, seenLot } from './seeing.ts'
import { leafOf, statedCertificate } from './statements.ts'

type IssueCall = Call<typeof issueCertificate, 'inspection'>
type BuyerCall = Call<typeof issueBuyerCertificate, 'inspection'>
export const CONTACT = 'inspection.certificate.contact'

/** 谁开谁负责 The party somebody issues for is their own; whoever has none is not the one who promises. */
export function ownParty(call: Pick<IssueCall, 'actor' | 'etown'>): Outcome<bigint> {
  const own = onlyParty(call)
  return own === undefined || own === 0n
    ? refused(refusal(inspectionRefusals, 'inspection.county_never_issues'))
    : granted(own)
}

type Facts = {
  readonly style: 'producer' | 'buyer'
  readonly party: bigint
  readonly lot: bigint | null
  readonly sample: bigint | null
  readonly product: string
  readonly unit: string
  readonly quantity: string
}

/** Writes the certificate with its subject as it is today, whatever the register says later. */
async function write(call: IssueCall | BuyerCall, facts: Facts) {
  const { db, etown, actor, body, house, now } = call
  const today: Day = dayOfInstant(now.getTime())
  const template = templateOn(TEMPLATES, today)
  const party = (await partiesOf(db, etown.id, [facts.party])).get(facts.party)
  if (template === undefined || party === undefined)
    return refused(refusal(inspectionRefusals, 'inspection.no_template'))
  const said = {
    number: numberOf('C', etown.id, randomBytes(9)),
    ...facts,
    quantity: fromThousandths(thousandths(facts.quantity)),
    template: template.code,
    boxes: body.boxes,
    origin: body.origin,
    subject_code: party.creditCode ?? null,
    bases: [...body.bases],
    issued_on: today,
  }
  const shown = party.kind === 'farmer' ? maskName(party.name) : party.name
  const leaf = leafOf(statedCertificate(said, shown))
  const { id } = await insertCertificate(db, {
    ...said,
    etown: etown.id,
    listed: foodNamed(FOODS, facts.product)?.listed ?? false,
    subject: party.name,
    contact: house.vault.seal(CONTACT, body.contact),
    retained_until: retainedUntil(today),
    sha256: leaf.sha256,
    by: actor?.account ?? '',
    at: now,
  })
  if (facts.lot !== null) await retellLots(db, [facts.lot])
  const { number } = said
  call.note(String(id), { number, style: facts.style, boxes: body.boxes })
  call.announce({
    kind: 'inspection.certificate-issued',
    subject: number,
    payload: {
      style: facts.style,
      party: String(facts.party),
      lot: facts.lot === null ? null : String(facts.lot),
      issuedOn: today,
      measure: 'certificates',
      amount: String(body.boxes),
      attested: [leaf],
    },
  })
  return granted({ id, number })
}

/** 生产者开具 For one lot of one's own, after every rule was asked. */
export async function issueCertificateIn(
  call: IssueCall,
): Promise<Outcome<AnswerOf<typeof issueCertificate>>> {
  const { db, etown, body } = call
  const own = ownParty(call)
  if (!own.ok) return own
  const found = await seenLot(call, body.lot)
  if (!found.ok) return found
  const lot = found.value
  if (lot.party !== own.value) return refused(refusal(inspectionRefusals, 'inspection.not_yours'))
  await lockIssuing(db, etown.id, own.value)
  const facts = await factsOfLot(db, etown.id, lot.id)
  const problems: Refusal[] = whyNot(facts, [...new Set(body.bases)])
  if (lot.state !== 'open') problems.push(refusal(inspectionRefusals, 'inspection.lot_closed'))
  const attached = facts.passed.find(
    ({ sample }) => String(sample.id) === body.sample && sample.state === 'passed',
  )
  if (body.sample !== undefined && attached === undefined)
    problems.push(refusal(inspectionRefusals, 'inspection.test_not_passed', {}, '/sample'))
  const { issued, left, thousandths: rest } = await leftToIssue(db, etown.id, lot)
  if (thousandths(body.quantity) > rest)
    problems.push(
      refusal(
        inspectionRefusals,
        'inspection.more_than_lot',
        { quantity: lot.quantity, issued, left },
        '/quantity',
      ),
    )
  if (problems.length > 0) return refused(...problems)
  const made = await write(call, {
    style: 'producer',
    party: own.value,
    lot: lot.id,
    sample: attached?.sample.id ?? null,
    product: lot.item,
    unit: lot.unit,
    quantity: body.quantity,
  })
  return made.ok ? granted({ id: String(made.value.id), number: made.value.number }) : made
}

/** 收购者开具 Only as much as was collected, each kilogram once. */
export async function issueBuyerCertificateIn(
  call: BuyerCall,
): Promise<Outcome<AnswerOf<typeof issueBuyerCertificate>>> {
  const { db, etown, body } = call
  const own = ownParty(call)
  if (!own.ok) return own
  await lockIssuing(db, etown.id, own.value)
  const problems = await upstreamProblems(call, own.value)
  if (problems.length > 0) return refused(...problems)
  const made = await write(call, {
    style: 'buyer',
    party: own.value,
    lot: null,
    sample: null,
    product: body.product,
    unit: body.unit,
    quantity: body.quantity,
  })
  if (!made.ok) return made
  await insertUses(
    db,
    body.upstream.map(({ incoming, quantity }) => ({
      etown: etown.id,
      certificate: made.value.id,
      incoming: BigInt(incoming),
      quantity,
    })),
  )
  return granted({ id: String(made.value.id), number: made.value.number })
}

async function upstreamProblems({ db, etown, body }: BuyerCall, party: bigint): Promise<Refusal[]> {
  const ids = body.upstream.map(({ incoming }) => BigInt(incoming))
  const rows = (await incomingByIds(db, etown.id, ids)).filter(
    (row) => row.party === party && row.unit === body.unit,
  )
  const problems: Refusal[] = []
  const taken = body.upstream.reduce((sum, { quantity }) => sum + thousandths(quantity), 0n)
  if (taken !== thousandths(body.quantity))
    problems.push(refusal(inspectionRefusals, 'inspection.buyer_needs_upstream', {}, '/quantity'))
  // A basis of tests would need a lot of one's own, which a buyer's mixture is not.
  if (body.bases.some((basis) => basis !== 'control'))
    problems.push(refusal(inspectionRefusals, 'inspection.basis_without_test', {}, '/bases'))
  for (const [i, { incoming, quantity }] of body.upstream.entries()) {
    const row = rows.find(({ id }) => String(id) === incoming)
    const twice = ids.filter((id) => String(id) === incoming).length > 1
    if (row === undefined || row.voided || twice || row.product !== body.product) {
      problems.push(refusal(inspectionRefusals, 'inspection.upstream_unknown', {}, `/upstream/${i}/incoming`))
      continue
    }
    const left = thousandths(row.quantity) - thousandths(row.used)
    if (thousandths(quantity) > left) {
      const values = { number: row.number, left: fromThousandths(left) }
      problems.push(
        refusal(inspectionRefusals, 'inspection.upstream_used_up', values, `/upstream/${i}/quantity`),
      )
    }
  }
  return problems
}
