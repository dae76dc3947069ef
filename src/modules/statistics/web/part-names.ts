import { EXCLUSIONS } from '#contract/market'
import { PARTY_KINDS } from '#contract/party'
import type { Both } from '#web/ui/words.ts'

/** Why entities registered in the period do not count. */
const LEFT_OUT = {
  outside: { zh: '在规划范围以外', en: 'Outside the e-town' },
  undecided: { zh: '是否在范围内尚未确定', en: 'Not yet known whether inside' },
} as const

const NAMES = new Map<string, Both>(Object.entries({ ...PARTY_KINDS, ...EXCLUSIONS, ...LEFT_OUT }))

/** The words of a kind of entity or a reason; a shop is called by its own name. */
export const partName = ({ key, name }: { readonly key: string; readonly name: string }): Both =>
  NAMES.get(key) ?? { zh: name, en: name }
