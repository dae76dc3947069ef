import { type Fields, isFields } from '../../../kernel/fields.ts'
import { SHARED_INDICATORS } from '../contract/indicators.ts'
import type { PlanFile } from '../contract/plan-file.ts'
import { compareExact } from '../contract/units.ts'
import { inDigits, numbersIn, plainText } from './clause-text.ts'
import { type Finding, finding, pointerTo } from './finding.ts'
import { mappingsIn } from './walk.ts'

const VALUES = ['value', 'min', 'max', 'area_km2'] as const

const numbersQuoted = (fields: Fields): readonly string[] =>
  [fields, ...(Array.isArray(fields.also) ? fields.also.filter(isFields) : [])].flatMap(({ quote }) =>
    typeof quote === 'string' ? numbersIn(plainText(quote)).map(({ number }) => inDigits(number)) : [],
  )

/** Values of an item that its quotes do not contain. */
const unquoted = (fields: Fields, quoted: readonly string[], pointer: string): Finding[] =>
  VALUES.flatMap((key) => {
    const value = fields[key]
    if (typeof value !== 'string') return []
    const number = value.replace('%', '')
    return quoted.some((said) => compareExact(said, number) === 0)
      ? []
      : [finding('plan.value_not_quoted', pointerTo(pointer, key), { value })]
  })

/** Targets whose value is no number of the text: there or not there, at least as much as a fund, or worked out. */
function valueless(plan: PlanFile): ReadonlySet<string> {
  const boolean = new Set(
    [...SHARED_INDICATORS, ...plan.indicators]
      .filter(({ kind }) => kind === 'boolean')
      .map(({ code }) => code),
  )
  return new Set(
    plan.targets.flatMap(({ indicator, comparator, derived }, i) =>
      boolean.has(indicator) || comparator?.kind === 'funds' || derived !== undefined
        ? [`/targets/${i}`]
        : [],
    ),
  )
}

/** 数值出处 Every value stands in the words it quotes; one that is worked out says how. */
export function quotedValueFindings(plan: PlanFile): readonly Finding[] {
  const exempt = valueless(plan)
  const items = mappingsIn(plan).flatMap(({ pointer, fields }) =>
    typeof fields.quote !== 'string' || exempt.has(pointer)
      ? []
      : unquoted(fields, numbersQuoted(fields), pointer),
  )
  const parameters = plan.policies.flatMap((policy, i) =>
    (policy.parameters ?? []).flatMap((parameter, j) =>
      unquoted(parameter, numbersQuoted(policy), `/policies/${i}/parameters/${j}`),
    ),
  )
  return [...items, ...parameters]
}
