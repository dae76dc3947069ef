import { Readable } from 'node:stream'
import { type Bitmap, DOTS, labelPainter, ROW_BYTES } from './bitmap.ts'
import { LABEL_MM, type LabelCode, type LabelFace } from './label-face.ts'

/** 国产标签机 TSPL: in its bitmaps a 0 prints. */
export function tsplOf(label: Bitmap): Buffer {
  const head = `CLS\r\nBITMAP 0,0,${ROW_BYTES},${DOTS.height},0,`
  return Buffer.concat([
    Buffer.from(head, 'latin1'),
    Buffer.from(label.map((byte) => byte ^ 0xff)),
    Buffer.from('\r\nPRINT 1,1\r\n', 'latin1'),
  ])
}

const TSPL_START = `SIZE ${LABEL_MM.width} mm,${LABEL_MM.height} mm\r\nGAP 2 mm,0 mm\r\nDIRECTION 1\r\n`

/** 斑马 ZPL II: hexadecimal rows, `:` repeats the row above, `,` leaves the rest of a row white. */
export function zplOf(label: Bitmap): Buffer {
  const rows: string[] = []
  let above = ''
  for (let y = 0; y < DOTS.height; y++) {
    const hex = Buffer.from(label.subarray(y * ROW_BYTES, (y + 1) * ROW_BYTES))
      .toString('hex')
      .toUpperCase()
    const trimmed = hex.replace(/(00)+$/, '')
    rows.push(hex === above ? ':' : trimmed.length < hex.length ? `${trimmed},` : hex)
    above = hex
  }
  const bytes = ROW_BYTES * DOTS.height
  return Buffer.from(
    `^XA^PW${DOTS.width}^LL${DOTS.height}^FO0,0^GFA,${bytes},${bytes},${ROW_BYTES},${rows.join('')}^FS^PQ1^XZ\r\n`,
    'latin1',
  )
}

/** What is sent to a label printer as it is, label by label as the printer takes them. */
export function printerFile(
  language: 'tspl' | 'zpl',
  face: LabelFace,
  codes: readonly LabelCode[],
): Readable {
  async function* labels(): AsyncGenerator<Buffer> {
    const shared = await labelPainter(face)
    if (language === 'tspl') yield Buffer.from(TSPL_START, 'latin1')
    for (const code of codes) {
      const paint = code.face === undefined ? shared : await labelPainter(code.face)
      yield language === 'tspl' ? tsplOf(paint(code)) : zplOf(paint(code))
    }
  }
  return Readable.from(labels())
}
