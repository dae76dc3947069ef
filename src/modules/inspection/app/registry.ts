import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { dayOfInstant } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome } from '#kernel/refusal'
import { zDay } from '#kernel/wire'
import type { Call } from '#platform/http/route'
import type { readRegistry } from '../contract/index.ts'
import { zTemplate } from '../domain/certificate-rules.ts'
import { fitOf, isRapid, methodsOn, warningsOf, zFood, zMethod, zPesticides } from '../domain/registry.ts'
import type { LimitRow } from '../domain/residue-limits.ts'

/** Read once: what changes here changes with the program's version. */
const read = (name: string): unknown =>
  parse(readFileSync(new URL(`../data/${name}.yaml`, import.meta.url), 'utf8'))

const zLimitFile = z.array(
  z.strictObject({
    pesticide: z.string(),
    version: z.string(),
    from: zDay,
    source: z.string(),
    rows: z.array(
      z.strictObject({
        node: z.array(z.string()),
        except: z.array(z.string()).default([]),
        limit: z.string(),
      }),
    ),
  }),
)

export const METHODS = z.array(zMethod).parse(read('methods'))
export const FOODS = z.array(zFood).parse(read('foods'))
export const PESTICIDES = zPesticides.parse(read('pesticides'))
export const TEMPLATES = z.array(zTemplate).parse(read('templates'))
export const OWN_LIMITS: readonly LimitRow[] = zLimitFile
  .parse(read('limits'))
  .flatMap(({ rows, ...about }) => rows.map((row) => ({ ...about, ...row })))

export const methodOf = (code: string) => METHODS.find((method) => method.code === code)
export const foodOf = (code: string) => FOODS.find((food) => food.code === code)
export const templateOf = (code: string) => TEMPLATES.find((template) => template.code === code)

/** What was stored was in the registry then; entries are never taken out. */
export function knownMethod(code: string) {
  const method = methodOf(code)
  if (method === undefined) throw new Error(`method ${code} was taken out of the registry`)
  return method
}
export function knownFood(code: string) {
  const food = foodOf(code)
  if (food === undefined) throw new Error(`food ${code} was taken out of the registry`)
  return food
}

export async function readRegistryIn(
  call: Call<typeof readRegistry, 'inspection'>,
): Promise<Outcome<AnswerOf<typeof readRegistry>>> {
  const methods = methodsOn(METHODS, dayOfInstant(call.now.getTime()))
  return granted({
    methods: methods.map((method) => ({
      code: method.code,
      zh: method.zh,
      en: method.en,
      rapid: isRapid(method),
      limit: method.limit,
      retests: method.retests,
      blankLeast: method.blank?.least,
      blankMost: method.blank?.most,
      wavelength: method.wavelength,
      from: method.from,
      until: method.until,
      source: method.source,
      unchecked: method.unchecked,
    })),
    foods: FOODS.map((food) => ({
      code: food.code,
      zh: food.zh,
      en: food.en,
      listed: food.listed,
      methods: methods
        .filter((method) => fitOf(method, food) !== 'refused')
        .map((method) => ({ code: method.code, warnings: [...warningsOf(method, food)] })),
      panel: food.panel && { ...food.panel, items: [...food.panel.items] },
    })),
  })
}
