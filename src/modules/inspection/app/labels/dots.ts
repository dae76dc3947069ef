import { Readable } from 'node:stream'
import sharp from 'sharp'
import { FONT_FILE, qrOf } from '#trace'
import { type Face, type Mark, widthOf } from './face.ts'

/** 203 dots an inch, eight a millimetre. */
const DOTS_PER_MM = 8

/** 点阵 One bit a dot, rows of whole bytes, 1 is black. */
export type Dots = {
  readonly width: number
  readonly height: number
  readonly rowBytes: number
  readonly bits: Uint8Array
}

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

type Put = (x: number, y: number) => void

async function putText(put: Put, mark: Extract<Mark, { kind: 'text' }>): Promise<void> {
  const wanted = {
    width: Math.max(8, Math.ceil(widthOf(mark.text, mark.size) * DOTS_PER_MM)),
    height: Math.ceil(mark.size * DOTS_PER_MM * 1.1),
  }
  const { data, info } = await sharp({
    text: { text: escaped(mark.text), font: 'Noto Sans Hans', fontfile: FONT_FILE, dpi: 203 },
  })
    .resize({ ...wanted, fit: 'inside' })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true })
  const [left, top] = [Math.round(mark.x * DOTS_PER_MM), Math.round(mark.y * DOTS_PER_MM)]
  for (let y = 0; y < info.height; y++)
    for (let x = 0; x < info.width; x++)
      if ((data[(y * info.width + x) * info.channels] ?? 0) > 110) put(left + x, top + y)
}

/** Modules are whole dots, so the code is as large as fits its place. */
function putQr(put: Put, mark: Extract<Mark, { kind: 'qr' }>): void {
  const { size, dark } = qrOf(mark.link)
  const scale = Math.max(1, Math.floor((mark.side * DOTS_PER_MM) / size))
  const [left, top] = [Math.round(mark.x * DOTS_PER_MM), Math.round(mark.y * DOTS_PER_MM)]
  for (let y = 0; y < size * scale; y++)
    for (let x = 0; x < size * scale; x++)
      if (dark(Math.floor(x / scale), Math.floor(y / scale))) put(left + x, top + y)
}

export async function dotsOf(face: Face): Promise<Dots> {
  const [width, height] = [face.width * DOTS_PER_MM, face.height * DOTS_PER_MM]
  const rowBytes = Math.ceil(width / 8)
  const bits = new Uint8Array(rowBytes * height)
  const put: Put = (x, y) => {
    const at = y * rowBytes + (x >> 3)
    if (x < width && y < height) bits[at] = (bits[at] ?? 0) | (0x80 >> (x & 7))
  }
  for (const mark of face.marks) await (mark.kind === 'qr' ? putQr(put, mark) : putText(put, mark))
  return { width, height, rowBytes, bits }
}

/** TSPL prints a 0. */
export function tsplOf({ height, rowBytes, bits }: Dots): Buffer {
  return Buffer.concat([
    Buffer.from(`CLS\r\nBITMAP 0,0,${rowBytes},${height},0,`, 'latin1'),
    Buffer.from(bits.map((byte) => byte ^ 0xff)),
    Buffer.from('\r\nPRINT 1,1\r\n', 'latin1'),
  ])
}

/** ZPL II, `:` repeats the row above. */
export function zplOf({ width, height, rowBytes, bits }: Dots): Buffer {
  const rows: string[] = []
  let above = ''
  for (let y = 0; y < height; y++) {
    const hex = Buffer.from(bits.subarray(y * rowBytes, (y + 1) * rowBytes))
      .toString('hex')
      .toUpperCase()
    rows.push(hex === above ? ':' : hex)
    above = hex
  }
  const bytes = rowBytes * height
  return Buffer.from(
    `^XA^PW${width}^LL${height}^FO0,0^GFA,${bytes},${bytes},${rowBytes},${rows.join('')}^FS^PQ1^XZ\r\n`,
    'latin1',
  )
}

/** What is sent to a label printer as it is. */
export function printerFile(language: 'tspl' | 'zpl', faces: readonly Face[]): Readable {
  async function* labels(): AsyncGenerator<Buffer> {
    const [first] = faces
    if (language === 'tspl' && first !== undefined)
      yield Buffer.from(
        `SIZE ${first.width} mm,${first.height} mm\r\nGAP 2 mm,0 mm\r\nDIRECTION 1\r\n`,
        'latin1',
      )
    for (const face of faces) {
      const dots = await dotsOf(face)
      yield language === 'tspl' ? tsplOf(dots) : zplOf(dots)
    }
  }
  return Readable.from(labels())
}
