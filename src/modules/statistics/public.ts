/** What the room above may ask: every target judged year by year, and the rows and files its figures came from. */
import { type AnyDb, roomOf } from '#platform/db/house'
import type { Etown } from '#platform/http/route'
import { today } from './app/on-the-wire.ts'
import { type Board, makeBoard } from './app/read-board.ts'

export { type FigureOver, figuresOver, type Lineage } from './app/figures-over.ts'
export type { Board } from './app/read-board.ts'
export type { LockedFigure, LockedSource } from './app/seams.ts'
export { type SourceFile, type Sources, sourcesOf } from './app/sources-of.ts'
export { unitsOf } from './app/units-of.ts'
export type JudgedTarget = Board['targets'][number]

type Reads = 'statistics' | 'party_pub' | 'market_pub'
const reads = (db: AnyDb) => roomOf<Reads>(db, 'statistics')

/** 逐年看板 The board of every year the plan speaks of that has begun, oldest first. */
export async function boardsOf(db: AnyDb, etown: Etown, now: Date): Promise<readonly Board[]> {
  const boardOf = async (year?: number): Promise<Board> => {
    const query = year === undefined ? {} : { year: String(year) }
    const made = await makeBoard({ db: reads(db), etown, query, now })
    if (!made.ok) throw new Error('a board is never refused')
    return made.value
  }
  const newest = await boardOf()
  const thisYear = Number(today(now).slice(0, 4))
  const boards: Board[] = []
  for (const year of newest.years.filter((y) => y <= thisYear))
    boards.push(year === newest.year ? newest : await boardOf(year))
  return boards
}
