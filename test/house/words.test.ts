import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'

const ROOT = resolve(import.meta.dirname, '../..')
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: ROOT,
  encoding: 'utf8',
})
  .split('\n')
  .filter(
    (f) => /^(src|world|test|bench|scripts)\/.*\.(ts|tsx|mjs|sql|css)$/.test(f) && !f.includes('.generated.'),
  )

describe('files', () => {
  test('were found', () => expect(files.length).toBeGreaterThan(50))
  test('have at most 400 lines', () => {
    expect(files.map((f) => [f, read(f).split('\n').length] as const).filter(([, n]) => n > 401)).toEqual([])
  })
  test('have a name that says something', () => {
    const junk = /(^|[-.])(utils?|helpers?|common|misc|manager|service|base)([-.]|$)/i
    expect(files.filter((f) => junk.test(basename(f)))).toEqual([])
  })
  test('are kebab-case, or PascalCase for React', () => {
    const bad = files.filter((f) => {
      const name = basename(f)
      return f.endsWith('.tsx')
        ? !/^([A-Z][A-Za-z0-9]*|[a-z0-9-]+)(\.test)?\.tsx$/.test(name)
        : !/^[a-z0-9-]+(\.[a-z0-9-]+)*$/.test(name)
    })
    expect(bad).toEqual([])
  })
})

type Entry = { zh: string; en: string; code: string; means: string; source: string; not?: string[] }
const glossary: Entry[] = parse(read('docs/glossary.yaml'))

/** Exported types of rules and kernel whose JSDoc begins with a Chinese term: what the glossary must know. */
function termsOf(file: string): { term: string; name: string; file: string }[] {
  const matches = read(file).matchAll(
    /\/\*\*(?:\s*\*)?\s*([\p{Script=Han}·]+)[^*]*?(?:\*(?!\/)[^*]*?)*\*\/\s*export type (\w+)/gu,
  )
  return [...matches].map((m) => ({ term: m[1] ?? '', name: m[2] ?? '', file }))
}

describe('docs/glossary.yaml', () => {
  test('is complete in itself', () => {
    expect(glossary.length).toBeGreaterThan(40)
    for (const e of glossary)
      for (const field of ['zh', 'en', 'code', 'means', 'source'] as const)
        expect(e[field], `${e.zh} ${field}`).toBeTruthy()
  })
  test('has one entry per Chinese term and per code', () => {
    for (const field of ['zh', 'code'] as const) {
      const all = glossary.map((e) => e[field])
      expect(all.filter((x, i) => all.indexOf(x) !== i)).toEqual([])
    }
  })
  test('points to code that exists', () => {
    const lost = glossary.filter(({ code }) => {
      const [path = '', name = ''] = code.split('#')
      const known = files.includes(path) || /\.(yaml|sql|json)$/.test(path)
      return !known || !new RegExp(`\\b${name}\\b`).test(read(path))
    })
    expect(lost.map((e) => e.code)).toEqual([])
  })
  test('knows every term the rules define', () => {
    const defined = files
      .filter(
        (f) => /^src\/(kernel|modules\/[^/]+\/(domain|contract))\/.*\.ts$/.test(f) && !f.includes('.test.'),
      )
      .flatMap(termsOf)
    const known = new Set(glossary.map((e) => e.code))
    expect(defined.length).toBeGreaterThan(20)
    expect(
      defined.filter((d) => !known.has(`${d.file}#${d.name}`)).map((d) => `${d.file}#${d.name} ${d.term}`),
    ).toEqual([])
  })
})
