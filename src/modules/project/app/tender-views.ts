import { day } from '#kernel/day'
import type { Tender } from '../contract/index.ts'
import {
  type AwardRow,
  awardOf,
  type BidRow,
  bidsOf,
  openingOf,
  type TenderRow,
  tendersOf,
} from '../db/tenders.ts'
import { publicityOf } from './award.ts'
import type { Doing } from './doing.ts'

/** 采购 Newest first. Amounts are known from the opening on. */
export async function tenderViews(doing: Doing, project: bigint): Promise<Tender[]> {
  const tenders = await tendersOf(doing.db, doing.etown, project)
  const views: Tender[] = []
  for (const tender of tenders) views.push(await tenderView(doing, tender))
  return views
}

async function tenderView(doing: Doing, row: TenderRow): Promise<Tender> {
  const { db, etown } = doing
  const bids = await bidsOf(db, etown, row.id)
  const opening = await openingOf(db, etown, row.id)
  const award = await awardOf(db, etown, row.id)
  return {
    id: String(row.id),
    number: row.number,
    version: row.version,
    publishedOn: day(row.published_on),
    place: row.published_at_place,
    opensAt: row.opens_at.toISOString(),
    evidence: row.evidence,
    bids: bids.map(bidView),
    ...(opening && {
      openedAt: opening.opened_at.toISOString(),
      witnesses: opening.witnesses,
      openingEvidence: opening.evidence,
    }),
    ...(award && { award: await awardView(doing, award, bids) }),
  }
}

const bidView = (row: BidRow): Tender['bids'][number] => ({
  id: String(row.id),
  bidder: row.bidder,
  creditCode: row.credit_code,
  receivedAt: row.received_at.toISOString(),
  evidence: row.evidence,
  ...(row.amount === null ? {} : { amount: String(row.amount) }),
  ...(row.valid === null ? {} : { valid: row.valid }),
  ...(row.why === null ? {} : { why: row.why }),
})

async function awardView(
  doing: Doing,
  award: AwardRow,
  bids: readonly BidRow[],
): Promise<NonNullable<Tender['award']>> {
  const bid = bids.find(({ id }) => id === award.bid)
  const { from, through } = await publicityOf(doing, award)
  return {
    bid: String(award.bid),
    bidder: bid?.bidder ?? '',
    amount: String(bid?.amount ?? 0n),
    decidedOn: day(award.decided_on),
    reason: award.reason,
    evidence: award.evidence,
    ...(award.notice === null ? {} : { notice: String(award.notice) }),
    ...(award.elsewhere === null ? {} : { elsewhere: award.elsewhere }),
    publicFrom: from,
    publicThrough: through,
  }
}
