import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

const ROOT = resolve(import.meta.dirname, '../..')
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

/** What a map of the house names, and which of its paths are not there. */
function pathsOf(map: string): string[] {
  const tree = /```\n([\s\S]*?)```/.exec(map)?.[1] ?? ''
  return tree.split('\n').flatMap((line) => /^(\S+)\s{2,}/.exec(line)?.[1] ?? [])
}

describe('ARCHITECTURE.md', () => {
  const named = pathsOf(read('ARCHITECTURE.md'))
  test('names paths that exist', () => {
    expect(named.length).toBeGreaterThan(20)
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([])
  })
  test.each(['src', 'src/modules', 'test', '.'])('names every folder of %s', (folder) => {
    const here = readdirSync(join(ROOT, folder), { withFileTypes: true })
      .filter((f) => f.isDirectory() && !/^(\.|node_modules$|var$|dist$|artifacts$)/.test(f.name))
      .map((f) => join(folder, f.name))
    expect(here.filter((f) => !named.some((n) => n.startsWith(`${f}/`)))).toEqual([])
  })
  test('a path that is not there would be found', () =>
    expect(pathsOf('```\nsrc/nowhere/   x\n```').filter((p) => existsSync(join(ROOT, p)))).toEqual([]))
})

describe('decisions', () => {
  const files = readdirSync(join(ROOT, 'docs/adr'))
  test('have numbers of their own', () => {
    const numbers = files.map((f) => f.slice(0, 4))
    expect(new Set(numbers).size).toBe(files.length)
  })
  test.each(files)('%s keeps its losing options', (file) => {
    const text = read(`docs/adr/${file}`)
    for (const heading of ['**Context.**', '**Options**', '**Decision.**', '**We give up**'])
      expect(text).toContain(heading)
  })
})

describe('DEPENDENCIES.md', () => {
  const { dependencies, devDependencies, optionalDependencies } = JSON.parse(read('package.json'))
  const listed = [...read('DEPENDENCIES.md').matchAll(/^\| `([^`]+)` \| ([^|]+) \| ([^|]+) \|$/gm)].map(
    (m) => m[1],
  )
  test('gives each dependency its reason, and none that is gone', () => {
    expect(listed.toSorted()).toEqual(
      Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies }).toSorted(),
    )
  })
  test('versions are exact, and run-time dependencies at most 40', () => {
    const versions = Object.values<string>({ ...dependencies, ...devDependencies, ...optionalDependencies })
    expect(versions.filter((v) => !/^(npm:\S+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(v))).toEqual([])
    expect(Object.keys(dependencies).length).toBeLessThanOrEqual(40)
  })
})

test('what is committed names no address of a package registry', () => {
  const lock = read('package-lock.json') + read('tools/node/package-lock.json')
  expect(lock).not.toMatch(/"resolved": "https?:/)
})
