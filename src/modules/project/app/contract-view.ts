import { entriesAt, paymentsOn } from '#fund'
import { day } from '#kernel/day'
import { fen } from '#kernel/money'
import type { Contract, ContractVersion, Milestone } from '../contract/index.ts'
import {
  contractOf,
  linkedAllotments,
  type MilestoneStanding,
  standingsOf,
  type VersionRow,
  versionsOf,
} from '../db/contracts.ts'
import { depositsOf, recoveriesOf } from '../db/deposits.ts'
import { type DeliveryRow, deliveriesOf, paymentsOfContract } from '../db/performing.ts'
import { type Terms, versionChanges } from '../domain/terms.ts'
import { heldVersion, keptTerms } from './contract.ts'
import { depositView } from './deposits.ts'
import type { Doing } from './doing.ts'
import { milestoneState } from './perform.ts'

type NameOf = (source: string) => string

/** 合同 With all its versions, its milestones as they stand, and what was paid for which. */
export async function contractView(
  doing: Doing,
  project: bigint,
  nameOf: NameOf,
): Promise<Contract | undefined> {
  const { db, etown } = doing
  const contract = await contractOf(db, etown, project)
  if (contract === undefined) return undefined
  const versions = await versionsOf(db, etown, contract.id)
  const held = heldVersion(versions)
  const deliveries = await deliveriesOf(db, etown, contract.id)
  return {
    id: String(contract.id),
    number: contract.number,
    contractor: contract.contractor,
    creditCode: contract.credit_code,
    ...(held === undefined ? {} : { amount: String(held.amount) }),
    versions: await versionViews(doing, versions, nameOf),
    milestones: (await standingsOf(db, etown, project)).map((m) => milestoneView(m, deliveries)),
    payments: await paymentViews(doing, contract.id, nameOf),
    recoveries: await recoveryViews(doing, contract.id, nameOf),
    deposits: (await depositsOf(db, etown, contract.id)).map(depositView),
  }
}

async function versionViews(
  doing: Doing,
  versions: readonly VersionRow[],
  nameOf: NameOf,
): Promise<ContractVersion[]> {
  const views: ContractVersion[] = []
  let before: Terms | undefined
  for (const row of versions) {
    const terms = await keptTerms(doing, row.id)
    views.push(versionView(row, terms, before, nameOf))
    if (row.approved === true) before = terms
  }
  return views
}

const versionView = (
  row: VersionRow,
  terms: Terms,
  before: Terms | undefined,
  nameOf: NameOf,
): ContractVersion => ({
  id: String(row.id),
  number: row.number,
  amount: String(row.amount),
  signedOn: day(row.signed_on),
  ...(row.why === null ? {} : { why: row.why }),
  evidence: row.evidence,
  madeBy: row.made_by,
  ...(row.approved === null ? {} : { approved: row.approved }),
  ...(row.verdict_reason === null ? {} : { verdictReason: row.verdict_reason }),
  ...(row.verdict_by === null ? {} : { verdictBy: row.verdict_by }),
  ...(row.verdict_at === null ? {} : { verdictAt: row.verdict_at.toISOString() }),
  money: terms.money.map(({ source, amount }) => ({
    source,
    sourceName: nameOf(source),
    amount: String(amount),
  })),
  milestones: terms.milestones.map((m) => ({ ...m, amount: String(m.amount), dueOn: day(m.dueOn) })),
  changes: [...versionChanges(before, terms)],
})

function milestoneView(m: MilestoneStanding, deliveries: readonly DeliveryRow[]): Milestone {
  const delivery = deliveries.find(({ id }) => id === m.delivery)
  const said = delivery?.inspection_said ?? delivery?.said
  return {
    place: m.place,
    name: m.name,
    deliverable: m.deliverable,
    amount: String(fen(m.amount)),
    paid: String(fen(m.paid)),
    dueOn: day(m.due_on),
    needsNotice: m.needs_notice,
    state: milestoneState(m),
    ...(m.delivered_on === null ? {} : { deliveredOn: day(m.delivered_on) }),
    ...(m.inspected_on === null ? {} : { inspectedOn: day(m.inspected_on) }),
    ...(delivery === undefined
      ? {}
      : {
          delivery: String(delivery.id),
          deliveredBy: delivery.made_by,
          deliveryEvidence: delivery.evidence,
        }),
    ...(delivery?.inspection_evidence ? { inspectionEvidence: delivery.inspection_evidence } : {}),
    ...(said === undefined ? {} : { said }),
  }
}

async function recoveryViews(
  doing: Doing,
  contract: bigint,
  nameOf: NameOf,
): Promise<Contract['recoveries']> {
  const { db, etown } = doing
  const links = await linkedAllotments(db, etown, contract)
  const back = await recoveriesOf(db, etown, contract)
  const entries = await entriesAt(
    db,
    etown,
    back.map(({ entry }) => entry),
  )
  return back.flatMap(({ entry, place, allotment, amount }) => {
    const its = entries.find(({ id }) => id === entry)
    if (its === undefined) return []
    return [
      {
        entry: String(entry),
        place,
        sourceName: nameOf(links.find((link) => link.allotment === allotment)?.source ?? ''),
        amount: String(amount),
        on: day(its.day),
        reason: its.reason ?? '',
        evidence: its.evidence ?? '',
      },
    ]
  })
}

async function paymentViews(doing: Doing, contract: bigint, nameOf: NameOf): Promise<Contract['payments']> {
  const { db, etown } = doing
  const links = await linkedAllotments(db, etown, contract)
  const vouchers = await paymentsOn(
    db,
    etown,
    links.map(({ allotment }) => allotment),
  )
  return (await paymentsOfContract(db, etown, contract)).flatMap((row) => {
    const voucher = vouchers.find(({ id }) => id === row.payment)
    const source = links.find(({ allotment }) => allotment === row.allotment)?.source ?? ''
    if (voucher === undefined) return []
    return [
      {
        id: String(row.payment),
        place: row.place,
        allotment: String(row.allotment),
        source,
        sourceName: nameOf(source),
        amount: String(row.amount),
        voucherNo: voucher.voucherNo,
        paidOn: day(voucher.paidOn),
        evidence: voucher.evidence,
      },
    ]
  })
}
