import { readAfterSale } from './after-sale.ts'
import { statusName } from './header-name.ts'
import { type OrderLine, type Stage, stageRank } from './order-line.ts'
import type { Profile } from './profile.ts'
import type { RowCells } from './row-cells.ts'

/** Reads the row's stage: its status, moved on by its after-sale status. Undefined after noting a fault. */
export type ReadStage = (row: RowCells, refund: OrderLine['refund']) => Stage | undefined

export function stageReader(profile: Profile): ReadStage {
  const status = remembered((text) => stageOf(statusName(text), profile))
  const afterSale = remembered(readAfterSale)
  return (row, refund) => {
    const stage = status(row.text('status'))
    const after = afterSale(row.text('afterSale'))
    if (after === undefined) row.fault('market.status_unknown', 'afterSale')
    if (stage === undefined) row.fault('market.status_unknown', 'status')
    if (stage === undefined) return undefined
    if (after === 'whole') return 'refunded'
    // With the amount of the refund known nothing is open: the line stays what it is, net of the refund.
    return after === 'partly' && refund === null ? 'partly-refunded' : stage
  }
}

/** Remembers what it could read: a file has a million rows and a dozen such words. */
function remembered<T>(read: (text: string) => T | undefined): (text: string) => T | undefined {
  const known = new Map<string, T>()
  return (text) => {
    const seen = known.get(text)
    if (seen !== undefined) return seen
    const found = read(text)
    if (found !== undefined && known.size < VOCABULARY) known.set(text, found)
    return found
  }
}

/** After-sale texts are read by pattern, so a hostile file could bring a new one with each row. */
const VOCABULARY = 1_000

function stageOf(status: string, { statuses, statusPrefixes = {} }: Profile): Stage | undefined {
  for (const [prefix, forced] of Object.entries(statusPrefixes)) {
    if (!status.startsWith(prefix)) continue
    return forced ?? statuses[status.slice(prefix.length)]
  }
  return statuses[status]
}

/** Money has changed hands and has not come back whole. */
export const isSale = (stage: Stage): boolean =>
  stageRank(stage) >= stageRank('paid') && stageRank(stage) <= stageRank('partly-refunded')
