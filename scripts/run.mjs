#!/usr/bin/env node
// The one entrance of `npm start`, `npm test` and the other commands: prepares what is missing, then runs them.
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { CannotStart, installProject, projectNode, ROOT, withNode } from './bootstrap.mjs'

const COMMANDS = {
  start: ['src/server/main.ts'],
  test: ['scripts/test.mjs'],
  gen: ['scripts/gen.mjs'],
  fmt: ['node_modules/@biomejs/biome/bin/biome', 'check', '--write', ROOT],
  ezhen: ['src/cli/main.ts'],
}

/** Runs the command and ends as it ends: same signals in, same exit code out. */
function run(node, [file, ...fixed], given) {
  const guard = new URL('./end-with-parent.mjs', import.meta.url).href
  const options = ['--disable-warning=ExperimentalWarning', '--import', guard]
  const child = spawn(node, [...options, join(ROOT, file), ...fixed, ...given], {
    stdio: 'inherit',
    env: withNode(node),
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.once('error', fail)
  child.once('exit', (code, signal) => {
    if (signal === null) process.exit(code)
    process.removeAllListeners(signal)
    process.kill(process.pid, signal)
  })
}

function fail(error) {
  console.error(error instanceof CannotStart ? error.message : error)
  process.exit(1)
}

try {
  const [name, ...given] = process.argv.slice(2)
  if (!Object.hasOwn(COMMANDS, name ?? ''))
    throw new CannotStart(`用法 / usage: run.mjs ${Object.keys(COMMANDS).join(' | ')}`)
  // npm killed by -9 cannot tell us; started by hand, though, we may outlive the shell on purpose.
  if (process.env.npm_lifecycle_event) await import('./end-with-parent.mjs')
  const node = projectNode()
  installProject(node)
  run(node, COMMANDS[name], given)
} catch (error) {
  fail(error)
}
