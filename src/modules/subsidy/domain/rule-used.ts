import { type Interpretation, type PlanFile, parameterOn, type Scheme } from '#contract/plan'
import { type Day, day as dayOf, formatDay } from '#kernel/day'
import { granted, type Outcome, type Refusal, refusal, refused } from '#kernel/refusal'
import { receiptRefusals } from '../contract/refusals.ts'

/** A reading that holds, by whose decision and why. */
export type ReadingUsed = {
  readonly interpretation: string
  readonly issue: string
  readonly reading: string
  readonly text: string
  readonly state: 'proposed' | 'confirmed'
  readonly decidedBy: string | null
  readonly reason: string
}

/** 所用规则 A scheme as it stood on a day: which version, which values and readings, and why these. */
export type RuleUsed = {
  readonly etown: string
  readonly plan: { readonly document: string; readonly version: string; readonly inForceFrom: string }
  readonly clause: { readonly id: string; readonly sha256: string }
  /** The day that decides which values hold. */
  readonly day: string
  readonly scheme: Scheme
  readonly parameters: readonly { readonly name: string; readonly said: string; readonly why: string }[]
  readonly readings: readonly ReadingUsed[]
}

/** What the county decided since the plan's version was loaded, by interpretation. */
export type Decided = ReadonlyMap<string, Omit<ReadingUsed, 'interpretation' | 'issue' | 'text'>>

/** The interpretations a scheme's arithmetic follows. */
export const followedBy = (scheme: Scheme): readonly string[] => [
  ...new Set([
    ...scheme.steps.flatMap((step) => (step.does === '按口径' ? [step.interpretation] : [])),
    ...(scheme.parameters ?? []).flatMap(({ decided }) => (decided === undefined ? [] : [decided])),
  ]),
]

function readingOf(found: Interpretation, decided: Decided): ReadingUsed {
  const { code, issue, readings } = found
  const own = {
    reading: found.adopted,
    state: found.state,
    decidedBy: found.decided_by ?? null,
    reason: found.reason,
  }
  const { reading, state, decidedBy, reason } = decided.get(code) ?? own
  const text = readings.find((each) => each.code === reading)?.text ?? ''
  return { interpretation: code, issue, reading, text, state, decidedBy, reason }
}

function parametersOn(scheme: Scheme, day: Day): Outcome<RuleUsed['parameters']> {
  const missing: Refusal[] = []
  const parameters = (scheme.parameters ?? []).flatMap((parameter) => {
    const on = parameterOn(parameter, day)
    if (on === undefined) {
      const values = { scheme: scheme.name, name: parameter.name, day: formatDay(day) }
      missing.push(refusal(receiptRefusals, 'subsidy.parameter_not_in_force', values))
      return []
    }
    const from = formatDay(dayOf(on.from))
    const span = on.until === undefined ? `自${from}起` : `自${from}至${formatDay(dayOf(on.until))}（不含）`
    return [{ name: on.name, said: on.said, why: `${span}为${on.said}，依据日${formatDay(day)}在其内` }]
  })
  return missing.length > 0 ? refused(...missing) : granted(parameters)
}

/** 选定规则 The rule of a scheme for a day, with the readings that hold. */
export function ruleOn(
  plan: PlanFile,
  code: string,
  day: Day,
  decided: Decided = new Map(),
): Outcome<RuleUsed> {
  const scheme = plan.schemes?.find((each) => each.code === code)
  if (scheme === undefined)
    return refused(refusal(receiptRefusals, 'subsidy.scheme_unknown', { scheme: code }))
  const parameters = parametersOn(scheme, day)
  if (!parameters.ok) return parameters
  const readings: ReadingUsed[] = []
  for (const interpretation of followedBy(scheme)) {
    const found = plan.interpretations.find((each) => each.code === interpretation)
    if (found === undefined)
      return refused(
        refusal(receiptRefusals, 'subsidy.reading_missing', { scheme: scheme.name, interpretation }),
      )
    readings.push(readingOf(found, decided))
  }
  const { id, sha256 } = plan.clauses.find((clause) => clause.id === scheme.clause) ?? {
    id: scheme.clause,
    sha256: '',
  }
  return granted({
    etown: plan.etown.id,
    plan: {
      document: plan.document.number,
      version: plan.version.number,
      inForceFrom: plan.version.in_force_from,
    },
    clause: { id, sha256 },
    day,
    scheme,
    parameters: parameters.value,
    readings,
  })
}
