import { AI_TABLE } from './ai-table.ts'

/** One part of a value: its characters, its length, whether it may be missing, the checks of its content. */
export type AiComponent = {
  readonly charset: 'N' | 'X' | 'Y' | 'Z'
  readonly min: number
  readonly max: number
  readonly optional: boolean
  readonly checks: readonly string[]
}

/** 应用标识符 What the General Specifications say of one application identifier. */
export type ApplicationIdentifier = {
  readonly ai: string
  readonly components: readonly AiComponent[]
  /** May stand in the query of a Digital Link. */
  readonly attribute: boolean
  /** The qualifiers of a primary key, each alternative in its order; undefined for what is no key. */
  readonly qualifiers?: readonly (readonly string[])[]
  /** Every group must be met: one of its alternatives, all of whose patterns stand beside it. `n` is any digit. */
  readonly needs: readonly (readonly (readonly string[])[])[]
  readonly excludes: readonly string[]
}

function componentOf(text: string): AiComponent {
  const [spec = '', ...checks] = text.split(',')
  const [, charset, dots, length = ''] = /^\[?([NXYZ])(\.\.)?(\d+)\]?$/.exec(spec) ?? []
  if (charset !== 'N' && charset !== 'X' && charset !== 'Y' && charset !== 'Z') throw new RangeError(text)
  const max = Number(length)
  return { charset, min: dots ? 1 : max, max, optional: spec.startsWith('['), checks }
}

const isAttribute = (word: string): boolean => /^(req|ex|dlpkey)/.test(word)
const listOf = (word: string): string[] => word.slice(word.indexOf('=') + 1).split(',')

function identifierOf(ai: string, line: string): ApplicationIdentifier {
  const words = line.split(' ').filter((word) => word !== '?')
  const key = words.find((word) => word.startsWith('dlpkey'))
  const alternatives = key
    ?.slice('dlpkey='.length)
    .split('|')
    .map((list) => list.split(',').filter((q) => q !== ''))
  return {
    ai,
    components: words.filter((word) => !isAttribute(word)).map(componentOf),
    attribute: line.startsWith('?'),
    ...(alternatives && { qualifiers: alternatives }),
    needs: words
      .filter((word) => word.startsWith('req='))
      .map((word) => listOf(word).map((alternative) => alternative.split('+'))),
    excludes: words.filter((word) => word.startsWith('ex=')).flatMap(listOf),
  }
}

function readTable(): ReadonlyMap<string, ApplicationIdentifier> {
  const known = new Map<string, ApplicationIdentifier>()
  for (const [range, line] of Object.entries(AI_TABLE)) {
    const [from = '', to = from] = range.split('-')
    for (let n = Number(from); n <= Number(to); n++) {
      const ai = String(n).padStart(from.length, '0')
      known.set(ai, identifierOf(ai, line))
    }
  }
  return known
}

const KNOWN = readTable()

/** Finds an application identifier, undefined for a number GS1 has not given a meaning. */
export const applicationIdentifier = (ai: string): ApplicationIdentifier | undefined => KNOWN.get(ai)

const LENGTHS = new Map([...KNOWN.keys()].map((ai) => [ai.slice(0, 2), ai.length]))

/** How many digits an identifier has whose first two these are. */
export const aiLength = (firstTwo: string): number | undefined => LENGTHS.get(firstTwo)

/** The identifiers that can be the primary key of a Digital Link, in ascending order. */
export const primaryKeys = (): readonly ApplicationIdentifier[] =>
  [...KNOWN.values()].filter((one) => one.qualifiers !== undefined).sort((a, b) => (a.ai < b.ai ? -1 : 1))
