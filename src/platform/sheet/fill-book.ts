import { crc32, deflateRawSync } from 'node:zlib'
import yauzl from 'yauzl'

/** A value to be put into a cell of the first visible sheet. A text can be no formula there. */
export type Filling = { readonly place: string; readonly value: string | number }

/** Why a cell of a template takes no value. */
export type FillProblem = 'formula' | 'merged'

type Parts = ReadonlyMap<string, Buffer>

const MOST_BYTES = 64 * 1_048_576
const MOST_PARTS = 2_000

/** The parts of a workbook by their names; undefined for what is none, or unpacks to more than a template should. */
function unpacked(bytes: Uint8Array): Promise<Parts | undefined> {
  return new Promise((resolve) => {
    const parts = new Map<string, Buffer>()
    let total = 0
    const no = () => resolve(undefined)
    yauzl.fromBuffer(Buffer.from(bytes), { lazyEntries: true, validateEntrySizes: true }, (error, zip) => {
      if (error) return no()
      zip.on('error', no)
      zip.on('end', () => resolve(parts))
      zip.on('entry', (entry: yauzl.Entry) => {
        total += entry.uncompressedSize
        if (total > MOST_BYTES || parts.size >= MOST_PARTS) return no()
        zip.openReadStream(entry, (failure, stream) => {
          if (failure) return no()
          const chunks: Buffer[] = []
          stream.on('error', no)
          stream.on('data', (chunk: Buffer) => chunks.push(chunk))
          stream.on('end', () => {
            parts.set(entry.fileName, Buffer.concat(chunks))
            zip.readEntry()
          })
        })
      })
      zip.readEntry()
    })
  })
}

/** 1980-01-01: the same content gives the same file. */
const DOS_DAY = 33
const UTF8_NAMES = 0x0800

function packed(parts: Parts): Buffer {
  const locals: Buffer[] = []
  const heads: Buffer[] = []
  let at = 0
  for (const [name, content] of parts) {
    const title = Buffer.from(name, 'utf8')
    const data = deflateRawSync(content)
    const head = Buffer.alloc(26)
    head.writeUInt16LE(20, 0)
    head.writeUInt16LE(UTF8_NAMES, 2)
    head.writeUInt16LE(8, 4)
    head.writeUInt16LE(DOS_DAY, 8)
    head.writeUInt32LE(crc32(content), 10)
    head.writeUInt32LE(data.length, 14)
    head.writeUInt32LE(content.length, 18)
    head.writeUInt16LE(title.length, 22)
    const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), head, title, data])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(at, 10)
    heads.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), head, rest, title]))
    locals.push(local)
    at += local.length
  }
  const directory = Buffer.concat(heads)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 0, 'latin1')
  end.writeUInt16LE(heads.length, 8)
  end.writeUInt16LE(heads.length, 10)
  end.writeUInt32LE(directory.length, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...locals, directory, end])
}

const attribute = (tag: string, name: string): string | undefined =>
  new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1]

/** The part of the first visible sheet. */
function sheetPart(parts: Parts): string | undefined {
  const book = parts.get('xl/workbook.xml')?.toString('utf8') ?? ''
  const rels = parts.get('xl/_rels/workbook.xml.rels')?.toString('utf8') ?? ''
  const sheets = book.match(/<(?:\w+:)?sheet\s[^>]*>/g) ?? []
  const seen = sheets.find((tag) => !/\sstate="(hidden|veryHidden)"/.test(tag))
  const id = seen && attribute(seen, 'r:id')
  const rel = (rels.match(/<Relationship\s[^>]*>/g) ?? []).find((tag) => attribute(tag, 'Id') === id)
  const target = rel && attribute(rel, 'Target')
  const name = target?.startsWith('/') ? target.slice(1) : `xl/${target}`
  return target !== undefined && parts.has(name) ? name : undefined
}

const columnNo = (letters: string): number => [...letters].reduce((n, c) => n * 26 + c.charCodeAt(0) - 64, 0)
const placeOf = (place: string): { readonly row: number; readonly column: number } => {
  const [, letters = 'A', row = '1'] = /^([A-Z]+)(\d+)$/.exec(place) ?? []
  return { row: Number(row), column: columnNo(letters) }
}

const CELL = /<c\s[^>]*?(?:\/>|>[\s\S]*?<\/c>)/g
const ROW = /<row\s[^>]*?(?:\/>|>[\s\S]*?<\/row>)/g
const rowNo = (row: string): number => Number(attribute(row.slice(0, row.indexOf('>')), 'r'))
const openTag = (element: string): string => element.slice(0, element.indexOf('>') + 1)

const escaped = (text: string): string =>
  text
    .replaceAll(/[^\P{Cc}\n\t]|\uFFFE|\uFFFF|\p{Surrogate}/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')

function cellOf({ place, value }: Filling, before: string | undefined): string {
  const style = before === undefined ? undefined : attribute(openTag(before), 's')
  const head = `<c r="${place}"${style === undefined ? '' : ` s="${style}"`}`
  return typeof value === 'number'
    ? `${head}><v>${value}</v></c>`
    : `${head} t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`
}

/** The row with the cell in it, its other cells untouched and in order. */
function withCell(row: string, filling: Filling): string {
  const wanted = placeOf(filling.place).column
  const open = openTag(row).replace(/\s*\/>$/, '>')
  const cells = row.match(CELL) ?? []
  const columnOf = (cell: string): number => placeOf(attribute(openTag(cell), 'r') ?? '').column
  const before = cells.find((cell) => columnOf(cell) === wanted)
  const kept = cells.filter((cell) => columnOf(cell) < wanted)
  const after = cells.filter((cell) => columnOf(cell) > wanted)
  return `${open}${kept.join('')}${cellOf(filling, before)}${after.join('')}</row>`
}

function withFilling(sheet: string, filling: Filling): string {
  const wanted = placeOf(filling.place).row
  const rows = sheet.match(ROW) ?? []
  const same = rows.find((row) => rowNo(row) === wanted)
  if (same !== undefined) return sheet.replace(same, () => withCell(same, filling))
  const fresh = withCell(`<row r="${wanted}">`, filling)
  const next = rows.find((row) => rowNo(row) > wanted)
  if (next !== undefined) return sheet.replace(next, () => fresh + next)
  return sheet
    .replace(/<sheetData\s*\/>/, '<sheetData></sheetData>')
    .replace('</sheetData>', () => `${fresh}</sheetData>`)
}

/** Formulas that rest on what was filled are worked out again when the book is opened. */
function recomputing(book: string): string {
  const told = '<calcPr calcId="191029" fullCalcOnLoad="1"/>'
  if (/<calcPr\s[^>]*\/>/.test(book)) return book.replace(/<calcPr\s[^>]*\/>/, told)
  return book.replace('</workbook>', `${told}</workbook>`)
}

/**
 * Fills cells of a workbook's first visible sheet and keeps everything else as it is, byte for byte: styles, merged
 * cells, widths, print set-up, other sheets. Undefined for what is no .xlsx.
 */
export async function fillBook(bytes: Uint8Array, fillings: readonly Filling[]): Promise<Buffer | undefined> {
  const parts = await unpacked(bytes)
  const name = parts && sheetPart(parts)
  if (parts === undefined || name === undefined) return undefined
  const sheet = fillings.reduce(withFilling, parts.get(name)?.toString('utf8') ?? '')
  const book = recomputing(parts.get('xl/workbook.xml')?.toString('utf8') ?? '')
  return packed(
    new Map([...parts, [name, Buffer.from(sheet)], ['xl/workbook.xml', Buffer.from(book)]] as const),
  )
}

/** Which of the places take no value, and why; undefined for what is no .xlsx. */
export async function fillProblems(
  bytes: Uint8Array,
  places: readonly string[],
): Promise<ReadonlyMap<string, FillProblem> | undefined> {
  const parts = await unpacked(bytes)
  const name = parts && sheetPart(parts)
  if (parts === undefined || name === undefined) return undefined
  const sheet = parts.get(name)?.toString('utf8') ?? ''
  const cells = new Map((sheet.match(CELL) ?? []).map((cell) => [attribute(openTag(cell), 'r'), cell]))
  const merged = (sheet.match(/<mergeCell\s[^>]*>/g) ?? []).flatMap((tag) => attribute(tag, 'ref') ?? [])
  const inside = (place: string): boolean =>
    merged.some((ref) => {
      const [from = '', to = from] = ref.split(':')
      const [a, b, c] = [placeOf(from), placeOf(to), placeOf(place)]
      const within = a.row <= c.row && c.row <= b.row && a.column <= c.column && c.column <= b.column
      return within && place !== from
    })
  return new Map(
    places.flatMap((place): (readonly [string, FillProblem])[] => {
      if (/<f[\s>/]/.test(cells.get(place) ?? '')) return [[place, 'formula']]
      return inside(place) ? [[place, 'merged']] : []
    }),
  )
}
