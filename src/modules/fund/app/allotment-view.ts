import { maskName } from '#kernel/mask'
import type { Allotment, AllotmentState } from '../contract/index.ts'
import { ALLOTMENT_STATES } from '../contract/words.ts'
import type { AllotmentRow } from '../db/allotments.ts'
import type { Names } from './names.ts'

type Standing = Pick<AllotmentRow, 'ended_at' | 'approved_by' | 'committed'>

export function stateOf({ ended_at, approved_by, committed }: Standing): AllotmentState {
  if (ended_at !== null) return 'ended'
  if (approved_by === null) return 'reserved'
  return committed > 0n ? 'committed' : 'paid'
}

export const stateText = (row: Standing): string => ALLOTMENT_STATES[stateOf(row)].zh

/** A payee of up to four characters may be a person's name, which lists do not show. */
export const maskPayee = (payee: string): string => (Array.from(payee).length <= 4 ? maskName(payee) : payee)

export const allotmentView = (row: AllotmentRow, names: Names): Allotment => ({
  id: String(row.id),
  project: row.project,
  expense: row.expense_name,
  ...(row.origin === null ? {} : { origin: row.origin }),
  source: row.source,
  sourceName: names.source(row.source),
  category: row.expense_category,
  categoryName: names.category(row.expense_category),
  state: stateOf(row),
  amount: String(row.amount),
  reserved: String(row.reserved),
  committed: String(row.committed),
  paid: String(row.paid),
  payee: maskPayee(row.payee),
  ...(row.contract_no === null ? {} : { contractNo: row.contract_no }),
  evidence: row.evidence,
  proposedBy: row.proposed_by,
  proposedAt: row.proposed_at.toISOString(),
  ...(row.approved_by === null ? {} : { approvedBy: row.approved_by }),
  ...(row.approved_at === null ? {} : { approvedAt: row.approved_at.toISOString() }),
  needsNotice: row.needs_notice,
  throughOrigin: row.through_origin,
  ...(row.notice === null ? {} : { notice: String(row.notice) }),
  ...(row.reserved_until === null || row.approved_by !== null
    ? {}
    : { until: row.reserved_until.toISOString() }),
})
