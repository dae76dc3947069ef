import type { Readable } from 'node:stream'
import { CsvError, parse } from 'csv-parse'
import { SheetUnreadable } from './refusals.ts'
import type { SheetRow } from './row.ts'

export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030'

/**
 * Reads separated text in flat memory. The text is opened twice: once to see what it is encoded in, since a file is
 * UTF-8 only if it is so to its last byte, and once to read it.
 */
export async function* readCsv(open: () => Promise<Readable>): AsyncGenerator<SheetRow> {
  const { encoding, delimiter } = await look(await open())
  const parser = parse({
    delimiter,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: 1_048_576,
    bom: true,
  })
  const source = await open()
  const feeding = feed(source, encoding, parser)
  let rowNo = 0
  try {
    for await (const cells of parser) {
      rowNo += 1
      yield { rowNo, cells }
    }
    await feeding
  } catch (error) {
    if (error instanceof CsvError) throw new SheetUnreadable('sheet.quotes', { row: rowNo + 1 })
    throw error
  } finally {
    source.destroy()
    parser.destroy()
  }
}

async function feed(source: Readable, encoding: Encoding, parser: ReturnType<typeof parse>): Promise<void> {
  try {
    for await (const text of decoded(source, encoding)) {
      if (parser.destroyed) return
      if (!parser.write(text)) await drained(parser)
    }
    parser.end()
  } catch (error) {
    parser.destroy(error instanceof Error ? error : new Error(String(error)))
  }
}

/** Until there is room again, or nobody reads any more. */
const drained = (parser: ReturnType<typeof parse>): Promise<void> =>
  new Promise((resolve) => {
    const go = () => {
      parser.off('drain', go)
      parser.off('close', go)
      resolve()
    }
    parser.on('drain', go)
    parser.on('close', go)
  })

async function* decoded(source: Readable, encoding: Encoding): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding)
  for await (const chunk of source) yield decoder.decode(chunk, { stream: true })
  yield decoder.decode()
}

const BOMS: readonly (readonly [Encoding, string])[] = [
  ['utf-8', 'efbbbf'],
  ['utf-16le', 'fffe'],
  ['utf-16be', 'feff'],
]

async function look(source: Readable): Promise<{ encoding: Encoding; delimiter: string }> {
  let head = Buffer.alloc(0)
  const utf8 = new TextDecoder('utf-8', { fatal: true })
  let isUtf8 = true
  for await (const chunk of source) {
    if (head.length < 65_536) head = Buffer.concat([head, chunk])
    isUtf8 = isUtf8 && fits(() => utf8.decode(chunk, { stream: true }))
  }
  isUtf8 = isUtf8 && fits(() => utf8.decode())
  const marked = BOMS.find(([, bytes]) => head.toString('hex', 0, 3).startsWith(bytes))
  const encoding = marked?.[0] ?? (isUtf8 ? 'utf-8' : 'gb18030')
  const [line = ''] = new TextDecoder(encoding).decode(head).split(/\r?\n/, 1)
  const counted = [',', '\t', ';'].map((d) => ({ d, n: line.split(d).length }))
  const [best] = counted.sort((a, b) => b.n - a.n)
  return { encoding, delimiter: best?.d ?? ',' }
}

function fits(decode: () => void): boolean {
  try {
    decode()
    return true
  } catch {
    return false
  }
}
