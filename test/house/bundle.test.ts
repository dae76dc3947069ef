import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { buildDesk, DESK } from '../../src/server/build-web.ts'

/** Kilobytes of gzipped JavaScript (1 KB = 1,024 bytes), from the built manifest. */
const FIRST_ROUTE = 380
const NEXT_ROUTE = 60
const CHARTS = 200

type Chunk = {
  readonly file: string
  readonly isEntry?: boolean
  readonly imports?: readonly string[]
  readonly dynamicImports?: readonly string[]
}

let chunks: Map<string, Chunk>
let first: Set<string>

/** A chunk and everything it needs before it can run. */
function closure(key: string, seen = new Set<string>()): Set<string> {
  if (seen.has(key)) return seen
  seen.add(key)
  for (const next of chunks.get(key)?.imports ?? []) closure(next, seen)
  return seen
}

const kilobytes = (keys: Iterable<string>): number =>
  [...keys]
    .map((key) => chunks.get(key)?.file ?? '')
    .filter((file) => file.endsWith('.js'))
    .reduce((sum, file) => sum + gzipSync(readFileSync(join(DESK, file))).length / 1024, 0)

/** What opening this lazy chunk adds to the first route. */
const added = (key: string): number => kilobytes([...closure(key)].filter((k) => !first.has(k)))

beforeAll(async () => {
  await buildDesk()
  chunks = new Map(Object.entries(JSON.parse(readFileSync(join(DESK, '.vite/manifest.json'), 'utf8'))))
  const entry = [...chunks].find(([, chunk]) => chunk.isEntry)?.[0]
  if (entry === undefined) throw new Error('the manifest has no entry')
  first = closure(entry)
}, 120_000)

test('the first route stays within its budget', () => {
  const size = kilobytes(first)
  expect(size).toBeGreaterThan(50)
  expect(size).toBeLessThanOrEqual(FIRST_ROUTE)
})

test('every further page stays within its budget, charts within theirs', () => {
  const pages = [...first].flatMap((key) => chunks.get(key)?.dynamicImports ?? [])
  const isCharts = (key: string) => key.includes('echarts')
  const over = pages
    .map((key) => [key, Math.ceil(added(key))] as const)
    .filter(([key, size]) => size > (isCharts(key) ? CHARTS : NEXT_ROUTE))
  expect(over).toEqual([])
})

test('it is the build for use, whoever started it', () => {
  const ground = [...chunks.values()].map((c) => readFileSync(join(DESK, c.file), 'utf8')).join('')
  expect(ground).not.toContain('react_stack_bottom_frame')
})

test('charts are not in the first route', () => {
  const text = [...first].map((key) => readFileSync(join(DESK, chunks.get(key)?.file ?? ''), 'utf8')).join('')
  expect(text).not.toContain('echarts instance')
})

test('the desk asks no other host for anything', () => {
  const page = readFileSync(join(DESK, 'index.html'), 'utf8')
  expect(
    [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map((m) => m[1]).filter((at) => !at?.startsWith('/')),
  ).toEqual([])
  const styles = [...chunks.values()].map((c) => c.file).filter((f) => f.endsWith('.css'))
  for (const file of styles)
    expect(readFileSync(join(DESK, file), 'utf8')).not.toMatch(/url\(["']?https?:|@import|@font-face/)
})

test('what has been built is not built again', async () => {
  expect(await buildDesk()).toEqual({ built: false })
})
