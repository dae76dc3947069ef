import type { z } from 'zod'
import { isFields } from '../../../kernel/fields.ts'
import { planFileRefusals } from '../contract/refusals.ts'
import { type Finding, type FindingCode, finding, pointerTo } from './finding.ts'

const SHAPES: Readonly<Record<string, string>> = {
  string: '一个文字或数值',
  object: '一组键和值',
  array: '一个列表',
}

const isFindingCode = (text: string): text is FindingCode => Object.hasOwn(planFileRefusals, text)

const stepInto = (value: unknown, key: PropertyKey): unknown =>
  Array.isArray(value) ? value[Number(key)] : isFields(value) ? value[String(key)] : undefined

const shown = (value: unknown): string => (typeof value === 'string' ? value.slice(0, 60) : '…')

/** What may be written there: the words of an enumeration, or of the field that tells a union's shapes apart. */
function optionsOf(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return issue.values.map(String).join('、')
  return 'options' in issue && Array.isArray(issue.options) ? issue.options.join('、') : ''
}

function findingsOf(raw: unknown, issue: z.core.$ZodIssue): readonly Finding[] {
  const pointer = issue.path.reduce<string>((at, key) => pointerTo(at, String(key)), '')
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => finding('plan.key_unknown', pointerTo(pointer, key), { key }))
  const value = issue.path.reduce(stepInto, raw)
  if (value === undefined && issue.path.length > 0)
    return [finding('plan.key_missing', pointer, { key: String(issue.path.at(-1)) })]
  if (issue.code === 'too_small') return [finding('plan.list_empty', pointer, { min: Number(issue.minimum) })]
  if (issue.code === 'invalid_type')
    return [finding('plan.shape_wrong', pointer, { expected: SHAPES[issue.expected] ?? issue.expected })]
  const code = isFindingCode(issue.message) ? issue.message : 'plan.shape_wrong'
  return [finding(code, pointer, { value: shown(value), options: optionsOf(issue), expected: '另一种写法' })]
}

/** Every fault the schema finds in a file, in the words of the catalogue. `raw` is what was checked. */
export const schemaFindings = (raw: unknown, error: z.ZodError): readonly Finding[] =>
  error.issues.flatMap((issue) => findingsOf(raw, issue))
