/** What the room above may ask: every target judged year by year, and the rows and files its figures came from. */
import type { Period } from '#kernel/day'
import { type AnyDb, roomOf } from '#platform/db/house'
import type { Etown } from '#platform/http/route'
import { findDefinition } from './app/find-definition.ts'
import { today } from './app/on-the-wire.ts'
import { type Board, makeBoard } from './app/read-board.ts'
import { standingFigure } from './db/entered-figures.ts'
import { entityFiles } from './db/entities.ts'
import { lineFiles } from './db/order-lines.ts'
import { asksOf } from './domain/reading.ts'

export { type FigureOver, figuresOver, type Lineage } from './app/figures-over.ts'
export type { Board } from './app/read-board.ts'
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

/** A file that rows came from; `rows` undefined: a person entered the figure from it. */
export type SourceFile = { readonly sha256: string; readonly rows: number | undefined }
export type Sources = { readonly rows: number; readonly files: readonly SourceFile[] }

/** 数字的来源 How many rows a figure was counted from, and which evidence files hold them. */
export async function sourcesOf(
  db: AnyDb,
  etown: number,
  indicator: string,
  period: Period,
  now: Date,
): Promise<Sources> {
  const found = await findDefinition(db, etown, indicator, today(now), '')
  if (!found.ok) return { rows: 0, files: [] }
  const { definition, define } = found.value
  const files: SourceFile[] = []
  let rows = 0
  for (const ask of asksOf(definition, period)) {
    const method = define(ask.indicator)?.method
    const counted =
      method?.by === 'days'
        ? await lineFiles(reads(db), etown, ask.period)
        : method?.by === 'entities'
          ? await entityFiles(reads(db), etown, { count: method.count, ...ask, by: ask.period.until })
          : []
    rows += counted.reduce((sum, file) => sum + file.rows, 0)
    files.push(...counted.flatMap(({ sha256, ...file }) => (sha256 === null ? [] : [{ ...file, sha256 }])))
    const key = { indicator: ask.indicator, area: '', period: ask.period }
    const entered = counted.length === 0 ? await standingFigure(reads(db), etown, key) : undefined
    if (entered !== undefined) files.push({ sha256: entered.evidence, rows: undefined })
  }
  return { rows, files: [...new Map(files.map((file) => [file.sha256, file])).values()] }
}
