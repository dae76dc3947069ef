import { addDays, day, daysBetween, formatDay } from '#kernel/day'
import { fen, formatYuan } from '#kernel/money'
import { type AnyDb, roomOf } from '../../../platform/db/house.ts'
import type { Flag } from '../contract/index.ts'
import { type ApplicationRow, projectsOf } from '../db/applications.ts'
import { linesWith, type Sign, salesOf, signsIn } from '../db/sales-rows.ts'
import type { FactGiven } from '../domain/award-receipt.ts'
import { flagsOf } from '../domain/flags.ts'
import { soundsLike } from '../domain/project-name.ts'
import { goodsIn, yearOfRule } from './gather-facts.ts'
import type { RoundRule } from './round-rule.ts'

const OTHERS_SHOWN = 20

/** 疑点 What a reviewer is shown, each with the rows it speaks of. Sales are looked at where the rule counts them. */
export async function flagsFor(
  db: AnyDb,
  etown: number,
  { rule }: RoundRule,
  row: ApplicationRow,
  given: readonly FactGiven[],
): Promise<readonly Flag[]> {
  const span = yearOfRule(rule)
  const market = roomOf(db, 'market_pub')
  const tenth = Math.floor(daysBetween(span.from, span.until) / 10)
  const [sales] = goodsIn(rule)
  const asked = { etown, party: row.party, span, goods: sales?.goods }
  const lateFrom = addDays(day(span.until), -tenth)
  const counted = sales && { ...(await salesOf(market, asked)), ...(await signsIn(market, asked, lateFrom)) }
  const sum = (rows: readonly { readonly fen: bigint }[] = []) =>
    rows.reduce((all, each) => all + each.fen, 0n)
  const line = rule.start[rule.slotOf('起补线')]
  const others = (await projectsOf(roomOf(db, 'subsidy'), etown, row.party))
    .filter(({ id, number }) => id !== row.id && number !== null)
    .slice(0, OTHERS_SHOWN)
  const raised = flagsOf({
    counted: sum(counted?.counted),
    countedRows: counted?.counted.reduce((all, each) => all + each.rows, 0n) ?? 0n,
    excluded: sum(counted?.excluded),
    late: counted?.late ?? 0n,
    marked: { rows: counted?.marked ?? 0n, fen: counted?.marked_fen ?? 0n },
    bare: { rows: counted?.bare ?? 0n, fen: counted?.bare_fen ?? 0n },
    line: line?.den === 1n ? line.num : undefined,
    others: others.map(({ id, project, project_key }) => ({
      id: String(id),
      project,
      isAlike: project_key !== row.project_key && soundsLike(project, row.project),
    })),
  })
  const flags: Flag[] = []
  for (const flag of raised) flags.push({ ...flag, rows: await rowsFor(flag.code) })
  return flags

  async function rowsFor(code: (typeof raised)[number]['code']): Promise<Flag['rows']> {
    const sign = SIGNS[code]
    if (sign !== undefined)
      return (await linesWith(market, asked, sign, lateFrom)).map(
        ({ order_no, day: on, fen: sum, batch, mark }) => ({
          what: `订单${order_no}，${formatDay(day(on))}，${formatYuan(fen(sum))}${mark === null ? '' : `，记号“${mark}”`}`,
          ref: `导入批次${batch}`,
        }),
      )
    if (code === 'other-applications' || code === 'similar-project')
      return others.map(({ id, project, number }) => ({
        what: `${number ?? ''} ${project}`,
        ref: `申报${id}`,
      }))
    const begins = code === 'excluded-share' ? '不计入' : '订单文件'
    return given
      .flatMap(({ evidence }) => evidence)
      .filter(({ what }) => what.startsWith(begins))
      .map((each) => ({ ...each }))
  }
}

/** Flags that speak of single order lines. */
const SIGNS: Readonly<Partial<Record<ReturnType<typeof flagsOf>[number]['code'], Sign>>> = {
  'late-burst': 'late',
  'brushing-marks': 'marked',
  'no-waybill': 'bare',
}
