import {
  AlignmentType,
  Document,
  HeadingLevel,
  ImageRun,
  Packer,
  Paragraph,
  ShadingType,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { formatMinute } from '#kernel/day'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import type { Call, Download } from '#platform/http/route'
import {
  CELL_ORIGINS,
  reportRefusals,
  type SnapshotCell,
  type SnapshotContent,
  type snapshotDocument,
} from '../contract/index.ts'
import { contentOf, findSnapshot } from '../db/snapshots.ts'
import { barsOf } from '../domain/bars.ts'
import { periodText } from '../domain/period.ts'
import { ownDb } from './at-hand.ts'
import { barsPicture, PICTURE } from './bars-picture.ts'
import { titleOf } from './filled-book.ts'

const DOCX = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'
const FONT = { ascii: 'Times New Roman', eastAsia: '仿宋', hAnsi: 'Times New Roman' }
/** 三号 for the text of official letters, in half points. */
const SIZE = 32
const SMALL = 24

export const saidOf = (cell: SnapshotCell): string =>
  cell.shown ?? cell.value ?? (cell.origin === 'blank' ? '未填' : CELL_ORIGINS[cell.origin].zh)

/** Figures stand in the table; what was written stands as text under its label. */
export const figuresIn = ({ cells }: SnapshotContent): readonly SnapshotCell[] =>
  cells.filter(({ unit }) => unit !== '')
export const textsIn = ({ cells }: SnapshotContent): readonly SnapshotCell[] =>
  cells.filter(({ unit, field, value }) => unit === '' && field !== 'etown' && (value ?? '') !== '')

const run = (text: string, size = SIZE, bold = false) => new TextRun({ text, size, bold, font: FONT })
const line = (text: string, size = SIZE) =>
  new Paragraph({ children: [run(text, size)], spacing: { line: 480 }, indent: { firstLine: size * 20 } })

const cellOf = (text: string, width: number, head = false) =>
  new TableCell({
    width: { size: width, type: WidthType.PERCENTAGE },
    ...(head ? { shading: { type: ShadingType.CLEAR, fill: 'E8F0EB', color: 'auto' } } : {}),
    children: [new Paragraph({ children: [run(text, SMALL, head)] })],
  })
const WIDTHS = [38, 26, 16, 20]
const rowOf = (texts: readonly string[], head = false) =>
  new TableRow({ tableHeader: head, children: texts.map((text, i) => cellOf(text, WIDTHS[i] ?? 20, head)) })

/** 图 The days the first figure rests on, with what it shows told for whoever cannot see it. */
async function chartOf(said: SnapshotContent): Promise<readonly Paragraph[]> {
  const bars = barsOf(said)
  if (bars === undefined) return []
  const { width, height } = PICTURE
  const name = `图1 ${bars.label}`
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      keepNext: true,
      spacing: { before: 240 },
      children: [
        new ImageRun({
          type: 'png',
          data: await barsPicture(bars),
          transformation: { width: 560, height: Math.round((560 * height) / width) },
          altText: { name, title: name, description: bars.told },
        }),
      ],
    }),
    new Paragraph({ alignment: AlignmentType.CENTER, children: [run(`${name}（${bars.unit}）`, SMALL)] }),
  ]
}

/** 月报稿 A draft to edit, its figures from the locked snapshot; the note at its end says so and how to check. */
export async function documentOf(said: SnapshotContent, sha256: string): Promise<Buffer> {
  const title = `${said.etown.name}${said.form.name}`
  const texts = textsIn(said).flatMap(({ label, value = '' }, i) => [
    new Paragraph({
      heading: HeadingLevel.HEADING_2,
      children: [run(`${'一二三四五六七八九十'[i + 1] ?? i + 2}、${label}`, SIZE, true)],
    }),
    ...value.split('\n').map((text) => line(text)),
  ])
  const notes = said.cells.filter(({ note }) => note !== undefined)
  const document = new Document({
    title,
    creator: 'e镇通',
    sections: [
      {
        children: [
          ...(said.demonstration
            ? [
                new Paragraph({
                  alignment: AlignmentType.CENTER,
                  children: [run('演示数据，不是真实的', SMALL, true)],
                }),
              ]
            : []),
          new Paragraph({
            heading: HeadingLevel.TITLE,
            alignment: AlignmentType.CENTER,
            children: [run(title, 44, true)],
          }),
          new Paragraph({
            alignment: AlignmentType.CENTER,
            children: [run(`（${periodText(said.period.code)}）`)],
          }),
          new Paragraph({ heading: HeadingLevel.HEADING_2, children: [run('一、主要指标', SIZE, true)] }),
          new Table({
            width: { size: 100, type: WidthType.PERCENTAGE },
            rows: [
              rowOf(['指标', '数值', '来源', '备注'], true),
              ...figuresIn(said).map((cell) =>
                rowOf([cell.label, saidOf(cell), CELL_ORIGINS[cell.origin].zh, cell.note ?? '']),
              ),
            ],
          }),
          ...(await chartOf(said)),
          ...texts,
          ...(notes.length === 0
            ? []
            : [new Paragraph({ heading: HeadingLevel.HEADING_2, children: [run('说明', SIZE, true)] })]),
          ...notes.map(({ label, note = '' }) => line(`${label}：${note}`, SMALL)),
          line(
            `数字取自锁定快照 v${said.number}（${formatMinute(Date.parse(said.lockedAt))} 锁定），内容指纹 ${sha256}。本稿可再编辑；改动的数字不再与快照一致。`,
            20,
          ),
        ],
      },
    ],
  })
  return Packer.toBuffer(document)
}

export async function snapshotDocumentIn({
  db,
  etown,
  params,
}: Call<typeof snapshotDocument, 'report'>): Promise<Outcome<Download>> {
  const row = await findSnapshot(ownDb(db), etown.id, BigInt(params.report), Number(params.number))
  if (row === undefined) return refused(refusal(reportRefusals, 'report.not_found'))
  const said = contentOf(row)
  return granted({ name: `${titleOf(said)}.docx`, media: DOCX, content: await documentOf(said, row.sha256) })
}
