import { z } from 'zod'
import { keysOf } from '../../../kernel/keys.ts'
import { zReasonWithin } from '../../../kernel/reason.ts'
import { zDay, zId, zInstant, zSha256 } from '../../../kernel/wire.ts'
import { INSIDE_BASES, PARTY_KINDS, SITE_KINDS } from './words.ts'

export const zPartyKind = z.enum(keysOf(PARTY_KINDS))
export const zSiteKind = z.enum(keysOf(SITE_KINDS))

/** 村镇代码 A town (9 digits), a village (12), or a village that no list has, as its town and its bare name: `141030100/东关`. */
export const zPlaceCode = z.string().regex(/^\d{9}(\d{3}|\/[\p{L}\d]{1,20})?$/u)

/** 坐标 Degrees; datum as it was entered (a phone's is WGS 84). */
export const zPoint = z.strictObject({ lon: z.number(), lat: z.number() })

/**
 * 登记表 What is filled in about a party. When amending, a personal field (身份证号、负责人、手机号; of a farmer also an
 * empty name, and address and point) that is absent stays as it is, because nobody sees it whole; an empty one is erased.
 */
export const zPartyForm = z.strictObject({
  kind: zPartyKind,
  name: z.string().max(200),
  creditCode: z.string().max(40).optional(),
  residentId: z.string().max(40).optional(),
  legalRepresentative: z.string().max(60).optional(),
  phone: z.string().max(40).optional(),
  registeredOn: zDay.optional(),
  deregisteredOn: zDay.optional(),
  placeCode: z.string().max(40).optional(),
  address: z.string().max(400).optional(),
  point: zPoint.optional(),
  mainProducts: z.string().max(400).optional(),
  /** Set when a person decides it against, or without, the list and the line. */
  insideByPerson: z.strictObject({ inside: z.boolean(), reason: zReasonWithin(0, 200) }).optional(),
})

/** A row of the list. Farmers' names are masked: `张*三`. */
export const zPartyItem = z.object({
  id: zId,
  version: z.int(),
  kind: zPartyKind,
  name: z.string(),
  creditCode: z.string().optional(),
  registeredOn: zDay.optional(),
  deregisteredOn: zDay.optional(),
  placeCode: z.string().optional(),
  /** 乡镇与村名. */
  place: z.string().optional(),
  inside: z.boolean().optional().meta({ description: '缺省：未定' }),
  insideBasis: z.enum(keysOf(INSIDE_BASES)),
  ecommerceSince: zDay.optional(),
  counted: z.boolean().meta({ description: '计入市场主体' }),
  mergedInto: zId.optional(),
})

export const zSite = z.object({
  id: zId,
  kind: zSiteKind,
  name: z.string(),
  party: zId.optional(),
  placeCode: z.string().optional(),
  place: z.string().optional(),
  address: z.string().optional(),
  point: zPoint.optional(),
  openedOn: zDay,
  closedOn: zDay.optional(),
})

export const zProduct = z.object({
  id: zId,
  party: zId,
  name: z.string(),
  category: z.string(),
  since: zDay,
  until: zDay.optional(),
})

/** One step of a party's history. Of personal fields it is only known that they changed. */
export const zPartyVersion = z.object({
  version: z.int(),
  at: zInstant,
  by: z.string(),
  why: z.string(),
  changes: z.array(
    z.object({ field: z.string(), before: z.string().optional(), after: z.string().optional() }),
  ),
})

export const zPartyDetail = zPartyItem.extend({
  residentId: z.string().optional().meta({ description: '已脱敏' }),
  legalRepresentative: z.string().optional().meta({ description: '已脱敏' }),
  phone: z.string().optional().meta({ description: '已脱敏' }),
  address: z.string().optional().meta({ description: '农户只到村' }),
  point: zPoint.optional(),
  mainProducts: z.string().optional(),
  insideReason: z.string().optional(),
  ecommerceEvidence: zSha256.optional(),
  source: z.enum(['typed', 'import']),
  batch: zId.optional(),
  batchRow: z.int().optional(),
  history: z.array(zPartyVersion),
  sites: z.array(zSite),
  products: z.array(zProduct),
})

/** 范围 Where the e-town is: places, or a line. */
export const zBoundaryForm = z.strictObject({
  places: z.array(zPlaceCode).max(500),
  /** Rings of [longitude, latitude]; a ring inside another is a hole. */
  rings: z
    .array(
      z
        .array(z.tuple([z.number(), z.number()]))
        .min(3)
        .max(2_000),
    )
    .max(20),
  source: z.string().trim().min(2).max(500).meta({ description: '依据，如方案原文、批复文号' }),
})

export type PartyForm = z.output<typeof zPartyForm>
export type PartyItem = z.output<typeof zPartyItem>
export type PartyDetail = z.output<typeof zPartyDetail>
export type PartyVersion = z.output<typeof zPartyVersion>
export type BoundaryForm = z.output<typeof zBoundaryForm>
export type Site = z.output<typeof zSite>
export type Product = z.output<typeof zProduct>
