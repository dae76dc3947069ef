import { execFileSync, spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

/**
 * Every border of the house, broken on purpose. A small house with the real configuration is built in a temporary
 * folder; each canary is one forbidden line, and the tool that guards that border must name it.
 */
const ROOT = resolve(import.meta.dirname, '../..')
const bin = (path: string): string => join(ROOT, 'node_modules', path)
const COMPILER = bin('tsc7/bin/tsc')
const CRUISER = bin('dependency-cruiser/bin/dependency-cruiser.mjs')
const BIOME = bin('@biomejs/biome/bin/biome')

const HOUSE: Readonly<Record<string, string>> = {
  'src/kernel/word.ts': 'export const word = 1\n',
  'src/platform/wire.ts': 'export const wire = 1\n',
  'src/modules/logistics/domain/routing/word.ts': 'export const word = 1\n',
  'src/server/start.ts': 'export const start = 1\n',
  'src/web/ask.ts': 'export const ask = 1\n',
  'src/cli/main.ts': 'export const main = 1\n',
  'world/world.ts': 'export const world = 1\n',
  ...Object.fromEntries(
    ['identity', 'party', 'market'].flatMap((room) => [
      [`src/modules/${room}/contract/index.ts`, 'export const contract = 1\n'],
      [`src/modules/${room}/domain/rule.ts`, 'export const rule = 1\n'],
      [`src/modules/${room}/app/act.ts`, 'export const act = 1\n'],
      [`src/modules/${room}/db/rows.ts`, 'export const rows = 1\n'],
      [`src/modules/${room}/http.ts`, 'export const http = 1\n'],
      [`src/modules/${room}/public.ts`, 'export const open = 1\n'],
      [`src/modules/${room}/web/index.tsx`, 'export const screens = 1\n'],
    ]),
  ),
}

type Canary = { readonly what: string; readonly file: string; readonly code: string; readonly says: string }
const canary = (what: string, file: string, code: string, says: string): Canary => ({
  what,
  file,
  code: `${code}\n`,
  says,
})
const use = (from: string, name: string): string =>
  `import { ${name} } from '${from}'\nexport const used = ${name}`

const COMPILED: readonly Canary[] = [
  canary(
    'a rule reads a file',
    'src/modules/party/domain/canary-1.ts',
    use('node:fs', 'readFileSync'),
    'TS2591',
  ),
  canary('a rule fetches', 'src/modules/party/domain/canary-2.ts', 'export const got = fetch("x")', 'TS2304'),
  canary(
    'a rule asks the page',
    'src/modules/party/domain/canary-3.ts',
    'export const title = document.title',
    'TS2584',
  ),
  canary(
    'a rule imports its database',
    'src/modules/party/domain/canary-4.ts',
    use('../db/rows.ts', 'rows'),
    'TS6307',
  ),
  canary(
    'the kernel imports a room',
    'src/kernel/canary-5.ts',
    use('../modules/party/app/act.ts', 'act'),
    'TS6307',
  ),
  canary(
    'a screen imports the database',
    'src/modules/party/web/canary-6.ts',
    use('../db/rows.ts', 'rows'),
    'TS6307',
  ),
  canary(
    'a screen imports a server door',
    'src/modules/party/web/canary-7.ts',
    use('#party', 'open'),
    'TS6307',
  ),
  canary(
    'there is no deep door',
    'src/modules/market/app/canary-8.ts',
    use('#party/db/rows', 'rows'),
    'TS2307',
  ),
]

const CRUISED: readonly Canary[] = [
  canary(
    'a room calls the one above it',
    'src/modules/party/app/canary-1.ts',
    use('#market', 'open'),
    'party-looks-down',
  ),
  canary(
    'a relative way past the front door',
    'src/modules/market/app/canary-2.ts',
    use('../../party/db/rows.ts', 'rows'),
    'front-door',
  ),
  canary(
    'the server goes past the front door',
    'src/server/canary-3.ts',
    use('../modules/party/app/act.ts', 'act'),
    'front-door-from-outside',
  ),
  canary(
    'the kernel looks up',
    'src/kernel/canary-4.ts',
    use('../platform/wire.ts', 'wire'),
    'kernel-is-ground',
  ),
  canary(
    'the platform knows a room',
    'src/platform/canary-5.ts',
    use('../modules/party/public.ts', 'open'),
    'platform-knows-no-room',
  ),
  canary(
    'a rule calls a use case',
    'src/modules/party/domain/canary-6.ts',
    use('../app/act.ts', 'act'),
    'rules-are-pure',
  ),
  canary(
    'a screen sees the server',
    'src/web/canary-7.ts',
    use('../platform/wire.ts', 'wire'),
    'web-sees-no-server',
  ),
  canary(
    'a contract reads the database',
    'src/modules/party/contract/canary-8.ts',
    use('../db/rows.ts', 'rows'),
    'db-is-the-rooms-own',
  ),
  canary(
    'a circle',
    'src/modules/party/app/canary-9.ts',
    `${use('./canary-10.ts', 'b')}\nexport const a = 1`,
    'no-circles',
  ),
  canary(
    'the other half of it',
    'src/modules/party/app/canary-10.ts',
    `${use('./canary-9.ts', 'a')}\nexport const b = 1`,
    'no-circles',
  ),
]

const LINTED: readonly Canary[] = [
  canary(
    'a rule reads the clock',
    'src/modules/party/domain/canary-1.ts',
    'export const now = () => new Date()',
    'noRestrictedGlobals',
  ),
  canary(
    'a forgotten await',
    'src/modules/party/app/canary-2.ts',
    'const later = async () => 1\nexport const act2 = () => {\n  later()\n}',
    'noFloatingPromises',
  ),
  canary('any', 'src/modules/party/app/canary-3.ts', 'export const x: any = 1', 'noExplicitAny'),
  canary(
    'a blind !',
    'src/modules/party/app/canary-4.ts',
    'export const f = (x?: string) => x!.length',
    'noNonNullAssertion',
  ),
  canary('a default export', 'src/modules/party/app/canary-5.ts', 'export default 1', 'noDefaultExport'),
  canary('an enum', 'src/modules/party/app/canary-6.ts', 'export enum E {\n  A = 1,\n}', 'noEnum'),
  canary(
    'a print in a room',
    'src/modules/party/app/canary-7.ts',
    'export const f = () => console.log(1)',
    'noConsole',
  ),
]

let folder = ''
const put = (path: string, text: string): void => {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}
const run = (tool: string, ...args: string[]): string => {
  const done = spawnSync(process.execPath, [tool, ...args], {
    cwd: folder,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  return done.stdout + done.stderr
}
const withCanaries = (canaries: readonly Canary[], see: () => string): string => {
  for (const c of canaries) put(c.file, c.code)
  try {
    return see()
  } finally {
    for (const c of canaries) rmSync(join(folder, c.file))
  }
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'ezhen-borders-'))
  for (const file of [
    'package.json',
    'tsconfig.base.json',
    'tsconfig.pure.json',
    'tsconfig.routing.json',
    'tsconfig.server.json',
    'tsconfig.web.json',
    'biome.json',
    '.dependency-cruiser.mjs',
  ]) {
    cpSync(join(ROOT, file), join(folder, file))
  }
  put(
    'tsconfig.json',
    JSON.stringify({
      files: [],
      references: ['pure', 'routing', 'server', 'web'].map((p) => ({ path: `./tsconfig.${p}.json` })),
    }),
  )
  symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'))
  for (const [path, text] of Object.entries(HOUSE)) put(path, text)
  execFileSync('git', ['init', '-q'], { cwd: folder })
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('the compiler guards what a room may name', () => {
  test('a house without canaries is clean', () => expect(run(COMPILER, '-b')).toBe(''))
  test('each canary is caught', () => {
    const seen = withCanaries(COMPILED, () => run(COMPILER, '-b', '--pretty', 'false'))
    for (const c of COMPILED) {
      const lines = seen.split('\n').filter((line) => line.startsWith(c.file))
      expect(lines.join('\n'), c.what).toContain(c.says)
    }
  })
})

describe('the order of rooms and their doors', () => {
  const cruise = (): {
    modules: { source: string }[]
    summary: { violations: { from: string; to: string; rule: { name: string } }[] }
  } => JSON.parse(run(CRUISER, '--config', '.dependency-cruiser.mjs', '--output-type', 'json', 'src'))
  test('a house without canaries is clean, and was read', () => {
    const { modules, summary } = cruise()
    expect(summary.violations).toEqual([])
    expect(modules.length).toBeGreaterThan(20)
  })
  test('each canary is caught', () => {
    let seen: ReturnType<typeof cruise> | undefined
    withCanaries(CRUISED, () => {
      seen = cruise()
      return ''
    })
    for (const c of CRUISED) {
      // A circle is reported once, from either half.
      const rules = seen?.summary.violations
        .filter((v) => v.from === c.file || v.to === c.file)
        .map((v) => v.rule.name)
      expect(rules, c.what).toContain(c.says)
    }
  })
})

describe('words that no room may say', () => {
  const lint = (): string => run(BIOME, 'lint', '--max-diagnostics=none', '--reporter=github', 'src')
  test('a house without canaries is clean', () => expect(lint()).not.toContain('::error'))
  test('each canary is caught', () => {
    const seen = withCanaries(LINTED, lint)
    for (const c of LINTED) {
      const lines = seen
        .split('\n')
        .filter((line) => line.includes(`${c.file},`) && line.startsWith('::error'))
      expect(lines.join('\n'), c.what).toContain(c.says)
    }
  })
})
