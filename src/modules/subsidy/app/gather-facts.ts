import { z } from 'zod'
import { EXCLUSIONS } from '#contract/market'
import type { FactRows, SchemeFact } from '#contract/plan'
import { day, formatDay, type Period, sameSpanLastYear, yearOf, yearPeriod } from '#kernel/day'
import { fen, formatYuan } from '#kernel/money'
import { type Refusal, refusal } from '#kernel/refusal'
import { partiesOf } from '#party'
import { type AnyDb, roomOf } from '../../../platform/db/house.ts'
import { subsidyRefusals } from '../contract/index.ts'
import { type ApplicationRow, filesOf } from '../db/applications.ts'
import { type SalesAsked, salesOf, shopsOf, waybillsOf } from '../db/sales-rows.ts'
import type { FactEvidence, FactGiven } from '../domain/award-receipt.ts'
import type { Rule } from '../domain/rule.ts'

const zDeclared = z.array(
  z.object({
    name: z.string(),
    typed: z.string(),
    value: z.union([z.string(), z.array(z.tuple([z.string(), z.string()]))]),
  }),
)

/** What an applicant has filled in, by the fact's name. */
export const declaredIn = (row: Pick<ApplicationRow, 'facts'>) =>
  new Map(zDeclared.parse(row.facts).map((fact) => [fact.name, fact]))

const EVIDENCE_MAX = 200

type Known = Omit<FactGiven, 'name'>

const UNKNOWN: Known = { value: null, evidence: [] }

const rowsSay = ({ rows, fen: sum }: { rows: bigint; fen: bigint }): string =>
  `${rows}行${formatYuan(fen(sum))}`

/** 计入的销售额 With the files it came from, what was left out and why, and what is of other kinds. Unsorted goods: unknown. */
async function countedSales(db: AnyDb, asked: SalesAsked): Promise<Known> {
  const { counted, excluded, others, unsorted } = await salesOf(roomOf(db, 'market_pub'), asked)
  if (counted.length + excluded.length + others.length === 0 && unsorted.rows === 0n) return UNKNOWN
  const { from, until } = asked.span
  const ref = `${formatDay(from)}至${formatDay(until)}（不含）`
  const files = counted.map(
    ({ batch, evidence, ...sum }): FactEvidence => ({
      what: `订单文件：${sum.rows}行计入${formatYuan(fen(sum.fen))}`,
      ref: `导入批次${batch}`,
      ...(evidence === null ? {} : { sha256: evidence }),
    }),
  )
  const words: Readonly<Record<string, { zh: string }>> = EXCLUSIONS
  const left = [
    ...excluded.map(({ excluded_reason: why, ...sum }) => ({
      what: `不计入：${words[why ?? '']?.zh ?? why}，${rowsSay(sum)}`,
      ref,
    })),
    ...others.map(({ kind, ...sum }) => ({ what: `不计入：归类为${kind}，${rowsSay(sum)}`, ref })),
    ...(unsorted.rows > 0n
      ? [{ what: `还没有归类：${unsorted.products}种商品，${rowsSay(unsorted)}`, ref }]
      : []),
  ]
  const total = counted.reduce((sum, row) => sum + row.fen, 0n)
  const evidence = [...files.slice(0, EVIDENCE_MAX), ...left]
  return { value: unsorted.rows > 0n ? null : String(total), evidence }
}

async function countedWaybills(db: AnyDb, asked: SalesAsked): Promise<Known> {
  const { waybills, lines } = await waybillsOf(roomOf(db, 'market_pub'), asked)
  if (lines === 0n) return UNKNOWN
  const what = `计入的订单${lines}行，运单号${waybills}个，重复的只算一次`
  const { from, until } = asked.span
  return {
    value: String(waybills),
    evidence: [{ what, ref: `${formatDay(from)}至${formatDay(until)}（不含）` }],
  }
}

const KINDS: Readonly<Record<string, string>> = {
  enterprise: '电商企业',
  cooperative: '电商企业',
  'sole-trader': '个体网商',
  farmer: '个体网商',
}

/** Who runs a shop is in e-commerce; its licence says as what. */
async function partyKind(db: AnyDb, etown: number, party: bigint, fact: SchemeFact): Promise<Known> {
  const brief = (await partiesOf(db, etown, [party])).get(party)
  if (brief === undefined || fact.kind !== '选项') return UNKNOWN
  const shops = await shopsOf(roomOf(db, 'market_pub'), etown, party)
  const kind = (shops.length > 0 ? KINDS[brief.kind] : undefined) ?? '其他'
  const evidence = [
    { what: `市场主体登记：${brief.creditCode ?? '未登记信用代码'}`, ref: `主体${brief.id}` },
    ...shops.map(({ shop, name }) => ({ what: `网店：${name}`, ref: `网店${shop}` })),
  ]
  return { value: fact.options.includes(kind) ? kind : null, evidence }
}

async function registeredInTown(db: AnyDb, etown: number, party: bigint): Promise<Known> {
  const brief = (await partiesOf(db, etown, [party])).get(party)
  const evidence = [{ what: '市场主体登记地与e镇范围', ref: `主体${party}` }]
  return { value: brief?.inside === undefined ? null : brief.inside ? '是' : '否', evidence }
}

type RowFact = SchemeFact & { readonly rows: FactRows }

const isFromRows = (fact: SchemeFact): fact is RowFact => 'rows' in fact && fact.rows !== undefined

const goodsOf = (fact: SchemeFact): string | undefined => (fact.kind === '数值' ? fact.goods : undefined)

async function fromRows(
  db: AnyDb,
  fact: RowFact,
  { etown, party, span }: Omit<SalesAsked, 'goods'>,
): Promise<FactGiven> {
  const asked = { etown, party, span, goods: goodsOf(fact) }
  const count: Readonly<Record<FactRows, () => Promise<Known>>> = {
    'counted-sales': () => countedSales(db, asked),
    'counted-sales-last-year': () => countedSales(db, { ...asked, span: sameSpanLastYear(span) }),
    'counted-waybills': () => countedWaybills(db, asked),
    'party-kind': () => partyKind(db, etown, party, fact),
    'registered-in-town': () => registeredInTown(db, etown, party),
  }
  return { name: fact.name, ...(await count[fact.rows]()) }
}

/** 用掉的销售 The facts of a rule that count this year's sales, each with the goods it counts. */
export const goodsIn = ({ facts }: Rule) =>
  facts.flatMap((fact) =>
    isFromRows(fact) && fact.rows === 'counted-sales' ? [{ name: fact.name, goods: goodsOf(fact) }] : [],
  )

/** 未归类商品 Why sales cannot be counted yet: the office has not sorted all that was sold. */
export async function unsortedGoods(
  { db, etown }: { readonly db: AnyDb; readonly etown: { readonly id: number } },
  rule: Rule,
  party: bigint,
): Promise<readonly Refusal[]> {
  const [first] = goodsIn(rule).filter(({ goods }) => goods !== undefined)
  if (first === undefined) return []
  const asked = { etown: etown.id, party, span: yearOfRule(rule), goods: first.goods }
  const { unsorted } = await salesOf(roomOf(db, 'market_pub'), asked)
  const values = { products: unsorted.products, amount: formatYuan(fen(unsorted.fen)) }
  return unsorted.rows === 0n ? [] : [refusal(subsidyRefusals, 'subsidy.goods_unsorted', values)]
}

/** The calendar year of a rule's basis day: what 当年 means. */
export const yearOfRule = (rule: Rule): Period => yearPeriod(yearOf(day(rule.used.day)))

/**
 * 备齐事实 Everything a rule needs of an application: counted from rows where it says so, else declared. `proven`: what is
 * declared without a document is unknown, so that the receipt asks for it.
 */
export async function gatherFacts(
  db: AnyDb,
  etown: number,
  rule: Rule,
  application: Pick<ApplicationRow, 'id' | 'party' | 'facts'>,
  proven: boolean,
): Promise<readonly FactGiven[]> {
  const declared = declaredIn(application)
  const files = await filesOf(roomOf(db, 'subsidy'), etown, application.id)
  const facts: FactGiven[] = []
  for (const fact of rule.facts) {
    if (isFromRows(fact)) {
      facts.push(await fromRows(db, fact, { etown, party: application.party, span: yearOfRule(rule) }))
      continue
    }
    const evidence = files
      .filter((file) => file.fact === fact.name)
      .map(({ name, sha256 }) => ({ what: fact.document, ref: name, sha256 }))
    const value = declared.get(fact.name)?.value ?? null
    facts.push({ name: fact.name, value: proven && evidence.length === 0 ? null : value, evidence })
  }
  return facts
}
