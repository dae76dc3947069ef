import type { SchemeCondition, SchemeTest } from '#contract/plan'
import type { Truth } from './award-receipt.ts'
import { type Exact, isLess } from './exact.ts'
import type { Names } from './rule-steps.ts'

/** What tests look at, by slot: numbers, and what is yes, no or an option. */
export type Known = {
  readonly numbers: readonly (Exact | undefined)[]
  readonly words: readonly (string | undefined)[]
}

/** Whether it holds, and the sentence, which is made only when somebody reads it. */
export type Test = { readonly holds: (known: Known) => Truth; readonly says: (known: Known) => string }

const truth = (holds: boolean): Truth => (holds ? '真' : '假')

const HOLDS = {
  不少于: (a: Exact, line: Exact) => !isLess(a, line),
  多于: (a: Exact, line: Exact) => isLess(line, a),
  不超过: (a: Exact, line: Exact) => !isLess(line, a),
}

/** The same said of what does not hold. */
const NOT = { 不少于: '少于', 多于: '没有多于', 不超过: '超过' } as const

function testOf(test: SchemeTest, names: Names): Test {
  const unknown = (name: string) => `不知道“${name}”`
  const of = names.slot(test.of)
  if (test.does === '为' || test.does === '属于') {
    const wanted: readonly string[] = test.does === '为' ? [test.value] : test.among
    return {
      holds: ({ words }) => {
        const is = words[of]
        return is === undefined ? '未知' : truth(wanted.includes(is))
      },
      says: ({ words }) => (words[of] === undefined ? unknown(test.of) : `${test.of}：${words[of]}`),
    }
  }
  const [line, compare] = [names.slot(test.line), HOLDS[test.does]]
  return {
    holds: ({ numbers }) => {
      const a = numbers[of]
      const b = numbers[line]
      return a === undefined || b === undefined ? '未知' : truth(compare(a, b))
    },
    says: ({ numbers }) => {
      const a = numbers[of]
      const b = numbers[line]
      if (a === undefined) return unknown(test.of)
      if (b === undefined) return unknown(test.line)
      const is = compare(a, b) ? test.does : NOT[test.does]
      return `${test.of}${names.say(test.of, a)}${is}${test.line}${names.say(test.line, b)}`
    },
  }
}

/** 三值判断 One true is enough; false only when all are; otherwise unknown. */
export function conditionOf({ any }: SchemeCondition, names: Names): Test {
  const tests = any.map((test) => testOf(test, names))
  return {
    holds: (known) => {
      let holds: Truth = '假'
      for (const test of tests) {
        const one = test.holds(known)
        if (one === '真') return '真'
        if (one === '未知') holds = '未知'
      }
      return holds
    },
    says: (known) => tests.map((test) => test.says(known)).join('；'),
  }
}
