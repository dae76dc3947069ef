import { PassThrough, type Readable } from 'node:stream'
import PDFDocument from 'pdfkit'
import { FONT_FILE, maskOf, qrOf } from '#trace'
import type { Face, Mark } from './face.ts'

const POINTS = 72 / 25.4
type Paper = InstanceType<typeof PDFDocument>

function draw(paper: Paper, mark: Mark): void {
  const [x, y] = [mark.x * POINTS, mark.y * POINTS]
  if (mark.kind === 'text') {
    paper.fontSize(mark.size * POINTS).text(mark.text, x, y, { lineBreak: false })
    return
  }
  const side = mark.side * POINTS
  // pdfkit turns the page upside down, so an image stands on its head unless its matrix does too.
  paper.save()
  paper.addContent(`${side} 0 0 ${-side} ${x} ${y + side} cm`)
  paper.addContent(maskOf(qrOf(mark.link)))
  paper.restore()
}

/** A page a face, as large as the stock it is printed on. */
export function pdfOf(faces: readonly Face[], title: string): Readable {
  const paper = new PDFDocument({
    autoFirstPage: false,
    margin: 0,
    info: { Title: title, Producer: 'ezhen', Creator: 'ezhen' },
  })
  paper.registerFont('label', FONT_FILE)
  const out = new PassThrough()
  paper.pipe(out)
  for (const { width, height, marks } of faces) {
    paper
      .addPage({ size: [width * POINTS, height * POINTS], margin: 0 })
      .font('label')
      .fillColor('black')
    for (const mark of marks) draw(paper, mark)
  }
  paper.end()
  return out
}
