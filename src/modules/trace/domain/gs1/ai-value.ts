import { AI_CHECKS } from './ai-checks.ts'
import { type AiComponent, applicationIdentifier } from './application-identifier.ts'

/** 标识值 One application identifier with its value, e.g. `{ ai: '10', value: 'QS-26-0812' }`. */
export type AiValue = { readonly ai: string; readonly value: string }

/** Why a value does not fit its identifier. */
export type AiFault = 'unknown-ai' | 'length' | 'characters' | 'content'

const CHARSETS: Readonly<Record<AiComponent['charset'], RegExp>> = {
  N: /^\d+$/,
  X: /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]+$/,
  Y: /^[#\-/0-9A-Z]+$/,
  Z: /^[A-Za-z0-9\-_]+={0,2}$/,
}

function partFault(part: string, component: AiComponent): AiFault | undefined {
  if (!CHARSETS[component.charset].test(part)) return 'characters'
  const failed = component.checks.some((name) => AI_CHECKS[name]?.(part) === false)
  return failed ? 'content' : undefined
}

/** The first thing wrong with a value, undefined when the General Specifications allow it. */
export function aiFault({ ai, value }: AiValue): AiFault | undefined {
  const known = applicationIdentifier(ai)
  if (known === undefined) return 'unknown-ai'
  let rest = value
  for (const component of known.components) {
    if (rest === '' && component.optional) continue
    const part = rest.slice(0, component.max)
    if (part.length < component.min) return 'length'
    const fault = partFault(part, component)
    if (fault !== undefined) return fault
    rest = rest.slice(component.max)
  }
  return rest === '' ? undefined : 'length'
}

const matches = (pattern: string, ai: string): boolean =>
  pattern.length === ai.length &&
  [...pattern].every((char, i) => (char === 'n' ? /\d/.test(ai[i] ?? '') : char === ai[i]))

/** What a set of identifiers breaks together: `needs` a missing partner, or `excludes` one that is there. */
export function togetherFault(ais: readonly string[]): 'repeated' | 'needs' | 'excludes' | undefined {
  if (new Set(ais).size < ais.length) return 'repeated'
  for (const ai of ais) {
    const known = applicationIdentifier(ai)
    const others = ais.filter((other) => other !== ai)
    const present = (pattern: string): boolean => others.some((other) => matches(pattern, other))
    if (known?.excludes.some(present)) return 'excludes'
    if (known?.needs.some((group) => !group.some((together) => together.every(present)))) return 'needs'
  }
  return undefined
}
