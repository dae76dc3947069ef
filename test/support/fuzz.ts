import fc from 'fast-check'

/** What of JSON Schema our contracts use. */
export type Schema = {
  readonly type?: string
  readonly const?: unknown
  readonly enum?: readonly unknown[]
  readonly anyOf?: readonly Schema[]
  readonly format?: string
  readonly pattern?: string
  readonly allOf?: readonly Schema[]
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly items?: Schema
  readonly prefixItems?: readonly Schema[]
  readonly minItems?: number
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: Schema | boolean
  readonly propertyNames?: Schema
}

export type Dice = {
  /** A whole number from 0 up to, not including, `n`. */
  below(n: number): number
  of<T>(choices: readonly T[]): T
  chance(share: number): boolean
}

/** mulberry32: the same seed throws the same dice. */
export function dice(seed: number): Dice {
  let state = seed >>> 0
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), state | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const below = (n: number): number => Math.floor(next() * n)
  return {
    below,
    of<T>(choices: readonly T[]): T {
      if (choices.length === 0) throw new Error('nothing to choose from')
      return choices[below(choices.length)] as T
    },
    chance: (share) => next() < share,
  }
}

const DAYS = ['2023-07-01', '2024-01-01', '2024-02-29', '2025-06-30', '2026-01-01', '2026-10-31']
const matching = new Map<string, readonly string[]>()

/** fast-check makes no text for these; what it makes without them is held against the whole pattern. */
const LOOKAHEAD = /\(\?[!=](?:[^()]|\([^()]*\))*\)/g

function stringsFor(pattern: string, seed: number): readonly string[] {
  const known = matching.get(pattern)
  if (known !== undefined) return known
  const whole = new RegExp(pattern, 'u')
  const text = fc
    .stringMatching(new RegExp(pattern.replaceAll(LOOKAHEAD, ''), 'u'))
    .filter((made) => whole.test(made))
  const made = fc.sample(text, { numRuns: 12, seed })
  matching.set(pattern, made)
  return made
}

/** A value the schema takes. `known` gives real values for a field's name: numbers of rows that exist. */
export function sample(
  d: Dice,
  schema: Schema,
  name: string,
  known: (name: string) => readonly unknown[],
): unknown {
  if (schema.const !== undefined) return schema.const
  if (schema.enum) return d.of(schema.enum)
  if (schema.anyOf) return sample(d, d.of(schema.anyOf), name, known)
  const wanted = schema.type === 'integer' ? 'number' : schema.type
  const real = known(name).filter((value) => typeof value === wanted)
  if (real.length > 0) return d.of(real)
  switch (schema.type) {
    case 'string':
      return text(d, schema)
    case 'integer':
    case 'number':
      return Math.max(schema.minimum ?? 0, Math.min(schema.maximum ?? 150, 1 + d.below(100)))
    case 'boolean':
      return d.chance(0.5)
    case 'array': {
      const length = Math.max(schema.minItems ?? 0, d.below(2))
      const items = schema.prefixItems ?? Array(length).fill(schema.items ?? {})
      return items.map((item: Schema) => sample(d, item, name, known))
    }
    case 'object':
      return object(d, schema, known)
    default:
      return null
  }
}

function text(d: Dice, { format, pattern, allOf, minLength = 0, maxLength = 200 }: Schema): string {
  if (format === 'date') return d.of(DAYS)
  if (format === 'date-time') return `${d.of(DAYS)}T08:00:00.000Z`
  const like = pattern ?? allOf?.find((one) => one.pattern)?.pattern
  if (like !== undefined) return d.of(stringsFor(like, d.below(1_000)))
  const letters = '玉露香梨合作社核对材料乡村示范店铺登记情况说明'
  return Array.from({ length: Math.min(maxLength, Math.max(minLength, 6)) }, () => d.of([...letters])).join(
    '',
  )
}

function object(
  d: Dice,
  schema: Schema,
  known: (name: string) => readonly unknown[],
): Record<string, unknown> {
  const { properties = {}, required = [], additionalProperties: more } = schema
  const made: Record<string, unknown> = {}
  for (const [name, inner] of Object.entries(properties))
    if (required.includes(name) || d.chance(0.3)) made[name] = sample(d, inner, name, known)
  if (typeof more === 'object') {
    const name = sample(d, schema.propertyNames ?? { type: 'string' }, '', known)
    made[String(name)] = sample(d, more, '', known)
  }
  return made
}

/** What people and programs send where something else was wanted. JSON cannot write the last ones: they are spelled out. */
export const HOSTILE: readonly unknown[] = [
  null,
  true,
  -1,
  0,
  1.5,
  2 ** 53 + 2,
  -(2 ** 63),
  '',
  ' ',
  '0',
  '-1',
  'x',
  'null',
  '\u0000',
  '\ud83d',
  '\u202E倒',
  '１２３',
  "'; drop table party.party; --",
  '%_\\',
  '{{7*7}}',
  '=cmd|calc!A1',
  '../../etc/passwd',
  '<script>alert(1)</script>',
  '9999-99-99',
  '2025-02-30',
  '0001-01-01',
  '9999-12-31',
  '999999999999999999',
  '9223372036854775808',
  '1e309',
  'NaN',
  '2025-02-30~jd~1~',
  '2025-02-30/1/1/1',
  'a'.repeat(5_000),
  '镇'.repeat(300),
  [],
  {},
  [[[[[]]]]],
  ['1', '2'],
  { toString: 1 },
]

/** The same value with one thing in it changed: a field replaced, dropped, doubled in a list, or one that nobody knows. */
export function mutated(d: Dice, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || d.chance(0.15)) return d.of(HOSTILE)
  if (Array.isArray(value)) {
    const at = d.below(value.length + 1)
    return value.toSpliced(at, d.below(2), value[at] === undefined ? d.of(HOSTILE) : mutated(d, value[at]))
  }
  const fields = Object.entries(value)
  const [name, inner] = fields[d.below(Math.max(fields.length, 1))] ?? ['x', 'x']
  const { [name]: _, ...others } = Object.fromEntries(fields)
  if (d.chance(0.15)) return others
  if (d.chance(0.1)) return { ...others, [name]: inner, etown: 2, id: '1', version: 99 }
  return { ...others, [name]: mutated(d, inner) }
}
