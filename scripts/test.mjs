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

const none = () => ({ passed: 0, failed: 0, skipped: 0 })
const total = none()
/** Every failure, said again at the end: what scrolled by an hour ago is not looked for. */
const failed = []

/** Runs one Node program in the project's folder; true when it ended well. */
const node = (env, ...args) =>
  spawnSync(process.execPath, args, { cwd: ROOT, stdio: 'inherit', env: { ...process.env, ...env } })
    .status === 0

function check(name) {
  const ok = node({}, ...CHECKS[name])
  total[ok ? 'passed' : 'failed'] += 1
  return ok
}

function project(name) {
  const file = join(tmpdir(), `ezhen-${name}-${process.pid}.json`)
  // The command line hands a reporter of ours no options; the environment does.
  const outcome = join(ROOT, 'scripts/outcome-reporter.mjs')
  const args = ['run', '--project', name, '--reporter=default', `--reporter=${outcome}`]
  const ok = node({ OUTCOME_FILE: file }, modules('vitest/vitest.mjs'), ...args)
  const { count, failures } = existsSync(file)
    ? JSON.parse(readFileSync(file, 'utf8'))
    : { count: none(), failures: [] }
  rmSync(file, { force: true })
  if (count.failed === 0 && (!ok || count.passed === 0)) {
    count.failed = 1
    failures.push({
      where: name,
      message: '没有测试通过，或进程异常结束 / no test passed, or the process ended badly',
    })
  }
  for (const state of Object.keys(total)) total[state] += count[state]
  failed.push(...failures)
  return count.failed === 0
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

for (const { where, message } of failed) console.log(`\n✗ ${where}\n${message}`)
if (broken.length > 0) console.log(`\n失败的部分 / failed parts: ${broken.join(', ')}`)
process.exitCode = broken.length > 0 || parts.length === 0 ? 1 : 0
console.log(
  `\n${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`,
)
