/** 标签面 What stands on a label, in millimetres from its top left corner. */
export type Mark =
  | {
      readonly kind: 'text'
      readonly x: number
      readonly y: number
      readonly size: number
      readonly text: string
    }
  /** `side` is the dark square; the quiet zone around it is left free by the layout. */
  | {
      readonly kind: 'qr'
      readonly x: number
      readonly y: number
      readonly side: number
      readonly link: string
    }

export type Face = { readonly width: number; readonly height: number; readonly marks: readonly Mark[] }

/** The order of 2025 asks for 2 cm² at least; a code of 20 mm is 4 cm² and stays above 2 when modules are rounded to dots. */
export const QR_SIDE = 20
/** Four modules of the largest that is printed. */
export const QUIET = 2.5

const WIDE = /[^\u0020-\u00ff\u2080-\u209f]/
/** Millimetres a text is wide: a Chinese letter is square, others a little more than half. */
export const widthOf = (text: string, size: number): number =>
  [...text].reduce((sum, char) => sum + (WIDE.test(char) ? size : size * 0.6), 0)

/** Never begins a line. */
const CLOSES = /[，。；：、）！？”]/

export function wrapped(text: string, size: number, width: number): readonly string[] {
  const lines: string[] = []
  let line = ''
  for (const char of text) {
    if (line !== '' && !CLOSES.test(char) && widthOf(line + char, size) > width) {
      lines.push(line)
      line = ''
    }
    line += char
  }
  return line === '' ? lines : [...lines, line]
}

export type Line = { readonly text: string; readonly size: number; readonly most?: number }

/** Lines below each other in a column; what is wider is broken, what would run out at the bottom is left off. */
export function column(
  lines: readonly Line[],
  { x, y, width, height }: { x: number; y: number; width: number; height: number },
): readonly Mark[] {
  const marks: Mark[] = []
  let top = y
  for (const { text, size, most = 9 } of lines)
    for (const piece of wrapped(text, size, width).slice(0, most)) {
      if (top + size > y + height) return marks
      marks.push({ kind: 'text', x, y: top, size, text: piece })
      top += size * 1.3
    }
  return marks
}

/** A face moved onto a larger sheet. */
export const moved = (marks: readonly Mark[], dx: number, dy: number): readonly Mark[] =>
  marks.map((mark) => ({ ...mark, x: mark.x + dx, y: mark.y + dy }))
