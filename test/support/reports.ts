import * as report from '#contract/report'
import type { asking } from './asking.ts'
import { type Order, statisticsTown, type Town } from './statistics-town.ts'

type Ask = ReturnType<typeof asking>

/** The three people a report of one e-town goes through, and what they do. */
export type Reporters = {
  readonly clerk: Ask
  readonly township: Ask
  readonly office: Ask
  /** Opens a month of the monthly form and fills what nobody computes. */
  fillMonth(period: string, training?: string): Promise<string>
  /** Takes a filled report to its lock. */
  lock(id: string): Promise<void>
  get(id: string): ReturnType<typeof getAs>
}

/** An e-town with orders of October 2026 and of the year before. */
export type ReportTown = AsyncDisposable & Reporters & { readonly town: Town }

const getAs = async (ask: Ask, id: string) => (await ask(report.getReport, { params: { report: id } })).answer

/** What a clerk types into the monthly form. */
export const TYPED = [
  { field: 'output', origin: 'unknown' },
  { field: 'training', origin: 'typed', value: '120' },
  { field: 'work', origin: 'typed', value: '苹果节直播三场。' },
] as const

export const ORDERS: readonly Order[] = [
  { shop: '宁脆旗舰店', no: 1, day: '2025-10-05', fen: 800_000n },
  { shop: '宁脆旗舰店', no: 2, day: '2026-09-30', fen: 300_000n },
  { shop: '宁脆旗舰店', no: 3, day: '2026-10-05', fen: 900_000n },
  { shop: '宁脆旗舰店', no: 4, day: '2026-10-06', fen: 100_000n },
]

export async function reportTown(): Promise<ReportTown> {
  const town = await statisticsTown()
  await town.importOrders(ORDERS)
  await town.addEntities([
    { kind: 'enterprise', on: '2026-10-09', ecommerce: '2026-10-10' },
    { kind: 'sole-trader', on: '2026-10-20' },
  ])
  return {
    town,
    ...(await reporters(town, town.slugs.daning)),
    [Symbol.asyncDispose]: () => town[Symbol.asyncDispose](),
  }
}

export async function reporters(town: Town, slug: string): Promise<Reporters> {
  const [clerk, township, office] = [
    await town.as('operator', slug),
    await town.as('township', slug),
    await town.as('office', slug),
  ]
  await office(report.adoptForm, { body: { code: 'monthly' } })
  const get = (id: string) => getAs(office, id)
  return {
    clerk,
    township,
    office,
    get,
    async fillMonth(period, training = '120') {
      const opened = await clerk(report.openReport, { body: { form: 'monthly', period } })
      const { id } = opened.answer
      const { cells, problems } = await get(id)
      const base = (field: string): number => cells.find(({ key }) => key === field)?.no ?? 0
      const typed: readonly string[] = TYPED.map(({ field }) => field)
      // What no row tells is not known, and said so.
      const unknown = problems
        .filter(({ field }) => !typed.includes(field))
        .map(({ field }) => ({ field, origin: 'unknown' as const, base: base(field) }))
      const own = TYPED.map((cell) => (cell.field === 'training' ? { ...cell, value: training } : cell))
      const filled = [...own.map((cell) => ({ ...cell, base: base(cell.field) })), ...unknown]
      await clerk(report.fillReport, { params: { report: id }, body: { cells: filled } })
      return id
    },
    async lock(id) {
      const params = { report: id }
      await clerk(report.submitReport, { params, body: {} })
      await township(report.passReport, { params, body: {} })
      await office(report.lockReport, { params, body: {} })
    },
  }
}
