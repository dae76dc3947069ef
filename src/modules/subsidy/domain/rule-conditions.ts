import type { SchemeCondition, SchemeTest } from '#contract/plan'
import type { Truth } from './award-receipt.ts'
import { type Exact, isLess } from './exact.ts'
import type { Names } from './rule-steps.ts'

/** What tests look at, by slot: numbers, and what is yes, no or an option. */
export type Known = {
  readonly numbers: readonly (Exact | undefined)[]
  readonly words: readonly (string | undefined)[]
}

type Tested = { readonly holds: Truth; readonly says: () => string }

export type Test = (known: Known) => Tested

const truth = (holds: boolean): Truth => (holds ? '真' : '假')

const HOLDS = {
  不少于: (a: Exact, line: Exact) => !isLess(a, line),
  多于: (a: Exact, line: Exact) => isLess(line, a),
  不超过: (a: Exact, line: Exact) => !isLess(line, a),
}

/** The same said of what does not hold. */
const NOT = { 不少于: '少于', 多于: '没有多于', 不超过: '超过' } as const

function testOf(test: SchemeTest, names: Names): Test {
  if (test.does === '为' || test.does === '属于') {
    const wanted: readonly string[] = test.does === '为' ? [test.value] : test.among
    const slot = names.slot(test.of)
    return ({ words }) => {
      const is = words[slot]
      if (is === undefined) return { holds: '未知', says: () => `不知道“${test.of}”` }
      return { holds: truth(wanted.includes(is)), says: () => `${test.of}：${is}` }
    }
  }
  const [of, line, compare] = [names.slot(test.of), names.slot(test.line), HOLDS[test.does]]
  return ({ numbers }) => {
    const [a, b] = [numbers[of], numbers[line]]
    if (a === undefined) return { holds: '未知', says: () => `不知道“${test.of}”` }
    if (b === undefined) return { holds: '未知', says: () => `不知道“${test.line}”` }
    const holds = truth(compare(a, b))
    const is = holds === '真' ? test.does : NOT[test.does]
    const says = () => `${test.of}${names.say(test.of, a)}${is}${test.line}${names.say(test.line, b)}`
    return { holds, says }
  }
}

/** 三值判断 One true is enough; false only when all are; otherwise unknown. */
export function conditionOf({ any }: SchemeCondition, names: Names): Test {
  const tests = any.map((test) => testOf(test, names))
  return (known) => {
    const tested = tests.map((test) => test(known))
    const says = () => tested.map((each) => each.says()).join('；')
    if (tested.some(({ holds }) => holds === '真')) return { holds: '真', says }
    return { holds: tested.some(({ holds }) => holds === '未知') ? '未知' : '假', says }
  }
}
