/**
 * 线上格式 How kernel values travel in JSON. Every codec here is a plain string schema without transforms, so the
 * same object validates a request, prints as JSON Schema and drives the answer's serializer. Rooms convert at the
 * edge of `app/` with the functions beside each schema.
 */
import { z } from 'zod'
import { isDay, isMonth } from './day.ts'
import { type Fen, fen } from './money.ts'

/** Fen as digits: at most 18 (a PostgreSQL bigint holds every one), one spelling per amount, no leading zeros. */
const FEN = /^(0|-?[1-9]\d{0,17})$/
export const zFen = z.string().regex(FEN).meta({ description: '金额，单位：分' })

/** Throws RangeError on text that zFen would have refused: a bug. */
export function toFen(text: string): Fen {
  if (!FEN.test(text)) throw new RangeError(`not fen: ${text}`)
  return fen(BigInt(text))
}

/** Throws RangeError beyond 18 digits: no real sum is that large. */
export function fromFen(f: Fen): string {
  const text = f.toString()
  if (!FEN.test(text)) throw new RangeError(`beyond the wire: ${text}`)
  return text
}

/** Years that anybody's records are about: reckoning a year or an hour from them stays within four digits. */
const inReach = (text: string): boolean => text >= '1900' && text < '2200'
const REACH = '应在 1900 年到 2199 年之间'

/** A Day of #kernel/day: once validated, no conversion is needed. */
export const zDay = z.iso.date({ abort: true }).refine(isDay).refine(inReach, REACH).brand<'Day'>()

export const zMonth = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
  .refine(isMonth)
  .refine(inReach, REACH)
  .brand<'Month'>()

/** An instant with its offset: `2026-11-22T08:00:00.000Z`, `2026-11-22T16:00:00+08:00`. */
export const zInstant = z.iso.datetime({ offset: true }).refine(inReach, REACH)

export const zSha256 = z.string().regex(/^[0-9a-f]{64}$/)

/** A row's number: a positive bigint as digits (at most 18, always within PostgreSQL's range). */
export const zId = z.string().regex(/^[1-9]\d{0,17}$/)

/** 只看的主体 Whose rows alone are asked for; 0 for whoever should have a party of their own and has none: they see nothing. */
export const zOnlyParty = z.string().regex(/^\d{1,18}$/)

/**
 * The query of a list. Query values arrive as text and stay text: `limit` is converted by limitOf in app/, `after`
 * is the opaque `next` of the page before. A room adds its filters with `zPage.extend({ … })`.
 */
export const zPage = z.strictObject({
  after: z.string().min(1).max(500).optional(),
  limit: z
    .string()
    .regex(/^([1-9]\d?|1\d\d|200)$/)
    .meta({ description: '1–200' })
    .optional(),
})
export type Page = z.output<typeof zPage>

/** A list in the order of its rows' numbers: `after` is the last one seen. */
export const zPageById = zPage.extend({ after: zId.optional() })

export const PAGE_LIMIT = 50

/** How many rows a page asks for: 1–200, PAGE_LIMIT when it does not say. */
export const limitOf = (page: Page): number => (page.limit === undefined ? PAGE_LIMIT : Number(page.limit))

/** The answer of a list: `total` counts all rows of the query, not of the page; `next` is absent on the last page. */
export const zPageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ items: z.array(item), total: z.int().min(0), next: z.string().optional() })
