import { type Refusal, refusal } from '#kernel/refusal'
import { fundRefusals } from '../contract/index.ts'

type AskedRow = {
  readonly id: bigint
  readonly reason: string
  readonly evidence: string
  readonly asked_by: string
  readonly asked_at: Date
  readonly approved_by: string | null
  readonly approved_at: Date | null
}

/** Who asked for what two people do, why, by which file, and who approved it. */
export const askedView = (row: AskedRow) => ({
  id: String(row.id),
  reason: row.reason,
  evidence: row.evidence,
  askedBy: row.asked_by,
  askedAt: row.asked_at.toISOString(),
  ...(row.approved_by === null ? {} : { approvedBy: row.approved_by }),
  ...(row.approved_at === null ? {} : { approvedAt: row.approved_at.toISOString() }),
})

/** Whoever asked does not approve. */
export const sameRefusals = (row: Pick<AskedRow, 'asked_by'>, account: string): readonly Refusal[] =>
  row.asked_by === account ? [refusal(fundRefusals, 'fund.same_person', { did: '提出过', does: '批准' })] : []
