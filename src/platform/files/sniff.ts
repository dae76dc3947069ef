import { fileTypeFromBuffer } from 'file-type'

export type FileKind = 'table' | 'image' | 'document' | 'yaml' | 'other'

const IMAGES = new Set(['image/jpeg', 'image/png', 'image/webp'])
const BOOKS = new Set([
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/x-cfb',
  'application/zip',
])
const YAML_EXTENSIONS = new Set(['.yaml', '.yml'])
const TEXT_EXTENSIONS = new Set(['.csv', '.txt', '.tsv', ''])

/** What the first bytes say a file is; the name only tells text files apart. UTF-16 text has zero bytes, so a BOM is asked first. */
export async function sniff(head: Buffer, extension: string): Promise<{ kind: FileKind; media: string }> {
  const found = await fileTypeFromBuffer(head)
  const media = found?.mime ?? ''
  if (IMAGES.has(media)) return { kind: 'image', media }
  if (media === 'application/pdf') return { kind: 'document', media }
  if (BOOKS.has(media)) return { kind: 'table', media }
  const text = looksLikeText(head) && !looksLikeMarkup(head)
  if (text && TEXT_EXTENSIONS.has(extension.toLowerCase())) return { kind: 'table', media: 'text/csv' }
  if (text && YAML_EXTENSIONS.has(extension.toLowerCase())) return { kind: 'yaml', media: 'application/yaml' }
  return { kind: 'other', media: media || 'application/octet-stream' }
}

const utf16 = (head: Buffer): boolean =>
  (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)

const looksLikeText = (head: Buffer): boolean => utf16(head) || !head.includes(0)

/** A page or a drawing with scripts is no table, whatever its name says. */
const looksLikeMarkup = (head: Buffer): boolean =>
  /^\s*<(!doctype|html|svg|\?xml|script)/i.test(head.subarray(0, 512).toString('latin1'))
