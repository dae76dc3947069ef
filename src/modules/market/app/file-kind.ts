/** 文件种类 What a file is by its first bytes; for text also how its characters are written. */
export type FileKind =
  | { readonly kind: 'text'; readonly encoding: 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' }
  | { readonly kind: 'workbook'; readonly encoding: 'xlsx' | 'xls' }
  | { readonly kind: 'other'; readonly looksLike: string }
  | { readonly kind: 'empty' }

/** How much of a file fileKind wants to see: enough that some Chinese stands in it. */
export const SAMPLE_BYTES = 1 << 16

const MAGIC: readonly (readonly [readonly number[], FileKind])[] = [
  [[0x50, 0x4b, 0x03, 0x04], { kind: 'workbook', encoding: 'xlsx' }],
  [[0xd0, 0xcf, 0x11, 0xe0], { kind: 'workbook', encoding: 'xls' }],
  [[0xef, 0xbb, 0xbf], { kind: 'text', encoding: 'utf-8' }],
  [[0xff, 0xfe], { kind: 'text', encoding: 'utf-16le' }],
  [[0xfe, 0xff], { kind: 'text', encoding: 'utf-16be' }],
  [[0x25, 0x50, 0x44, 0x46], { kind: 'other', looksLike: 'PDF' }],
  [[0x1f, 0x8b], { kind: 'other', looksLike: 'gzip' }],
  [[0x52, 0x61, 0x72, 0x21], { kind: 'other', looksLike: 'RAR' }],
  [[0x37, 0x7a, 0xbc, 0xaf], { kind: 'other', looksLike: '7z' }],
  [[0xff, 0xd8, 0xff], { kind: 'other', looksLike: 'JPEG' }],
  [[0x89, 0x50, 0x4e, 0x47], { kind: 'other', looksLike: 'PNG' }],
]

/** `sample`: the first SAMPLE_BYTES of the file, or all of it. */
export function fileKind(sample: Uint8Array): FileKind {
  if (sample.every((byte) => byte <= 0x20)) return { kind: 'empty' }
  const known = MAGIC.find(([magic]) => magic.every((byte, i) => sample[i] === byte))
  if (known) return known[1]
  if (isMarkup(sample)) return { kind: 'other', looksLike: 'HTML/XML' }
  const wide = wideEncoding(sample)
  if (wide) return { kind: 'text', encoding: wide }
  if (sample.includes(0) && !isUtf8(sample)) return { kind: 'other', looksLike: '二进制文件 (binary)' }
  return { kind: 'text', encoding: isUtf8(sample) ? 'utf-8' : 'gb18030' }
}

/** Back offices that offer ".xls" which is a web page. */
const isMarkup = (sample: Uint8Array): boolean =>
  /^\s*<(!doctype|html|table|\?xml)/i.test(Buffer.from(sample.subarray(0, 200)).toString('latin1'))

/** UTF-16 without a mark: the high halves of its line ends, digits and commas are NUL, all on the same side. */
function wideEncoding(sample: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
  const nuls = [0, 0]
  for (const [i, byte] of sample.subarray(0, 4096).entries()) {
    if (byte === 0) nuls[i % 2] = (nuls[i % 2] ?? 0) + 1
  }
  const [even = 0, odd = 0] = nuls
  const enough = Math.min(sample.length, 4096) / 16
  if (odd > enough && even * 8 < odd) return 'utf-16le'
  return even > enough && odd * 8 < even ? 'utf-16be' : undefined
}

/** `stream`: the sample may end within a character. */
function isUtf8(sample: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(sample, { stream: true })
    return true
  } catch {
    return false
  }
}
