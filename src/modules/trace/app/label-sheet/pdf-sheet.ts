import { PassThrough, type Readable } from 'node:stream'
import { setImmediate } from 'node:timers/promises'
import PDFDocument from 'pdfkit'
import {
  FONT_FILE,
  LABEL_MM,
  type LabelCode,
  type LabelFace,
  type QrModules,
  qrOf,
  spacedSerial,
} from './label-face.ts'

const POINTS = 72 / 25.4
const A4 = { width: 210, height: 297 }
const COLUMNS = Math.floor(A4.width / LABEL_MM.width)
const ROWS = Math.floor(A4.height / LABEL_MM.height)
const LEFT = (A4.width - COLUMNS * LABEL_MM.width) / 2
const TOP = (A4.height - ROWS * LABEL_MM.height) / 2
const QR_MM = 22
const TEXT_MM = 7

/** A code as one bit a module, drawn sharp at any size: 165 bytes instead of hundreds of rectangles. */
export function maskOf({ size, dark }: QrModules): string {
  const rows: string[] = []
  const width = Math.ceil(size / 8) * 8
  for (let y = 0; y < size; y++) {
    let row = ''
    for (let x = 0; x < width; x += 4) {
      let nibble = 0
      for (let i = 0; i < 4; i++) nibble = nibble * 2 + (x + i < size && dark(x + i, y) ? 1 : 0)
      row += nibble.toString(16)
    }
    rows.push(row)
  }
  return `BI /W ${size} /H ${size} /IM true /D [1 0] /F /AHx ID ${rows.join('')}> EI`
}

type Paper = InstanceType<typeof PDFDocument>

type Line = { readonly text: string; readonly size: number }

function drawLabel(
  paper: Paper,
  lines: readonly Line[],
  { link, serial }: LabelCode,
  at: { x: number; y: number },
): void {
  const mm = (n: number): number => n * POINTS
  const [left, top] = [mm(at.x), mm(at.y)]
  const side = mm(QR_MM)
  // pdfkit turns the page upside down, so an image stands on its head unless its matrix does too.
  const [x, bottom] = [left + mm(3), top + mm(4) + side]
  paper.save()
  paper.addContent(`${side} 0 0 ${-side} ${x} ${bottom} cm`)
  paper.addContent(maskOf(qrOf(link)))
  paper.restore()
  const textLeft = left + mm(3 + QR_MM + 2)
  const put = (text: string, i: number, size: number): void => {
    paper.fontSize(size).text(text, textLeft, top + mm(4.5 + i * 4.6), { lineBreak: false })
  }
  lines.forEach(({ text, size }, i) => {
    put(text, i, size)
  })
  put(spacedSerial(serial), lines.length, SERIAL_SIZE)
}

const SERIAL_SIZE = 7
const TEXT_WIDTH = (LABEL_MM.width - QR_MM - TEXT_MM) * POINTS

/** The largest size at which a line fits; five points can still be read. */
function fitting(paper: Paper, line: string, largest: number): number {
  for (let size = largest; size > 5; size -= 0.5)
    if (paper.fontSize(size).widthOfString(line) <= TEXT_WIDTH) return size
  return 5
}

/** A4 标签 Sheets of four by nine labels, to cut. */
export function pdfSheet(face: LabelFace, codes: readonly LabelCode[]): Readable {
  const paper = new PDFDocument({
    size: 'A4',
    margin: 0,
    autoFirstPage: false,
    info: { Title: face.lines.join(' '), Producer: 'ezhen', Creator: 'ezhen' },
  })
  paper.registerFont('label', FONT_FILE)
  const lines = face.lines.map((text, i) => ({
    text,
    size: fitting(paper.font('label'), text, i === 0 ? 9 : 7),
  }))
  const out = new PassThrough()
  paper.pipe(out)
  drawPages(paper, lines, codes).catch((error: unknown) =>
    out.destroy(error instanceof Error ? error : new Error(String(error))),
  )
  return out
}

/** A page at a time, and whoever else waits for this process goes between. */
async function drawPages(paper: Paper, lines: readonly Line[], codes: readonly LabelCode[]): Promise<void> {
  for (let first = 0; first < codes.length; first += COLUMNS * ROWS) {
    paper.addPage().font('label').fillColor('black')
    for (const [place, code] of codes.slice(first, first + COLUMNS * ROWS).entries()) {
      const x = LEFT + (place % COLUMNS) * LABEL_MM.width
      drawLabel(paper, lines, code, { x, y: TOP + Math.floor(place / COLUMNS) * LABEL_MM.height })
    }
    await setImmediate()
  }
  paper.end()
}
