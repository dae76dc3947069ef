import type { PlanFile } from '../contract/plan-file.ts'
import type { Scheme, SchemeCondition, SchemeTest } from '../contract/scheme.ts'
import { orderOf } from '../contract/scheme-order.ts'
import { usedBy } from '../contract/scheme-step.ts'
import { MEASURE_NAMES, type Measure, measureOf, measuresGiven, needsOf } from '../contract/scheme-units.ts'
import { compareExact } from '../contract/units.ts'
import { tierFindings } from './check-scheme-tiers.ts'
import { inDigits, numbersIn, plainText } from './clause-text.ts'
import { type Finding, finding } from './finding.ts'

type Named = { readonly name: string; readonly pointer: string }

const namedIn = ({ facts, parameters = [], steps }: Scheme, at: string): readonly Named[] => [
  ...facts.map(({ name }, i) => ({ name, pointer: `${at}/facts/${i}` })),
  ...parameters.map(({ name }, i) => ({ name, pointer: `${at}/parameters/${i}` })),
  ...steps.map(({ name }, i) => ({ name, pointer: `${at}/steps/${i}` })),
]

const usedByTest = (test: SchemeTest): readonly { key: string; name: string }[] => [
  { key: 'of', name: test.of },
  ...('line' in test ? [{ key: 'line', name: test.line }] : []),
]

type Test = { readonly test: SchemeTest; readonly pointer: string }

const testsIn = (conditions: readonly SchemeCondition[], at: string): readonly Test[] =>
  conditions.flatMap(({ any }, i) =>
    any.map((test, j) => ({ test, pointer: `${at}/conditions/${i}/any/${j}` })),
  )

function nameFindings(scheme: Scheme, at: string): readonly Finding[] {
  const named = namedIn(scheme, at)
  const names = named.map(({ name }) => name)
  const tests = testsIn(scheme.conditions ?? [], at).flatMap(({ test, pointer }) =>
    usedByTest(test).map(({ key, name }) => ({ name, pointer: `${pointer}/${key}` })),
  )
  const used = [
    ...scheme.steps.flatMap((step, i) =>
      usedBy(step).map(({ key, name }) => ({ name, pointer: `${at}/steps/${i}/${key}` })),
    ),
    ...tests,
    { name: scheme.pays, pointer: `${at}/pays` },
  ]
  // Conditions are judged before any step is taken.
  const steps = scheme.steps.map(({ name }) => name)
  const early = tests.filter(({ name }) => steps.includes(name))
  const repeated = named.filter(({ name }, i) => names.indexOf(name) !== i)
  const unknown = used.filter(({ name }) => !names.includes(name))
  const unused = named.filter(({ name }) => !used.some((use) => use.name === name))
  const say =
    (code: 'plan.scheme_name_repeated' | 'plan.scheme_name_unknown' | 'plan.scheme_name_unused') =>
    ({ name, pointer }: Named) =>
      finding(code, pointer, { scheme: scheme.name, name })
  return [
    ...repeated.map(say('plan.scheme_name_repeated')),
    ...[...unknown, ...early].map(say('plan.scheme_name_unknown')),
    ...unused.map(say('plan.scheme_name_unused')),
  ]
}

/** Each step in a circle is named once, at the first of them. */
function circleFindings({ steps }: Scheme, at: string): readonly Finding[] {
  const told = new Set<string>()
  return steps.flatMap(({ name }, i) => {
    const order = orderOf(steps, name)
    if (order.ok || told.has(name) || !order.circle.includes(name)) return []
    for (const each of order.circle) told.add(each)
    return [finding('plan.scheme_never_ends', `${at}/steps/${i}`, { name, circle: order.circle.join(' → ') })]
  })
}

const differ = (name: string, is: Measure, needed: string, pointer: string): Finding =>
  finding('plan.scheme_units_differ', pointer, { name, is: MEASURE_NAMES[is.is], needed })

function unitFindings(scheme: Scheme, at: string): readonly Finding[] {
  const known = measuresGiven(scheme)
  const findings: Finding[] = []
  const places = new Map(scheme.steps.map((step, i) => [step.name, `${at}/steps/${i}`]))
  for (const start of scheme.steps) {
    const order = orderOf(scheme.steps, start.name)
    if (!order.ok) continue
    for (const step of order.steps) {
      if (known.has(step.name)) continue
      const pointer = places.get(step.name) ?? at
      for (const need of needsOf(step)) {
        const is = known.get(need.name)
        const needed = 'is' in need ? need.is : known.get(need.like)?.is
        if (is && needed && is.is !== needed)
          findings.push(differ(need.name, is, MEASURE_NAMES[needed], pointer))
      }
      const measure = measureOf(step, known)
      if (measure) known.set(step.name, measure)
      else if (step.does === '逐笔取小' && known.has(step.of))
        findings.push(
          finding('plan.scheme_units_differ', pointer, { name: step.of, is: '单个数', needed: '明细' }),
        )
    }
  }
  const pays = known.get(scheme.pays)
  const service = scheme.steps.some(({ name, does }) => name === scheme.pays && does === '免费提供')
  if (pays && !service && pays.is !== 'money') findings.push(differ(scheme.pays, pays, '金额', `${at}/pays`))
  else if (pays && !service && !pays.whole)
    findings.push(finding('plan.scheme_fraction', `${at}/pays`, { name: scheme.pays }))
  return [...findings, ...testFindings(scheme, known, at)]
}

function testFindings(scheme: Scheme, known: ReadonlyMap<string, Measure>, at: string): readonly Finding[] {
  return testsIn(scheme.conditions ?? [], at).flatMap(({ test, pointer }) => {
    const is = known.get(test.of)
    if (is === undefined) return []
    if (test.does === '为') return is.is === 'yes-no' ? [] : [differ(test.of, is, '是否', `${pointer}/of`)]
    if (test.does === '属于') {
      if (is.is !== 'choice') return [differ(test.of, is, '选项', `${pointer}/of`)]
      const fact = scheme.facts.find(({ name }) => name === test.of)
      const options: readonly string[] = fact?.kind === '选项' ? fact.options : []
      return test.among.flatMap((option, i) =>
        options.includes(option)
          ? []
          : [finding('plan.scheme_option_unknown', `${pointer}/among/${i}`, { option, name: test.of })],
      )
    }
    const line = known.get(test.line)
    return line && line.is !== is.is ? [differ(test.line, line, MEASURE_NAMES[is.is], `${pointer}/line`)] : []
  })
}

const numbersOf = ({ quote, also = [] }: Scheme): readonly string[] =>
  [quote, ...also.map((each) => each.quote)].flatMap((text) =>
    numbersIn(plainText(text)).map(({ number }) => inDigits(number)),
  )

/** Values rise by day, are not negative, and stand in the quoted words unless the county decided them. */
function parameterFindings(scheme: Scheme, at: string): readonly Finding[] {
  const said = numbersOf(scheme)
  return (scheme.parameters ?? []).flatMap(({ name, decided, values }, i) =>
    values.flatMap(({ from, value }, j) => {
      const pointer = `${at}/parameters/${i}/values/${j}`
      const before = values[j - 1]?.from
      return [
        ...(before !== undefined && before >= from
          ? [finding('plan.scheme_values_out_of_order', `${pointer}/from`, { name, from })]
          : []),
        ...(value.startsWith('-') ? [finding('plan.scheme_negative', `${pointer}/value`, { name })] : []),
        ...(decided === undefined && !said.some((number) => compareExact(number, value) === 0)
          ? [finding('plan.value_not_quoted', `${pointer}/value`, { value })]
          : []),
      ]
    }),
  )
}

type Chooses = {
  readonly interpretation: string
  readonly readings: readonly string[]
  readonly pointer: string
}

function readingFindings(plan: PlanFile, { steps, pool }: Scheme, at: string): readonly Finding[] {
  const chooses: readonly Chooses[] = [
    ...steps.flatMap((step, i) =>
      step.does === '按口径'
        ? [
            {
              interpretation: step.interpretation,
              readings: step.readings.map(({ reading }) => reading),
              pointer: `${at}/steps/${i}/readings`,
            },
          ]
        : [],
    ),
    ...(pool
      ? [
          {
            interpretation: pool.interpretation,
            readings: pool.ways.map(({ reading }) => reading),
            pointer: `${at}/pool/ways`,
          },
        ]
      : []),
  ]
  return chooses.flatMap(({ interpretation, readings, pointer }) => {
    const found = plan.interpretations.find(({ code }) => code === interpretation)
    if (!found) return []
    const codes = found.readings.map(({ code }) => code)
    return [...codes].sort().join() === [...readings].sort().join()
      ? []
      : [finding('plan.scheme_readings_differ', pointer, { interpretation, readings: codes.join('、') })]
  })
}

/** 奖补办法核对 A scheme can be computed for every applicant, to the fen, and ends. */
export const schemeFindings = (plan: PlanFile): readonly Finding[] =>
  (plan.schemes ?? []).flatMap((scheme, i) => {
    const at = `/schemes/${i}`
    return [
      ...nameFindings(scheme, at),
      ...circleFindings(scheme, at),
      ...unitFindings(scheme, at),
      ...parameterFindings(scheme, at),
      ...tierFindings(scheme, at),
      ...readingFindings(plan, scheme, at),
    ]
  })
