import { type Refusal, refusal } from '../../../kernel/refusal.ts'
import { lotRefusals } from '../contract/lot-refusals.ts'
import { fieldsOf, STEPS, type StepField, type StepKind } from '../contract/steps.ts'

type Facts = Readonly<Record<string, string>>

/** What is left of a form once empty fields are dropped. */
export const filled = (facts: Facts): Facts =>
  Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== ''))

const fits = (field: StepField, value: string): boolean => {
  if (field.type === 'number') return /^-?\d{1,9}(\.\d{1,3})?$/.test(value)
  return field.type === 'text' || Object.hasOwn(field.choices ?? {}, value)
}

/** Pesticides and medicines have an interval; of a fertiliser or feed none is asked. */
const needsInterval = (facts: Facts): boolean =>
  facts.inputKind === 'pesticide' || facts.inputKind === 'medicine'

/** 必填与格式 Everything wrong with the fields of a step, each with its place in the form. */
export function factRefusals(kind: StepKind, facts: Facts): readonly Refusal[] {
  const step = STEPS[kind].zh
  const fields = fieldsOf(kind)
  const problems: Refusal[] = []
  const wrong = (code: keyof typeof lotRefusals, name: string): void => {
    const what = fields[name]?.zh ?? name
    problems.push(refusal(lotRefusals, code, { what, step }, `/facts/${name}`))
  }
  for (const name of Object.keys(facts)) if (!Object.hasOwn(fields, name)) wrong('trace.fact_unknown', name)
  for (const [name, field] of Object.entries(fields)) {
    const value = facts[name]
    if (value === undefined) {
      if (field.required) wrong('trace.fact_missing', name)
      else if (name === 'intervalDays' && needsInterval(facts))
        problems.push(refusal(lotRefusals, 'trace.interval_missing', {}, '/facts/intervalDays'))
    } else if (name === 'intervalDays' && !/^\d{1,3}$/.test(value)) wrong('trace.fact_number', name)
    else if (!fits(field, value))
      wrong(field.type === 'number' ? 'trace.fact_number' : 'trace.fact_missing', name)
  }
  return problems
}
