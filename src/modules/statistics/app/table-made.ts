import type { ExportContent, ExportFact, ExportSource } from '#export'
import { addDays, day, formatDay, type Period } from '#kernel/day'
import { fen } from '#kernel/money'
import type { Outcome } from '#kernel/refusal'
import { roomOf } from '#platform/db/house'
import type { TableAsk } from '../contract/index.ts'
import { versionOn } from '../domain/definition.ts'
import { findDefinition } from './find-definition.ts'
import type { Rows } from './kept-rows.ts'
import { today } from './on-the-wire.ts'
import type { LockedSource } from './seams.ts'

/** 表 The rows of a table with its columns, filter and definition. */
export type Made = Pick<ExportContent, 'columns' | 'facts'> & {
  readonly rows: readonly (ExportContent['pages'] extends AsyncIterable<infer Page>
    ? Page extends readonly (infer Row)[]
      ? Row
      : never
    : never)[]
}
export type Cell = Made['rows'][number][number]
/** Whose table, and what the room above locked. */
export type Asked = { readonly by: string; readonly locked: readonly LockedSource[] }
export type Make = (source: ExportSource, ask: TableAsk, asked: Asked) => Promise<Made>

export async function* onePage(rows: Made['rows']) {
  yield rows
}

const reads = (): Rows => 'statistics'
export const callOf = ({ db, etown, house }: ExportSource) => ({
  db: roomOf(db, reads()),
  etown,
  now: house.clock(),
})

export function given<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.refused.map(({ code }) => code).join(', '))
  return outcome.value
}

export const span = ({ from, until }: { readonly from: string; readonly until: string }): string =>
  `${formatDay(day(from))}至${formatDay(addDays(day(until), -1))}`

export const column = (header: string, width: number, money = false) => ({
  header,
  width,
  ...(money && { money }),
})

export const cellsOf =
  (money: boolean, missing: string) =>
  (digits: string | undefined): Cell =>
    digits === undefined ? missing : money ? fen(BigInt(digits)) : digits

/** Which words of an indicator were in force, as facts of the second sheet. */
export async function definitionFacts(
  source: ExportSource,
  indicator: string,
  period: Period,
): Promise<readonly ExportFact[]> {
  const { db, etown, now } = callOf(source)
  const { definition } = given(await findDefinition(db, etown.id, indicator, today(now), ''))
  const { zh, text, version, source: basis } = versionOn(definition, addDays(period.until, -1))
  return [
    ['指标', zh],
    ['期间', span(period)],
    ['定义', `${version}：${text}（依据：${basis}）`],
  ]
}
