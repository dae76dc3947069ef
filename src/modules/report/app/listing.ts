import type { ExportContent, ExportFact } from '#export'
import { day, formatDay, formatMinute } from '#kernel/day'
import type { Outcome } from '#kernel/refusal'

/** 清单 A list with its columns, and what the second sheet says of it. */
export type Listing = Pick<ExportContent, 'columns' | 'facts'> & {
  readonly rows: readonly (readonly string[])[]
}

/** Far more than an e-town files in years. */
export const ALL = { after: undefined, limit: 20_000 }

export const column = (header: string, width: number) => ({ header, width })
export const at = (instant: Date | string): string => formatMinute(new Date(instant).getTime())
export const onDay = (text: string | undefined): string => (text === undefined ? '' : formatDay(day(text)))
export const definition = (text: string): ExportFact => ['定义', text]

export const lateText = (late: number | undefined): string =>
  late === undefined ? '' : late > 0 ? `迟 ${late} 个工作日` : '按时'

export function given<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.refused.map(({ code }) => code).join(', '))
  return outcome.value
}

export async function contentOf(listing: Promise<Listing>): Promise<ExportContent> {
  const { columns, rows, facts } = await listing
  async function* pages() {
    yield rows
  }
  return { columns, total: rows.length, pages: pages(), facts: [...facts, ['行数', String(rows.length)]] }
}
