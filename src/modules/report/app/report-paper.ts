import { PassThrough, type Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import PDFDocument from 'pdfkit'
import { formatMinute } from '#kernel/day'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import type { Call, Download } from '#platform/http/route'
import {
  reportRefusals,
  type SnapshotCell,
  type SnapshotContent,
  type snapshotPaper,
} from '../contract/index.ts'
import { contentOf, findSnapshot } from '../db/snapshots.ts'
import { barsOf } from '../domain/bars.ts'
import { periodText } from '../domain/period.ts'
import { ownDb } from './at-hand.ts'
import { titleOf } from './filled-book.ts'
import { figuresIn, saidOf, textsIn } from './report-document.ts'

const FONT = fileURLToPath(
  new URL('../fonts/NotoSansHans-Regular.otf', import.meta.resolve('@embedpdf/fonts-sc')),
)
const MARGIN = 56
const WIDTH = 595 - 2 * MARGIN

type Paper = InstanceType<typeof PDFDocument>

function drawBars(paper: Paper, said: SnapshotContent): void {
  const chart = barsOf(said)
  if (chart === undefined) return
  const most = Math.max(...chart.bars.map(({ value }) => value))
  const height = 110
  if (paper.y + height + 60 > 780) paper.addPage()
  paper.moveDown(1).fontSize(12).text(`${chart.label}（${chart.unit}）`, MARGIN)
  const top = paper.y + 6
  const step = WIDTH / chart.bars.length
  chart.bars.forEach(({ name, value }, i) => {
    const size = (Math.max(value, 0) / most) * height
    paper.rect(MARGIN + i * step + 1, top + height - size, Math.max(step - 2, 1), size).fill('#1f7a54')
    if (i % Math.ceil(chart.bars.length / 10) === 0)
      paper
        .fillColor('#1d2b25')
        .fontSize(7)
        .text(name, MARGIN + i * step, top + height + 3, { width: 40, lineBreak: false })
  })
  paper
    .moveTo(MARGIN, top + height)
    .lineTo(MARGIN + WIDTH, top + height)
    .stroke('#52605a')
  paper.fillColor('#1d2b25')
  paper.fontSize(7).text(`最高 ${most.toFixed(2)}`, MARGIN, top - 2, { width: WIDTH, align: 'right' })
  paper.x = MARGIN
  paper.y = top + height + 18
}

function tableRow(
  paper: Paper,
  cell: Pick<SnapshotCell, 'label'> & { readonly said: string },
  head = false,
): void {
  const half = WIDTH * 0.55
  paper.fontSize(10.5)
  const height = Math.max(
    paper.heightOfString(cell.label, { width: half - 12 }),
    paper.heightOfString(cell.said, { width: WIDTH - half - 12 }),
  )
  if (paper.y + height + 10 > 780) paper.addPage()
  const y = paper.y
  if (head)
    paper
      .rect(MARGIN, y, WIDTH, height + 8)
      .fill('#e8f0eb')
      .fillColor('#1d2b25')
  paper.rect(MARGIN, y, WIDTH, height + 8).stroke('#cfd8d3')
  paper.text(cell.label, MARGIN + 6, y + 4, { width: half - 12 })
  paper.text(cell.said, MARGIN + half, y + 4, { width: WIDTH - half - 12, align: 'right' })
  paper.x = MARGIN
  paper.y = y + height + 8
}

/** 报告 The locked snapshot on A4: a table, a chart of the days, what was written. */
export function paperOf(said: SnapshotContent, sha256: string): Readable {
  const paper = new PDFDocument({
    size: 'A4',
    margin: MARGIN,
    info: { Title: titleOf(said), CreationDate: new Date(said.lockedAt) },
  })
  const out = new PassThrough()
  paper.pipe(out)
  paper.font(FONT).fillColor('#1d2b25')
  if (said.demonstration)
    paper
      .fontSize(10)
      .fillColor('#8a5a00')
      .text('演示数据，不是真实的', { align: 'center' })
      .fillColor('#1d2b25')
  paper.fontSize(20).text(`${said.etown.name}${said.form.name}`, { align: 'center' })
  paper
    .fontSize(13)
    .text(`（${periodText(said.period.code)}）`, { align: 'center' })
    .moveDown(1)
  tableRow(paper, { label: '指标', said: '数值' }, true)
  for (const cell of figuresIn(said)) tableRow(paper, { label: cell.label, said: saidOf(cell) })
  drawBars(paper, said)
  for (const { label, value = '' } of textsIn(said)) {
    paper.moveDown(0.8).fontSize(13).text(label, MARGIN).moveDown(0.2)
    paper.fontSize(11).text(value, { lineGap: 4 })
  }
  for (const { label, note } of said.cells)
    if (note !== undefined) paper.moveDown(0.4).fontSize(9.5).text(`备注 ${label}：${note}`, MARGIN)
  paper.moveDown(1.2).fontSize(8).fillColor('#52605a')
  paper.text(
    `锁定快照 v${said.number}，${formatMinute(Date.parse(said.lockedAt))} 锁定。内容指纹 SHA-256 ${sha256}`,
    MARGIN,
  )
  paper.end()
  return out
}

export async function snapshotPaperIn({
  db,
  etown,
  params,
}: Call<typeof snapshotPaper, 'report'>): Promise<Outcome<Download>> {
  const row = await findSnapshot(ownDb(db), etown.id, BigInt(params.report), Number(params.number))
  if (row === undefined) return refused(refusal(reportRefusals, 'report.not_found'))
  const said = contentOf(row)
  return granted({
    name: `${titleOf(said)}.pdf`,
    media: 'application/pdf',
    content: paperOf(said, row.sha256),
    inline: true,
  })
}
