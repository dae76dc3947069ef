import sharp from 'sharp'
import {
  FONT_FILE,
  LABEL_MM,
  type LabelCode,
  type LabelFace,
  type QrModules,
  qrOf,
  spacedSerial,
} from './label-face.ts'

/** 203 dots an inch, eight a millimetre: what nearly every label printer has. */
const DOTS_PER_MM = 8
export const DOTS = { width: LABEL_MM.width * DOTS_PER_MM, height: LABEL_MM.height * DOTS_PER_MM } as const
export const ROW_BYTES = DOTS.width / 8

/** 点阵 One bit a dot, rows of whole bytes, 1 is black. */
export type Bitmap = Uint8Array

type Stamp = {
  readonly width: number
  readonly height: number
  readonly dark: (x: number, y: number) => boolean
}

function stamp(bitmap: Bitmap, { width, height, dark }: Stamp, left: number, top: number): void {
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      const at = (top + y) * ROW_BYTES + ((left + x) >> 3)
      if (dark(x, y) && left + x < DOTS.width && at < bitmap.length)
        bitmap[at] = (bitmap[at] ?? 0) | (0x80 >> ((left + x) & 7))
    }
}

/** A line of text as dots; what is wider than its place is made smaller. */
async function textStamp(text: string, width: number, height: number): Promise<Stamp> {
  // The file's family name; without it the renderer takes whatever the machine has.
  const drawn = sharp({
    text: { text: escaped(text), font: 'Noto Sans Hans', fontfile: FONT_FILE, dpi: 203 },
  })
  const { data, info } = await drawn
    .resize({ width, height, fit: 'inside', withoutEnlargement: true })
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true })
  return {
    width: info.width,
    height: info.height,
    dark: (x, y) => (data[(y * info.width + x) * info.channels] ?? 0) > 110,
  }
}

/** The renderer reads markup. */
const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')

const QR_LEFT = 16
const TEXT_LEFT = 204
const LINE_DOTS = 36
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A row of modules is worked out once and laid down as often as a module is dots high. */
function stampQr(label: Bitmap, { size, dark }: QrModules): void {
  const scale = Math.max(1, Math.floor((TEXT_LEFT - QR_LEFT - 16) / size))
  const top = Math.floor((DOTS.height - size * scale) / 2)
  for (let y = 0; y < size; y++) {
    const row = new Uint8Array(ROW_BYTES)
    for (let x = 0; x < size; x++) {
      if (!dark(x, y)) continue
      for (let dot = QR_LEFT + x * scale; dot < QR_LEFT + (x + 1) * scale; dot++)
        row[dot >> 3] = (row[dot >> 3] ?? 0) | (0x80 >> (dot & 7))
    }
    for (let line = 0; line < scale; line++) {
      const from = (top + y * scale + line) * ROW_BYTES
      for (let byte = 0; byte < ROW_BYTES; byte++)
        label[from + byte] = (label[from + byte] ?? 0) | (row[byte] ?? 0)
    }
  }
}

/** Draws labels of one run: its lines are drawn once, the letters of serial numbers once, each code on its own. */
export async function labelPainter(face: LabelFace): Promise<(code: LabelCode) => Bitmap> {
  const ground = new Uint8Array(ROW_BYTES * DOTS.height)
  for (const [i, line] of face.lines.entries())
    stamp(ground, await textStamp(line, DOTS.width - TEXT_LEFT - 8, 26), TEXT_LEFT, 20 + i * LINE_DOTS)
  const letters = new Map<string, Stamp>()
  for (const letter of ALPHABET) letters.set(letter, await textStamp(letter, 15, 20))
  const serialTop = 20 + face.lines.length * LINE_DOTS
  return ({ link, serial }) => {
    const label = ground.slice()
    stampQr(label, qrOf(link))
    ;[...spacedSerial(serial)].forEach((letter, i) => {
      const drawn = letters.get(letter)
      if (drawn) stamp(label, drawn, TEXT_LEFT + i * 16, serialTop)
    })
    return label
  }
}
