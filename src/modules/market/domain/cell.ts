const SPACE = 0x20
const QUOTE = 0x22
const APOSTROPHE = 0x27
const EQUALS = 0x3d
const BACKTICK = 0x60

/** What hides at a cell's edges: control characters, spaces of every width, zero-width and no-break forms, BOM. */
const hides = (code: number): boolean => code <= SPACE || (code >= 0x7f && HIDDEN.has(code))

const HIDDEN: ReadonlySet<number> = new Set([
  ...[0x7f, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x2060, 0x3000, 0xfeff],
  ...Array.from({ length: 14 }, (_, i) => 0x2000 + i),
])

const wraps = (code: number): boolean =>
  code === QUOTE || code === APOSTROPHE || code === EQUALS || code === BACKTICK

/**
 * 清理单元格 A cell's text without what exports wrap around it so that Excel keeps its digits: `="123"`, a leading `'` or
 * tab, quotes, NUL, spaces of every width.
 */
export function cleanCell(raw: string): string {
  let from = 0
  let to = raw.length
  while (from < to && hides(raw.charCodeAt(from))) from++
  while (to > from && hides(raw.charCodeAt(to - 1))) to--
  const text = to - from === raw.length ? raw : raw.slice(from, to)
  return wraps(text.charCodeAt(0)) ? unwrapped(text) : text
}

function unwrapped(wrapped: string): string {
  const [, inner] = /^=\s*"(.*)"$/s.exec(wrapped) ?? /^"(.*)"$/s.exec(wrapped) ?? []
  if (inner !== undefined) return cleanCell(inner.replaceAll('""', '"'))
  const text = wrapped.replace(/^['`]+/, '')
  return text === wrapped ? text : cleanCell(text)
}

/** 公式 What a spreadsheet would compute: never evaluated, never taken as text. The cell must be clean. */
export const isFormula = (cell: string): boolean => cell.charCodeAt(0) === EQUALS

/** What platforms write where there is nothing. */
export const isNothing = (cell: string): boolean =>
  cell === '' ||
  cell === '-' ||
  cell === '--' ||
  cell === '—' ||
  cell === 'null' ||
  cell === 'NULL' ||
  cell === '\\N'

/** 科学计数 An id that Excel turned into a number: `1.40E+17`; its last digits are lost for good. */
export const isMangledId = (cell: string): boolean => /^\d(\.\d+)?E\+?\d+$/i.test(cell)

/**
 * Excel keeps 15 digits of a number and shows zeros for the rest. One such id in a thousand is genuine, so a single one
 * proves nothing; a file full of them was saved by Excel.
 */
export const looksRounded = (id: string): boolean => /^\d{15}0{3,}$/.test(id)
