import { dimensionOf } from '#contract/plan'
import { type Refusal, refusal } from '#kernel/refusal'
import type { Field, FormContent } from '../contract/form-shapes.ts'
import { reportRefusals } from '../contract/refusals.ts'

const repeated = (texts: readonly string[]): readonly string[] => [
  ...new Set(texts.filter((text, i) => texts.indexOf(text) !== i)),
]

/** Everything wrong with a form, each at its field. `defined`: whether anybody defines an indicator, and its unit. */
export function formProblems(
  { fields, rules }: FormContent,
  unitOf: (indicator: string) => string | undefined,
): readonly Refusal[] {
  const keys = new Set(fields.map(({ key }) => key))
  return [
    ...repeated(fields.map(({ key }) => key)).map((key) =>
      refusal(reportRefusals, 'report.field_twice', { key }, '/content/fields'),
    ),
    ...repeated(fields.flatMap(({ place = [] }) => place)).map((place) =>
      refusal(reportRefusals, 'report.place_twice', { place }, '/content/fields'),
    ),
    ...fields.flatMap((field, i) => fieldProblems(field, `/content/fields/${i}`, unitOf)),
    ...rules.flatMap(({ code, left, right = [], number }, i) => {
      const at = `/content/rules/${i}`
      const unknown = [...left, ...right].filter((key) => !keys.has(key))
      return [
        ...unknown.map((key) => refusal(reportRefusals, 'report.rule_field', { code, key }, at)),
        ...((right.length === 0) === (number === undefined)
          ? [refusal(reportRefusals, 'report.rule_side', { code }, at)]
          : []),
      ]
    }),
  ]
}

function fieldProblems(
  { label, unit, indicator, fact }: Field,
  at: string,
  unitOf: (indicator: string) => string | undefined,
): readonly Refusal[] {
  const wrong: Refusal[] = []
  if (unit !== '' && dimensionOf(unit) === undefined)
    wrong.push(refusal(reportRefusals, 'report.unit_unknown', { label, unit }, `${at}/unit`))
  if (indicator !== undefined && fact !== undefined)
    wrong.push(refusal(reportRefusals, 'report.two_sources', { label }, at))
  if (fact !== undefined && unit !== '')
    wrong.push(refusal(reportRefusals, 'report.fact_is_text', { label }, `${at}/unit`))
  if (indicator !== undefined) {
    const own = unitOf(indicator)
    if (own === undefined)
      wrong.push(refusal(reportRefusals, 'report.indicator_unknown', { label, indicator }, `${at}/indicator`))
    else if (!sameKind(own, unit))
      wrong.push(refusal(reportRefusals, 'report.unit_differs', { label, unit, own }, `${at}/unit`))
  }
  return wrong
}

const MONEY = ['元', '万元', '亿元']
const sameKind = (own: string, unit: string): boolean =>
  own === unit || (MONEY.includes(own) && MONEY.includes(unit))
