/** 已转义的片段 A piece of HTML that is safe to send. Only `html` makes one. */
export type Html = { readonly safe: string }

type Piece = Html | string | number | bigint | undefined | false | readonly Piece[]

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const text = (piece: Piece): string => {
  if (piece === undefined || piece === false) return ''
  if (typeof piece === 'object') return 'safe' in piece ? piece.safe : piece.map(text).join('')
  return String(piece).replace(/[&<>"']/g, (c) => ESCAPES[c] ?? c)
}

/** Everything put into the template is escaped, unless it is a piece this function made. */
export const html = (parts: TemplateStringsArray, ...pieces: readonly Piece[]): Html => ({
  safe: parts.reduce((page, part, i) => page + text(pieces[i - 1]) + part),
})
