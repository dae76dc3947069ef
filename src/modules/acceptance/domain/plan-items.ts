import type { PlanFile } from '#contract/plan'
import type { ItemKind } from '../contract/words.ts'

/** 验收事项 One countable demand of the plan, with the words that make it. */
export type PlanItem = {
  /** `target.online-retail`: stays the same over versions of the plan. */
  readonly code: string
  readonly kind: ItemKind
  readonly name: string
  readonly topic: string
  readonly clause: string
  readonly quote: string
  readonly force: 'must' | 'in-principle' | 'expected'
  /** As it is printed; of a target the board says it. */
  readonly required: string
}

type Cited = { readonly code: string; readonly name: string; readonly clause: string; readonly quote: string }
type Said = Pick<PlanItem, 'topic' | 'required'> & { readonly force?: PlanItem['force'] | undefined }

const itemOf = (kind: ItemKind, { code, name, clause, quote }: Cited, said: Said): PlanItem => ({
  code: `${kind}.${code}`,
  kind,
  name,
  clause,
  quote,
  topic: said.topic,
  required: said.required,
  force: said.force ?? 'must',
})

type Target = PlanFile['targets'][number]
const targetText = (target: Target): string =>
  target.op === 'range'
    ? `${target.min}–${target.max} ${target.unit}`
    : `${target.op} ${target.value} ${target.unit}`

type Policy = PlanFile['policies'][number]
const parametersText = ({ parameters = [] }: Policy): string =>
  parameters.map(({ name, op = '', value, unit }) => `${name}${op} ${value} ${unit}`.trim()).join('；')

type Facility = PlanFile['facilities'][number]
const facilityText = ({ functions = [], equipment = [] }: Facility): string =>
  [
    functions.length > 0 ? `功能：${functions.join('、')}` : '',
    equipment.length > 0 ? `设备：${equipment.join('、')}` : '',
  ]
    .filter((text) => text !== '')
    .join('；') || '建成并投入使用'

/** 方案的全部验收事项 Targets, money and its shares, facilities, and the rules that name a number, in the plan's order. */
export const itemsOfPlan = (plan: PlanFile): readonly PlanItem[] => [
  ...plan.targets.map((target) =>
    itemOf('target', target, { topic: target.topic, required: targetText(target), force: target.force }),
  ),
  ...plan.funds.sources.map((source) =>
    itemOf('fund-source', source, { topic: '资金', required: `到账 ${source.value} ${source.unit}` }),
  ),
  ...plan.funds.categories.map((category) =>
    itemOf('fund-category', category, {
      topic: '资金',
      required: `占比 ${category.min}–${category.max}`,
      force: category.force,
    }),
  ),
  ...plan.facilities.map((facility) =>
    itemOf('facility', facility, { topic: '设施', required: facilityText(facility) }),
  ),
  ...plan.policies
    .filter(({ parameters }) => parameters !== undefined)
    .map((policy) => itemOf('policy', policy, { topic: '政策与规则', required: parametersText(policy) })),
]

/** 条款去向 What became of one clause of the document: items that count it, other things of the plan, or why nothing is counted. */
export type ClauseCover = {
  readonly id: string
  readonly heading: string
  readonly sha256: string
  readonly items: readonly string[]
  /** Other things of the plan that quote it: stages, duties, lists. */
  readonly others: readonly string[]
  readonly uncounted: readonly string[]
}

type Citation = {
  readonly kind: string
  readonly code: string
  readonly name: string
  readonly clause: string
}

/** Every clause of the document, none left out, with what cites it. */
export function coverOf(
  plan: PlanFile,
  items: readonly PlanItem[],
  citations: readonly Citation[],
): readonly ClauseCover[] {
  const counted = new Map(items.map((item) => [item.code, item]))
  return plan.clauses.map(({ id, heading = '', sha256, uncountable, uncounted = [] }) => {
    const here = citations.filter(({ clause }) => clause === id)
    const codes = here.map(({ kind, code }) => `${kind}.${code}`)
    const others = here.filter(
      ({ kind, code }) =>
        !counted.has(`${kind}.${code}`) && kind !== 'uncounted' && kind !== 'interpretation',
    )
    return {
      id,
      heading,
      sha256,
      items: [...new Set(codes.filter((code) => counted.has(code)))],
      others: [...new Set(others.map(({ name }) => name))],
      uncounted: [
        ...(uncountable === undefined ? [] : [uncountable]),
        ...uncounted.map(({ quote, why }) => `“${quote}”：${why}`),
      ],
    }
  })
}
