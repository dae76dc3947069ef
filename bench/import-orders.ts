import { execFileSync } from 'node:child_process'
import { createReadStream } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { parse } from 'csv-parse'
import Papa from 'papaparse'
import pg from 'pg'
import { bringOrderFile, seeImportThrough } from '#market'
import { startEmbedded } from '#platform/db/embedded'
import { appUrl, migrate } from '#platform/db/migrate'
import { manyOrdersFile } from '#test/order-files'
import { aParty, aShop } from '#test/shops'
import { readConfig } from '../src/platform/config.ts'
import { openRuntime } from '../src/server/wire.ts'
import { print, type Side, sideBySide } from './side-by-side.ts'

/**
 * One GB18030 拼多多 file, from the disk to committed rows with receipt and event, as an upload does it: kept encrypted,
 * read, merged, on a durable PostgreSQL. Against decoding and parsing alone with a bare CSV library.
 */
const { values } = parseArgs({ options: { rows: { type: 'string' }, write: { type: 'string' } } })
const rows = Number(values.rows ?? 100_000)
if (values.write !== undefined) {
  await writeFile(values.write, manyOrdersFile(rows))
  process.exit()
}
/** Each import finds its e-town empty. */
const ROUNDS = 7
const ETOWNS = 2 * (ROUNDS + 1)

await using ends = new AsyncDisposableStack()
const folder = await mkdtemp(join(tmpdir(), 'ezhen-bench-'))
ends.defer(() => rm(folder, { recursive: true, force: true }))
const path = join(folder, 'orders.csv')
// Written by another process: making a file takes more memory than importing it.
execFileSync(process.execPath, [fileURLToPath(import.meta.url), '--rows', String(rows), '--write', path])

const cluster = await startEmbedded({ dir: join(folder, 'pg'), durable: true, log: () => {} })
ends.defer(() => cluster.stop())
await migrate(cluster.url)
const config = readConfig({ EZHEN_DATA: join(folder, 'data'), EZHEN_LOG: 'silent' })
const house = ends.use(await openRuntime(config, appUrl(cluster.url)))
const shops = await openShops(cluster.url)

async function openShops(url: string): Promise<bigint[]> {
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  const made: bigint[] = []
  for (let etown = 1; etown <= ETOWNS; etown++) {
    await owner.query('insert into platform.etown (id, slug, name, county_code) values ($1, $2, $2, $3)', [
      ...[etown, `town-${etown}`, '141030'],
    ])
    const operator = await aParty(owner, etown, '试样主体')
    made.push(await aShop(owner, etown, { platform: 'pdd', name: '试样店', operator }))
  }
  await owner.end()
  return made
}

let etown = 0
const ours: Side = {
  name: 'ezhen: keep, read, merge, commit',
  async run() {
    const shop = shops[etown++] ?? 0n
    const file = { name: 'orders.csv', bytes: createReadStream(path) }
    const batch = await bringOrderFile(house, etown, shop, file, 'bench')
    if (!batch.ok) throw new Error(batch.refused[0]?.zh)
    const receipt = await seeImportThrough(house, etown, batch.value)
    if (!receipt.ok || receipt.value.accepted.rows !== rows) throw new Error('not every row was accepted')
  },
}

const decoded = (): ReadableStream<string> =>
  new ReadableStream<string>({
    async start(controller) {
      const decoder = new TextDecoder('gb18030')
      for await (const piece of createReadStream(path))
        controller.enqueue(decoder.decode(piece, { stream: true }))
      controller.close()
    },
  })

const counted = (found: number): void => {
  if (found !== rows + 1) throw new Error(`${found} rows`)
}

const csvParse: Side = {
  name: 'csv-parse, bare: decode and parse',
  async run() {
    const parser = parse()
    let found = 0
    parser.on('readable', () => {
      while (parser.read() !== null) found++
    })
    await pipeline(decoded(), parser)
    counted(found)
  },
}

const papaparse: Side = {
  name: 'papaparse, bare: decode and parse',
  async run() {
    let text = ''
    for await (const piece of decoded()) text += piece
    counted(Papa.parse(text, { skipEmptyLines: true }).data.length)
  },
}

const megabytes = (kilobytes: number): string => `${Math.round(kilobytes / 1024)} MB`

if (values.rows === undefined) {
  const question = `${rows} rows of a GB18030 拼多多 file, end to end to committed rows`
  print(await sideBySide(question, ours, csvParse, { rounds: ROUNDS, bar: 1.5 }))
  print(await sideBySide(question, ours, papaparse, { rounds: ROUNDS, bar: Number.POSITIVE_INFINITY }))
} else {
  const before = process.resourceUsage().maxRSS
  const began = performance.now()
  await ours.run()
  const seconds = (performance.now() - began) / 1_000
  const peak = process.resourceUsage().maxRSS
  console.log(
    `${rows} rows in ${seconds.toFixed(1)} s; peak memory ${megabytes(peak)}, before ${megabytes(before)}`,
  )
  console.log(JSON.stringify({ rows, seconds, peakKilobytes: peak, beforeKilobytes: before }))
}
