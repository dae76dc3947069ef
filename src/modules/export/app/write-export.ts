import { Readable } from 'node:stream'
import { formatMinute } from '../../../kernel/day.ts'
import { yuanText } from '../../../kernel/money.ts'
import type { Etown } from '../../../platform/http/route.ts'
import { type BookCell, type BookSheet, writeBook } from '../../../platform/sheet/sheet.ts'
import { CSV_MARK, csvLine } from '../../../platform/sheet/write-csv.ts'
import type { ExportFormat } from '../contract/index.ts'
import type { ExportCell, ExportContent, ExportFact } from './exportable.ts'

/** What the file says of itself. */
export type Heading = {
  readonly id: bigint
  readonly title: string
  readonly etown: Etown
  readonly who: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly reason: string
  readonly personal: boolean
}

/** Rows a format takes; more as a workbook does not fit in a worker's memory. */
export const MOST_ROWS: Readonly<Record<ExportFormat, number>> = { xlsx: 50_000, csv: 5_000_000 }

/** A job renews its lease meanwhile; on a busy machine the largest workbook takes a minute. */
const BOOK_SECONDS = 300

/** 水印 First line of every file, so that a copy of it says where it came from. */
export const markOf = ({ id, etown, who, at }: Heading, rows: number): string =>
  [
    ...(etown.demonstration ? ['演示数据'] : []),
    etown.name,
    `${who} ${formatMinute(at)} 导出`,
    `${rows} 行`,
    `导出编号 ${id}`,
  ].join(' · ')

const factsOf = (heading: Heading, content: ExportContent): readonly ExportFact[] => [
  ['导出内容', heading.title],
  ['导出编号', String(heading.id)],
  ['e镇', heading.etown.name],
  ...(heading.etown.demonstration ? [['数据性质', '演示数据，不是真实的'] as const] : []),
  ['导出人', heading.who],
  ['导出时间', formatMinute(heading.at)],
  ['理由', heading.reason],
  ['行数', String(content.total)],
  ['个人信息', heading.personal ? '完整，请勿外传' : '已脱敏或不含'],
  ...content.facts,
]

/** Fen as the number of yuan that is nearest; exact in every amount a sheet can show. */
const cellOf = (cell: ExportCell): BookCell => (typeof cell === 'bigint' ? Number(yuanText(cell)) : cell)

export type Wrote = (rows: number) => Promise<void>

/** The file as bytes; `wrote` hears how far it is. */
export async function fileOf(
  format: ExportFormat,
  heading: Heading,
  content: ExportContent,
  wrote: Wrote,
): Promise<Readable> {
  if (format === 'csv') return Readable.from(csvOf(heading, content, wrote))
  const rows: (readonly BookCell[])[] = []
  for await (const page of content.pages) {
    for (const row of page) rows.push(row.map(cellOf))
    await wrote(rows.length)
  }
  const end = content.end?.()
  const sheets: BookSheet[] = [
    {
      name: heading.title,
      frozen: 2,
      columns: content.columns,
      rows: [
        [markOf(heading, content.total)],
        content.columns.map(({ header }) => header),
        ...rows,
        ...(end?.sum === undefined ? [] : [end.sum.map(cellOf)]),
      ],
    },
    {
      name: '导出说明',
      columns: [{ width: 16 }, { width: 90 }],
      rows: [...factsOf(heading, content), ...(end?.facts ?? [])].map((fact) => [...fact]),
    },
  ]
  return Readable.from([await writeBook(sheets, BOOK_SECONDS)])
}

/** A CSV has no second sheet: filter and definition follow the mark on its first line. */
async function* csvOf(heading: Heading, content: ExportContent, wrote: Wrote): AsyncGenerator<string> {
  const told = [['理由', heading.reason] as const, ...content.facts].map(([name, text]) => `${name}：${text}`)
  yield CSV_MARK + csvLine([[markOf(heading, content.total), ...told].join(' · ').replaceAll(/\s+/g, ' ')])
  yield csvLine(content.columns.map(({ header }) => header))
  let rows = 0
  for await (const page of content.pages) {
    yield page.map((row) => csvLine(row.map(cellOf))).join('')
    rows += page.length
    await wrote(rows)
  }
  const end = content.end?.()
  if (end?.sum !== undefined) yield csvLine(end.sum.map(cellOf))
}
