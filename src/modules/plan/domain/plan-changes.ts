import { isFields } from '../../../kernel/fields.ts'
import type { ItemKind } from '../contract/item-kinds.ts'
import type { PlanFile } from '../contract/plan-file.ts'
import { canonicalText } from './plan-hash.ts'
import { itemsOf } from './plan-items.ts'

/** A field as text; absent where a version does not have it. */
export type FieldChange = { readonly key: string; readonly before?: string; readonly after?: string }

/** 修订之处 One thing that two versions hold differently, and its fields that differ. */
export type PlanChange = {
  readonly kind: ItemKind
  readonly code: string
  readonly name: string
  readonly change: 'added' | 'removed' | 'changed'
  readonly fields: readonly FieldChange[]
}

type Compared = {
  readonly kind: ItemKind
  readonly code: string
  readonly name: string
  readonly item: object
}

const comparedIn = (plan: PlanFile): ReadonlyMap<string, Compared> =>
  new Map(
    [
      ...plan.clauses.map((item) => ({
        kind: 'clause' as const,
        code: item.id,
        name: item.heading ?? item.id,
        item,
      })),
      ...itemsOf(plan),
      ...plan.interpretations.map((item) => ({
        kind: 'interpretation' as const,
        code: item.code,
        name: item.issue,
        item,
      })),
    ].map((compared) => [`${compared.kind} ${compared.code}`, compared]),
  )

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.map(shown).join('；')
  return isFields(value) ? Object.values(value).map(shown).join(' ') : String(value)
}

/** Two things with the same text have the same fields; a missing field is none. */
const textOf = (value: unknown): string | undefined =>
  value === undefined ? undefined : canonicalText([value])

function fieldsChanged(before: object, after: object): readonly FieldChange[] {
  const [old, now] = [new Map(Object.entries(before)), new Map(Object.entries(after))]
  return [...new Set([...old.keys(), ...now.keys()])]
    .filter((key) => textOf(old.get(key)) !== textOf(now.get(key)))
    .map((key) => ({
      key,
      ...(old.get(key) === undefined ? {} : { before: shown(old.get(key)) }),
      ...(now.get(key) === undefined ? {} : { after: shown(now.get(key)) }),
    }))
}

/** 版本差异 What an amendment adds, takes away and changes, in the order of the newer version, removals last. */
export function changesBetween(before: PlanFile, after: PlanFile): readonly PlanChange[] {
  const [old, now] = [comparedIn(before), comparedIn(after)]
  const kept = [...now].flatMap(([key, { kind, code, name, item }]): readonly PlanChange[] => {
    const was = old.get(key)
    if (was === undefined) return [{ kind, code, name, change: 'added', fields: [] }]
    const fields = fieldsChanged(was.item, item)
    return fields.length === 0 ? [] : [{ kind, code, name, change: 'changed', fields }]
  })
  const gone = [...old].flatMap(([key, { kind, code, name }]) =>
    now.has(key) ? [] : [{ kind, code, name, change: 'removed' as const, fields: [] }],
  )
  return [...kept, ...gone]
}
