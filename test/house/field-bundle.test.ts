import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { buildField, FIELD } from '../../src/server/build-web.ts'

/** Kilobytes gzipped (1 KB = 1,024 bytes): scripts, and all that a first visit fetches. */
const SCRIPTS = 120
const FIRST_VIEW = 250

let files: readonly string[]
const gzipped = (names: readonly string[]): number =>
  names.reduce((sum, name) => sum + gzipSync(readFileSync(join(FIELD, name))).length / 1024, 0)

beforeAll(async () => {
  await buildField()
  files = readdirSync(FIELD, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(js|css|html|svg|png|webmanifest)$/.test(name),
  )
}, 120_000)

const scripts = (): readonly string[] => files.filter((name) => name.endsWith('.js'))
const text = (): string =>
  scripts()
    .map((name) => readFileSync(join(FIELD, name), 'utf8'))
    .join('')

test('the app stays within its budget', () => {
  expect(gzipped(scripts())).toBeGreaterThan(50)
  expect(gzipped(scripts())).toBeLessThanOrEqual(SCRIPTS)
  expect(gzipped(files)).toBeLessThanOrEqual(FIRST_VIEW)
})

test('it carries neither the kit of the desk nor what checks contracts', () => {
  expect(text()).not.toMatch(/ant-btn|echarts|ZodError|react_stack_bottom_frame/)
  expect(text()).not.toContain('没有这个追溯产品')
})

test('the service worker keeps every file of the app, and nothing of /api', () => {
  const worker = readFileSync(join(FIELD, 'sw.js'), 'utf8')
  expect(worker).not.toMatch(/__SHELF__|__FILES__|\/api|\b(import|export)\b/)
  for (const name of files.filter((one) => !/^(sw\.js|index\.html)$/.test(one)))
    expect(worker).toContain(`/field/${name}`)
})

test('it asks no other host for anything', () => {
  const page = readFileSync(join(FIELD, 'index.html'), 'utf8')
  const asked = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map((found) => found[1])
  expect(asked.length).toBeGreaterThan(3)
  expect(asked.filter((at) => !at?.startsWith('/field/'))).toEqual([])
})
