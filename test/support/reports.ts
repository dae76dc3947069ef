import * as report from '#contract/report'
import type { asking } from './asking.ts'
import { type Order, statisticsTown, type Town } from './statistics-town.ts'

type Ask = ReturnType<typeof asking>

/** An e-town with orders of October 2026 and of the year before, and the three people a report goes through. */
export type ReportTown = AsyncDisposable & {
  readonly town: Town
  readonly clerk: Ask
  readonly township: Ask
  readonly office: Ask
  /** Opens a month of the monthly form and fills what nobody computes. */
  fillMonth(period: string): Promise<string>
  /** Takes a filled report to its lock. */
  lock(id: string): Promise<void>
  get(id: string): ReturnType<typeof getAs>
}

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
  const [clerk, township, office] = [
    await town.as('operator'),
    await town.as('township'),
    await town.as('office'),
  ]
  await office(report.adoptForm, { body: { code: 'monthly' } })
  const get = (id: string) => getAs(office, id)
  return {
    town,
    clerk,
    township,
    office,
    get,
    async fillMonth(period) {
      const opened = await clerk(report.openReport, { body: { form: 'monthly', period } })
      const { id } = opened.answer
      const { cells, problems } = await get(id)
      const base = (field: string): number => cells.find(({ key }) => key === field)?.no ?? 0
      const typed: readonly string[] = TYPED.map(({ field }) => field)
      // What no row tells is not known, and said so.
      const unknown = problems
        .filter(({ field }) => !typed.includes(field))
        .map(({ field }) => ({ field, origin: 'unknown' as const, base: base(field) }))
      const filled = [...TYPED.map((cell) => ({ ...cell, base: base(cell.field) })), ...unknown]
      await clerk(report.fillReport, { params: { report: id }, body: { cells: filled } })
      return id
    },
    async lock(id) {
      const params = { report: id }
      await clerk(report.submitReport, { params, body: {} })
      await township(report.passReport, { params, body: {} })
      await office(report.lockReport, { params, body: {} })
    },
    [Symbol.asyncDispose]: () => town[Symbol.asyncDispose](),
  }
}
