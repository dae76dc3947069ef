// What a run of Vitest came to, for scripts/test.mjs: the count, and every failure by name, also one outside any test.
import { writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import { ROOT } from './bootstrap.mjs'

const LINES_OF_A_MESSAGE = 12

export default class OutcomeReporter {
  onTestRunEnd(modules, unhandled) {
    const count = { passed: 0, failed: 0, skipped: 0 }
    const failures = []
    const failed = (where, errors) => {
      count.failed += 1
      failures.push({ where, message: errors.map(shortened).join('\n') })
    }
    for (const module of modules) {
      const file = relative(ROOT, module.moduleId)
      for (const suite of module.children.allSuites())
        if (suite.errors().length > 0) failed(`${file} › ${suite.fullName}`, suite.errors())
      if (module.errors().length > 0) failed(file, module.errors())
      for (const test of module.children.allTests()) {
        const { state, errors } = test.result()
        if (state === 'failed') failed(`${file} › ${test.fullName}`, errors)
        else count[state === 'passed' ? 'passed' : 'skipped'] += 1
      }
    }
    for (const error of unhandled) failed('outside any test', [error])
    writeFileSync(process.env.OUTCOME_FILE, JSON.stringify({ count, failures }))
  }
}

const shortened = ({ message, stack }) =>
  (stack?.includes(message) ? stack : `${message}\n${stack ?? ''}`)
    .split('\n')
    .filter((line) => !line.includes('node_modules'))
    .slice(0, LINES_OF_A_MESSAGE)
    .join('\n')
