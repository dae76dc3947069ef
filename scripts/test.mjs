// The whole check, in the order in which a fault is cheapest to find. `npm test -- unit db` runs those parts only.
// The last line is `N passed, N failed` (with `, N skipped` if any); every test counts as one, and so does every check.
import { spawnSync } from 'node:child_process'
import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from './bootstrap.mjs'

const modules = (path) => join(ROOT, 'node_modules', path)
const cruiser = join(ROOT, '.dependency-cruiser.mjs')
const rooms = ['src', 'world'].filter((folder) => existsSync(join(ROOT, folder)))
const migrations = readdirSync(join(ROOT, 'db/migrations')).map((file) => join('db/migrations', file))

const CHECKS = {
  types: [modules('tsc7/bin/tsc'), '-b'],
  lint: [modules('@biomejs/biome/bin/biome'), 'ci', '--error-on-warnings', '.'],
  borders: [modules('dependency-cruiser/bin/dependency-cruiser.mjs'), ...rooms, '--config', cruiser],
  migrations: [modules('squawk-cli/js/bin/squawk'), ...migrations],
  generated: [join(ROOT, 'scripts/gen.mjs'), '--check'],
}

const PROJECTS = ['unit', 'web', 'house', 'db', 'e2e']

const total = { passed: 0, failed: 0, skipped: 0 }

/** Runs one Node program in the project's folder; true when it ended well. */
const node = (...args) => spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit' }).status === 0

function check(name) {
  const ok = node(...CHECKS[name])
  total[ok ? 'passed' : 'failed'] += 1
  return ok
}

function project(name) {
  const file = join(tmpdir(), `ezhen-${name}-${process.pid}.json`)
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const ok = node(modules('vitest/vitest.mjs'), 'run', '--project', name, ...reporters)
  const report = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : { testResults: [] }
  rmSync(file, { force: true })
  const count = countOf(report.testResults)
  // No test, or a failure outside any test (an import, a hook, a promise nobody awaited), is a failure too.
  if (count.failed === 0 && (!ok || count.passed === 0)) count.failed = 1
  for (const state of Object.keys(total)) total[state] += count[state]
  return count.failed === 0
}

function countOf(files) {
  const count = { passed: 0, failed: 0, skipped: 0 }
  for (const { status, assertionResults } of files) {
    for (const test of assertionResults) count[test.status in count ? test.status : 'skipped'] += 1
    if (status === 'failed' && !assertionResults.some((test) => test.status === 'failed')) count.failed += 1
  }
  return count
}

const wanted = process.argv.slice(2)
const parts = [
  ...Object.keys(CHECKS).map((name) => [name, check]),
  ...PROJECTS.map((name) => [name, project]),
].filter(([name]) => wanted.length === 0 || wanted.includes(name))
const broken = []
for (const [name, run] of parts) {
  const began = performance.now()
  console.log(`\n── ${name}`)
  const ok = run(name)
  if (!ok) broken.push(name)
  console.log(
    `── ${name} ${ok ? '通过 ok' : '失败 FAILED'}, ${((performance.now() - began) / 1000).toFixed(1)} s`,
  )
}

if (broken.length > 0) console.log(`\n失败的部分 / failed parts: ${broken.join(', ')}`)
process.exitCode = broken.length > 0 || parts.length === 0 ? 1 : 0
console.log(
  `\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`,
)
