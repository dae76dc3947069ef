import { z } from 'zod'
import { EXCLUSIONS } from '#contract/market'
import type { SchemeFact } from '#contract/plan'
import { day, formatDay, type Period, sameSpanLastYear, yearOf, yearPeriod } from '#kernel/day'
import { fen, formatYuan } from '#kernel/money'
import { partiesOf } from '#party'
import { type AnyDb, roomOf } from '../../../platform/db/house.ts'
import { type ApplicationRow, filesOf } from '../db/applications.ts'
import { salesOf, shopsOf } from '../db/sales-rows.ts'
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

async function countedSales(
  db: AnyDb,
  etown: number,
  party: bigint,
  span: Period,
): Promise<Omit<FactGiven, 'name'>> {
  const { counted, excluded } = await salesOf(roomOf(db, 'market_pub'), etown, party, span)
  if (counted.length + excluded.length === 0) return { value: null, evidence: [] }
  const files = counted.map(
    ({ batch, evidence, fen: sum, rows }): FactEvidence => ({
      what: `订单文件：${rows}行计入${formatYuan(fen(sum))}`,
      ref: `导入批次${batch}`,
      ...(evidence === null ? {} : { sha256: evidence }),
    }),
  )
  const words: Readonly<Record<string, { zh: string }>> = EXCLUSIONS
  const left = excluded.map(
    ({ excluded_reason: why, fen: sum, rows }): FactEvidence => ({
      what: `不计入：${words[why ?? '']?.zh ?? why}，${rows}行${formatYuan(fen(sum))}`,
      ref: `${formatDay(span.from)}至${formatDay(span.until)}（不含）`,
    }),
  )
  const total = counted.reduce((sum, row) => sum + row.fen, 0n)
  return { value: String(total), evidence: [...files, ...left].slice(0, EVIDENCE_MAX) }
}

const KINDS: Readonly<Record<string, string>> = {
  enterprise: '电商企业',
  cooperative: '电商企业',
  'sole-trader': '个体网商',
  farmer: '个体网商',
}

/** Who runs a shop is in e-commerce; its licence says as what. */
async function partyKind(
  db: AnyDb,
  etown: number,
  party: bigint,
  fact: SchemeFact,
): Promise<Omit<FactGiven, 'name'>> {
  const brief = (await partiesOf(db, etown, [party])).get(party)
  if (brief === undefined || fact.kind !== '选项') return { value: null, evidence: [] }
  const shops = await shopsOf(roomOf(db, 'market_pub'), etown, party)
  const kind = (shops.length > 0 ? KINDS[brief.kind] : undefined) ?? '其他'
  const evidence = [
    { what: `市场主体登记：${brief.creditCode ?? '未登记信用代码'}`, ref: `主体${brief.id}` },
    ...shops.map(({ shop, name }) => ({ what: `网店：${name}`, ref: `网店${shop}` })),
  ]
  return { value: fact.options.includes(kind) ? kind : null, evidence }
}

async function registeredInTown(db: AnyDb, etown: number, party: bigint): Promise<Omit<FactGiven, 'name'>> {
  const brief = (await partiesOf(db, etown, [party])).get(party)
  const evidence = [{ what: '市场主体登记地与e镇范围', ref: `主体${party}` }]
  return { value: brief?.inside === undefined ? null : brief.inside ? '是' : '否', evidence }
}

async function fromRows(
  db: AnyDb,
  etown: number,
  party: bigint,
  fact: SchemeFact & { rows: string },
  year: Period,
): Promise<FactGiven> {
  const counted = {
    'counted-sales': () => countedSales(db, etown, party, year),
    'counted-sales-last-year': () => countedSales(db, etown, party, sameSpanLastYear(year)),
    'party-kind': () => partyKind(db, etown, party, fact),
    'registered-in-town': () => registeredInTown(db, etown, party),
  }[fact.rows]
  return { name: fact.name, ...(counted ? await counted() : { value: null, evidence: [] }) }
}

/** The calendar year of a rule's basis day: what 当年 means. */
export const yearOfRule = (rule: Rule): Period => yearPeriod(yearOf(day(rule.used.day)))

const isFromRows = (
  fact: SchemeFact,
): fact is SchemeFact & { rows: NonNullable<SchemeFact & { rows: string }>['rows'] } =>
  'rows' in fact && fact.rows !== undefined

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
      facts.push(await fromRows(db, etown, application.party, fact, yearOfRule(rule)))
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
