import { SHARED_INDICATORS } from '../contract/indicators.ts'
import type { PlanFile } from '../contract/plan-file.ts'
import { type Finding, finding, pointerTo } from './finding.ts'
import { listsIn, mappingsIn, textsOf } from './walk.ts'

type Coded = readonly { readonly code: string }[]

const INTERPRETATIONS = { kind: '解释口径', among: (plan: PlanFile): Coded => plan.interpretations }
const SOURCES = { kind: '资金来源', among: (plan: PlanFile): Coded => plan.funds.sources }

/** Keys whose text, or list of texts, names items of another section. Clauses are named in check-citations. */
const NAMING = {
  indicator: { kind: '指标', among: (plan: PlanFile): Coded => [...SHARED_INDICATORS, ...plan.indicators] },
  period: { kind: '考核期间', among: (plan: PlanFile): Coded => plan.periods },
  facility: { kind: '设施', among: (plan: PlanFile): Coded => plan.facilities },
  within: { kind: '机构', among: (plan: PlanFile): Coded => plan.organisation },
  source: SOURCES,
  sources: SOURCES,
  policy: { kind: '政策', among: (plan: PlanFile): Coded => plan.policies },
  exclusion: { kind: '不得重复享受', among: (plan: PlanFile): Coded => plan.funds.exclusions },
  decided: INTERPRETATIONS,
  interpretation: INTERPRETATIONS,
  interpretations: INTERPRETATIONS,
}

const unknown = (plan: PlanFile): readonly Finding[] =>
  Object.entries(NAMING).flatMap(([key, { kind, among }]) => {
    const known = new Set(among(plan).map(({ code }) => code))
    return mappingsIn(plan).flatMap(({ pointer, fields }) => {
      const at = pointerTo(pointer, key)
      return textsOf(fields[key]).flatMap((code, i) =>
        known.has(code)
          ? []
          : [
              finding('plan.reference_unknown', Array.isArray(fields[key]) ? pointerTo(at, i) : at, {
                kind,
                code,
              }),
            ],
      )
    })
  })

/** Items of one list are told apart by their `code`, clauses by their `id`. */
const duplicates = (plan: PlanFile): readonly Finding[] =>
  listsIn(plan).flatMap(({ pointer, items }) =>
    (['code', 'id'] as const).flatMap((key) => {
      const names = items.map((item) => item[key])
      return names.flatMap((name, i) => {
        const first = names.indexOf(name)
        const at = pointerTo(pointerTo(pointer, i), key)
        return typeof name !== 'string' || first === i
          ? []
          : [finding('plan.code_duplicate', at, { code: name, first: first + 1 })]
      })
    }),
  )

const redefined = ({ indicators }: PlanFile): readonly Finding[] =>
  indicators.flatMap(({ code }, i) =>
    SHARED_INDICATORS.some((shared) => shared.code === code)
      ? [finding('plan.indicator_redefined', `/indicators/${i}/code`, { code })]
      : [],
  )

/** 引用核对 Codes are unique and everything named exists. */
export const referenceFindings = (plan: PlanFile): readonly Finding[] => [
  ...duplicates(plan),
  ...unknown(plan),
  ...redefined(plan),
]
