import { addDays, day, daysBetween } from '#kernel/day'
import { type AnyDb, roomOf } from '../../../platform/db/house.ts'
import type { Flag } from '../contract/index.ts'
import type { ApplicationRow } from '../db/applications.ts'
import { salesIn, salesOf } from '../db/sales-rows.ts'
import type { FactGiven } from '../domain/award-receipt.ts'
import { flagsOf } from '../domain/flags.ts'
import { yearOfRule } from './gather-facts.ts'
import type { RoundRule } from './round-rule.ts'

/** 疑点 What a reviewer is shown, each with the rows it speaks of. */
export async function flagsFor(
  db: AnyDb,
  etown: number,
  { rule }: RoundRule,
  row: ApplicationRow,
  given: readonly FactGiven[],
): Promise<readonly Flag[]> {
  const year = yearOfRule(rule)
  const market = roomOf(db, 'market_pub')
  const { counted, excluded } = await salesOf(market, etown, row.party, year)
  const tenth = Math.floor(daysBetween(year.from, year.until) / 10)
  const late = await salesIn(market, etown, row.party, {
    from: addDays(day(year.until), -tenth),
    until: year.until,
  })
  const others = await roomOf(db, 'subsidy')
    .selectFrom('subsidy.application')
    .select(['id', 'project'])
    .where('etown', '=', etown)
    .where('party', '=', row.party)
    .where('id', '<>', row.id)
    .where('state', '<>', 'draft')
    .orderBy('id')
    .limit(20)
    .execute()
  const sum = (rows: readonly { readonly fen: bigint }[]) => rows.reduce((all, each) => all + each.fen, 0n)
  const line = rule.start[rule.slotOf('起补线')]
  const raised = flagsOf({
    counted: sum(counted),
    countedRows: counted.reduce((all, each) => all + each.rows, 0n),
    excluded: sum(excluded),
    late,
    line: line?.den === 1n ? line.num : undefined,
    others: others.map(({ id, project }) => ({ id: String(id), project })),
  })
  const evidence = given.flatMap((fact) => fact.evidence)
  const rowsOf = (code: string) =>
    evidence.filter(({ what }) =>
      code === 'excluded-share' ? what.startsWith('不计入') : what.startsWith('订单文件'),
    )
  return raised.map((flag) => ({ ...flag, rows: rowsOf(flag.code).map((each) => ({ ...each })) }))
}
