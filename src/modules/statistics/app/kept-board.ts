import type { Outcome } from '#kernel/refusal'
import { changeStamp } from '#platform/db/change-stamp'
import type { House } from '#platform/house'
import { today } from './on-the-wire.ts'
import { type Board, type BoardCall, makeBoard } from './read-board.ts'
import type { StatisticsSeams } from './seams.ts'

type Kept = { readonly stamp: string; readonly until: number; readonly board: Outcome<Board> }

/** The boards of a process: what was made is shown again as long as nothing was done in the e-town. */
const kept = new WeakMap<House, Map<string, Kept>>()
const KEPT_MAX = 256
/** Whoever changes tables past the product waits this long at most. */
const KEPT_MS = 60_000

/** 看板 The board of a year: made anew after any act, event or fold of the e-town, and every minute. */
export async function readBoardIn(call: BoardCall, { locked }: StatisticsSeams): Promise<Outcome<Board>> {
  const { db, etown, house, now, query } = call
  const boards = kept.get(house) ?? new Map<string, Kept>()
  kept.set(house, boards)
  const key = [etown.id, query.year ?? '', today(now)].join(' ')
  // Read before the figures: what comes in between is shown now and looked for again next time.
  const stamp = await changeStamp(db, etown.id)
  const found = boards.get(key)
  if (found !== undefined && found.stamp === stamp && now.getTime() < found.until) return found.board
  const board = await makeBoard({ ...call, locked })
  const [oldest] = boards.keys()
  if (boards.size >= KEPT_MAX && oldest !== undefined) boards.delete(oldest)
  boards.set(key, { stamp, until: now.getTime() + KEPT_MS, board })
  return board
}
