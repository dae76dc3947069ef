import { z } from 'zod'
import { zDay } from '#kernel/wire'

/** Pesticides that a spray log can name, by what they are. */
export const PESTICIDE_CLASSES = [
  'organophosphorus',
  'carbamate',
  'pyrethroid',
  'neonicotinoid',
  'fungicide',
  'acaricide',
  'botanical',
  'herbicide',
] as const
export const zMatrix = z.enum(['vegetable', 'fruit', 'honey', 'meat'])
export type Matrix = z.output<typeof zMatrix>
const zDecimal = z.string().regex(/^\d{1,3}(\.\d{1,4})?$/)

export const zMethod = z.strictObject({
  code: z.string().min(2).max(40),
  zh: z.string(),
  en: z.string(),
  kind: z.enum(['enzyme', 'strip', 'confirmatory']),
  from: zDay,
  /** Not in force any more from this day on. */
  until: zDay.optional(),
  /** Inhibition in per cent from which a sample is positive; compared unrounded. */
  limit: zDecimal.optional(),
  /** How often a positive sample is tested again before it goes to a laboratory. */
  retests: z.int().min(0).max(5),
  /** Change of absorbance of the blank: below the first the enzyme is too weak, above the second it was not measured well. */
  blank: z.strictObject({ least: zDecimal, most: zDecimal }).optional(),
  /** 可疑区间 Advisory only and off unless given: no standard knows it. */
  advisory: z.strictObject({ from: zDecimal }).optional(),
  wavelength: z.int().optional(),
  minutes: z.int().optional(),
  sees: z.array(z.enum(PESTICIDE_CLASSES)),
  items: z.array(z.string()).optional(),
  matrices: z.array(zMatrix),
  /** Tested all the same, marked 扩展基质. */
  extended: z.array(zMatrix),
  refuses: z.array(zMatrix),
  /** Foods the method leaves out. */
  except: z.array(z.string()),
  source: z.string(),
  /** 原文待核 What nobody has compared with the text of the standard yet. */
  unchecked: z.string().optional(),
})
/** 检测方法 A method in one version: what it says of whom, from when on. */
export type Method = z.output<typeof zMethod>

export const zFood = z.strictObject({
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  matrix: zMatrix,
  listed: z.boolean(),
  node: z.array(z.string()).min(1),
  words: z.array(z.string()),
  wholePlant: z.boolean().optional(),
  panel: z.strictObject({ method: z.string(), items: z.array(z.string()), why: z.string() }).optional(),
})
/** 样品品类 What can be sampled, as GB 2763 and the certificate order name it. */
export type Food = z.output<typeof zFood>

export const zPesticides = z.record(z.enum(PESTICIDE_CLASSES), z.array(z.string()))
export type Pesticides = z.output<typeof zPesticides>

export const methodsOn = (methods: readonly Method[], on: string): readonly Method[] =>
  methods.filter(({ from, until }) => from <= on && (until === undefined || on < until))

/** How a method stands to a food: as it says itself, stretched, or not at all. */
export function fitOf(method: Method, food: Food): 'own' | 'extended' | 'refused' {
  if (method.refuses.includes(food.matrix) || method.except.includes(food.code)) return 'refused'
  return method.matrices.includes(food.matrix)
    ? 'own'
    : method.extended.includes(food.matrix)
      ? 'extended'
      : 'refused'
}

/** 基质提示 What whoever tests and whoever reads must be told of this pair. */
export function warningsOf(method: Method, food: Food): readonly string[] {
  return [
    ...(fitOf(method, food) === 'extended' ? ['扩展基质，仅供参考'] : []),
    ...(method.kind === 'enzyme' && food.wholePlant === true
      ? ['该品类易出假阳性，须整株（整果）浸提，不可切碎']
      : []),
  ]
}

export const isRapid = (method: Pick<Method, 'kind'>): boolean => method.kind !== 'confirmatory'

/** The food a product's name speaks of, where one does: the longest word wins (胡萝卜 before 萝卜). */
export const foodNamed = (foods: readonly Food[], name: string): Food | undefined =>
  foods
    .flatMap((food) => food.words.filter((word) => name.includes(word)).map((word) => ({ food, word })))
    .reduce<{ food: Food; word: string } | undefined>(
      (best, one) => (best === undefined || one.word.length > best.word.length ? one : best),
      undefined,
    )?.food
