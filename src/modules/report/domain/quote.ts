const TOKEN = /\{\{([1-9]\d{0,17})\.([a-z][a-z0-9-]{0,39})\}\}/g

/** 文中引用 A figure quoted in a text: `{{12.retail}}` is the cell `retail` of report 12. */
export type Quote = { readonly token: string; readonly report: string; readonly field: string }

/** The figures a text quotes, each once, in the order they first stand in it. */
export function quotesIn(text: string): readonly Quote[] {
  const found = [...text.matchAll(TOKEN)].map(([token, report = '', field = '']) => ({
    token,
    report,
    field,
  }))
  return [...new Map(found.map((quote) => [quote.token, quote])).values()]
}

/** 正文片段 The text in pieces: words, or a quoted figure by its token. */
export type Piece = { readonly text: string } | { readonly token: string }

export function piecesOf(text: string): readonly Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const match of text.matchAll(TOKEN)) {
    if (match.index > at) pieces.push({ text: text.slice(at, match.index) })
    pieces.push({ token: match[0] })
    at = match.index + match[0].length
  }
  if (at < text.length) pieces.push({ text: text.slice(at) })
  return pieces
}
