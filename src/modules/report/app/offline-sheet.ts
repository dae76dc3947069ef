import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import type { Call, Download } from '#platform/http/route'
import type { SheetRow } from '#platform/sheet/row'
import { openSheet, reading, writeBook } from '#platform/sheet/sheet'
import { type FillCell, type handInSheet, type offlineSheet, reportRefusals } from '../contract/index.ts'
import type { Writing } from '../db/cells.ts'
import { periodText } from '../domain/period.ts'
import { decimalIn, isText, rateIn } from '../domain/value.ts'
import { type AtHand, holding, reportAtHand } from './at-hand.ts'
import { isChange, isComputed, isRefusal, keepWritings, saidIn, writingOf } from './fill-report.ts'
import { XLSX } from './filled-book.ts'

const HEAD = ['栏目', '单位', '现在的值', '填这里', '备注', '栏目代码（勿改）', '版本（勿改）'] as const
const MARK = '报表'
const UNKNOWN = '未知'
const NO_BASE = '无可比基数'
const HINT = `没有网络时在“填这里”一列填写，有网络后到本报表页“交离线表”。不知道的填“${UNKNOWN}”。不要改最后两列；行可以调换次序。`

function typedIn({ content, cells }: AtHand, key: string): string | number {
  const field = content.fields.find((one) => one.key === key)
  const cell = cells.get(key)
  if (field === undefined || cell === undefined || isComputed(cell)) return ''
  if (cell.value === null)
    return cell.origin === 'unknown' ? UNKNOWN : cell.origin === 'no-base' ? NO_BASE : ''
  const rate = isText(field) ? undefined : rateIn(cell.value)
  return rate === undefined ? cell.value : Number(decimalIn({ ...field, decimals: 6 }, rate))
}

/** 离线填报表 A workbook that stands alone: its rows carry which writing of each cell they follow. */
export async function offlineSheetIn({
  db,
  etown,
  params,
}: Call<typeof offlineSheet, 'report'>): Promise<Outcome<Download>> {
  const hand = await reportAtHand(db, etown.id, BigInt(params.report))
  if (hand === undefined) return refused(refusal(reportRefusals, 'report.not_found'))
  const { row, content, cells } = hand
  const title = `${etown.name} ${row.name} ${periodText(row.period)}`
  const book = await writeBook([
    {
      name: '离线填报',
      frozen: 3,
      columns: [
        { width: 30 },
        { width: 8 },
        { width: 22 },
        { width: 30 },
        { width: 30 },
        { width: 20 },
        { width: 14 },
      ],
      rows: [
        [title, MARK, String(row.id), '式样版本', String(row.version)],
        [HINT],
        [...HEAD],
        ...content.fields.map((field) => {
          const cell = cells.get(field.key)
          const computed = isComputed(cell)
          return [
            `${field.label}${field.required ? '（必填）' : ''}`,
            field.unit,
            saidIn(field, cell),
            computed ? '由系统计算，不用填' : typedIn(hand, field.key),
            cell?.note ?? '',
            field.key,
            String(cell?.no ?? 0),
          ]
        }),
      ],
    },
  ])
  return granted({ name: `离线填报 ${title}.xlsx`, media: XLSX, content: book })
}

type Said = { readonly report: string; readonly version: string; readonly rows: readonly FillCell[] }

/** By the code at the end of each row, not by its place: rows may have been sorted. */
function saidInSheet(rows: readonly SheetRow[]): Said {
  const [first] = rows
  return {
    report: first?.cells[1] === MARK ? (first.cells[2] ?? '') : '',
    version: first?.cells[4] ?? '',
    rows: rows.flatMap(({ cells }): FillCell[] => {
      const [, , , typed = '', note = '', field = '', base = ''] = cells
      if (!/^[a-z][a-z0-9-]{0,39}$/.test(field) || !/^\d{1,6}$/.test(base)) return []
      const text = typed.trim().slice(0, 2_000)
      const origin = text === UNKNOWN ? 'unknown' : text === NO_BASE ? 'no-base' : 'typed'
      return [{ field, base: Number(base), origin, value: text, note: note.slice(0, 500) }]
    }),
  }
}

/** 交离线表 Takes each cell that nobody changed meanwhile; the others stay as they are and are told, none is overwritten. */
export async function handInSheetIn(
  call: Call<typeof handInSheet, 'report'>,
): Promise<Outcome<AnswerOf<typeof handInSheet>>> {
  const { file, params, house } = call
  if (file === undefined) throw new Error('an upload came without its file')
  const held = await holding(call, BigInt(params.report), ['filling'], '交离线表')
  if (!held.ok) return held
  const hand = held.value
  return reading(async () => {
    const rows: SheetRow[] = []
    for await (const row of openSheet(house.evidence, file).rows) if (rows.length < 500) rows.push(row)
    const said = saidInSheet(rows)
    const { id, version } = hand.row
    if (said.report !== String(id))
      return refused(refusal(reportRefusals, 'report.sheet_other', { report: id }))
    if (said.version !== String(version))
      return refused(refusal(reportRefusals, 'report.sheet_form', { was: said.version, now: version }))
    const answer = taken(hand, said.rows)
    await keepWritings(call, hand, answer.writings)
    const counts = { taken: answer.writings.length, left: answer.left.length }
    call.note(String(id), { sheet: file.sha256, ...counts })
    call.announce({ kind: 'report.handed-in', subject: String(id), payload: counts, evidence: [file.sha256] })
    return granted({ taken: answer.writings.length, same: answer.same, left: answer.left })
  })
}

function taken(hand: AtHand, rows: readonly FillCell[]) {
  const writings: Writing[] = []
  const left: { field: string; zh: string; en: string }[] = []
  let same = 0
  for (const filled of new Map(rows.map((row) => [row.field, row])).values()) {
    const cell = hand.cells.get(filled.field)
    // An empty row says nothing: it never takes back what somebody entered meanwhile.
    if (isComputed(cell) || ((filled.value ?? '') === '' && (filled.note ?? '') === '')) {
      same += 1
      continue
    }
    // What the sheet says already stands, whoever wrote it: nothing to do, however old the sheet is.
    const fresh = writingOf(hand, { ...filled, base: cell?.no ?? 0 }, 'handed-in')
    if (!isRefusal(fresh) && !differs(hand, fresh)) {
      same += 1
      continue
    }
    const made = writingOf(hand, filled, 'handed-in')
    if (isRefusal(made)) left.push({ field: filled.field, zh: made.zh, en: made.en })
    else if (isChange(hand.cells, made)) writings.push(made)
    else same += 1
  }
  return { writings, left, same }
}

const differs = ({ cells }: AtHand, { field, origin, value, note }: Writing): boolean => {
  const cell = cells.get(field)
  const asTyped = (text: string): string => (text === 'handed-in' ? 'typed' : text)
  return (
    asTyped(cell?.origin ?? 'blank') !== asTyped(origin) ||
    (cell?.value ?? undefined) !== value ||
    (cell?.note ?? undefined) !== note
  )
}
