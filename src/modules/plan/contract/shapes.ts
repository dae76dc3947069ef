import { z } from 'zod'
import { keysOf } from '#kernel/keys'
import { zDay, zFen, zInstant, zSha256 } from '#kernel/wire'
import { ITEM_KINDS } from './item-kinds.ts'
import { FORCE, PER } from './target.ts'

const zKind = z.enum(keysOf(ITEM_KINDS))

/** A thing of the plan by its kind and code, as other pages name it. */
export const zItemName = z.object({ kind: zKind, code: z.string(), name: z.string() })
export type ItemName = z.output<typeof zItemName>

const zForceView = z.enum(keysOf(FORCE)).optional()
/** 解释口径 As items name it: by its number on the page of interpretations. */
const zAsked = z.object({ code: z.string(), number: z.int(), issue: z.string() })
const zQuote = z.object({ clause: z.string(), quote: z.string() })

/** What every item carries: where the document says it, the interpretations it rests on, a remark. */
const standing = {
  code: z.string(),
  name: z.string(),
  cites: z.array(zQuote),
  interpretations: z.array(zAsked),
  note: z.string().optional(),
}

/** 版本 One version of the plan, without its content. */
export const zVersionView = z.object({
  number: z.int(),
  amends: z.int().optional(),
  adoptedOn: zDay,
  inForceFrom: zDay,
  inForceUntil: zDay.optional().meta({ description: '不含当日；没有即现行' }),
  title: z.string(),
  contentSha256: zSha256,
  fileSha256: zSha256,
  loadedBy: z.string(),
  loadedAt: zInstant,
})
export type VersionView = z.output<typeof zVersionView>

const zBoundaryView = z.object({
  cites: z.array(zQuote),
  interpretations: z.array(zAsked),
  note: z.string().optional(),
  towns: z.array(z.string()).optional(),
  villages: z.array(z.string()).optional(),
  edges: z.object({ east: z.string(), west: z.string(), south: z.string(), north: z.string() }).optional(),
  polygon: z.array(z.object({ lon: z.string(), lat: z.string() })).optional(),
  areaKm2: z.string().optional(),
})

export const zPlanView = z.object({
  version: zVersionView,
  /** Every version, oldest first. */
  versions: z.array(zVersionView),
  /** The version in force today; absent before the first one's day. */
  inForce: z.int().optional(),
  place: z.object({
    county: z.string(),
    countyName: z.string(),
    cityName: z.string(),
    provinceName: z.string(),
    town: z.string(),
    boundary: zBoundaryView,
  }),
  document: z.object({
    number: z.string(),
    title: z.string(),
    issuer: z.string(),
    issuedOn: zDay,
    approvedBy: z.string(),
    public: z.string(),
    addressedTo: z.array(z.string()),
    copiedTo: z.array(z.string()),
    basedOn: z.array(z.object({ number: z.string(), title: z.string() })),
  }),
  counts: z.object({
    clauses: z.int(),
    targets: z.int(),
    policies: z.int(),
    facilities: z.int(),
    bodies: z.int(),
    interpretations: z.int(),
    unconfirmed: z.int(),
  }),
})

const zSegment = z.object({ text: z.string(), marks: z.array(z.int()) })

export type PlanView = z.output<typeof zPlanView>

export const zClauseView = z.object({
  id: z.string(),
  heading: z.array(zSegment),
  paragraphs: z.array(z.array(zSegment)),
  sha256: zSha256,
  /** Everything that cites it; a segment's `marks` are places in this list. */
  citations: z.array(zItemName.extend({ quote: z.string().optional() })),
  /** Why nothing in it is counted. */
  uncountable: z.string().optional(),
})
export type ClauseView = z.output<typeof zClauseView>

export const zTargetView = z.object({
  ...standing,
  topic: z.string(),
  indicator: z.string(),
  indicatorName: z.string(),
  op: z.enum(['≥', '>', '=', '≤', '<', 'range']),
  /** Exact, in `unit`; of a range its bounds instead. */
  value: z.string().optional(),
  min: z.string().optional(),
  max: z.string().optional(),
  unit: z.string(),
  per: z.enum(keysOf(PER)),
  period: z.object({ code: z.string(), name: z.string(), from: zDay, until: zDay }),
  force: zForceView,
  /** What the value is measured against, in names. */
  against: z
    .object({ kind: z.enum(['city-average-growth', 'share-of', 'funds']), names: z.array(z.string()) })
    .optional(),
  facility: zItemName.optional(),
  derived: z.string().optional(),
})
export type TargetView = z.output<typeof zTargetView>

export const zPolicyView = z.object({
  ...standing,
  kind: z.enum(['entitlement', 'award', 'rule']),
  family: z.string().optional(),
  parameters: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      op: z.string().optional(),
      value: z.string(),
      unit: z.string(),
      force: zForceView,
    }),
  ),
  /** What the text leaves open, with the reading that holds now. */
  choices: z.array(z.object({ name: z.string(), interpretation: zAsked, reading: z.string() })),
  conditions: z.array(z.string()),
  unstated: z.array(z.string()),
})
export type PolicyView = z.output<typeof zPolicyView>

export const zFundsView = z.object({
  sources: z.array(
    z.object({
      ...standing,
      level: z.enum(['province', 'city', 'county', 'other']),
      amount: zFen,
      use: z.string().optional(),
    }),
  ),
  categories: z.array(
    z.object({
      ...standing,
      source: z.string(),
      min: z.string().meta({ description: '如 40%' }),
      max: z.string(),
      /** What the shares come to, of the whole source; exact to the fen, the lower one rounded up. */
      minAmount: zFen,
      maxAmount: zFen,
      force: zForceView,
      scope: z.array(z.string()),
    }),
  ),
  exclusions: z.array(z.object({ ...standing, sources: z.array(z.string()) })),
  policies: z.array(zPolicyView),
})
export type FundsView = z.output<typeof zFundsView>

const spanning = { ...standing, from: zDay, until: zDay }

export const zScheduleView = z.object({
  today: zDay,
  stages: z.array(z.object({ ...spanning, tasks: z.array(z.string()) })),
  periods: z.array(z.object(spanning)),
  bodies: z.array(
    z.object({
      ...standing,
      kind: z.enum(['leading-group', 'office', 'department', 'operator', 'other']),
      role: z.string().optional().meta({ description: '岗位，办理其职责的账号' }),
      head: z.string().optional(),
      deputies: z.string().optional(),
      members: z.string().optional(),
      within: z.string().optional(),
      duties: z.array(zQuote),
    }),
  ),
})
export type ScheduleView = z.output<typeof zScheduleView>

export const zFacilitiesView = z.object({
  facilities: z.array(
    z.object({
      ...standing,
      functions: z.array(z.string()),
      equipment: z.array(z.string()),
      targets: z.array(zItemName),
    }),
  ),
  enumerations: z.array(
    z.object({ ...standing, topic: z.string(), open: z.boolean(), items: z.array(z.string()) }),
  ),
})
export type FacilitiesView = z.output<typeof zFacilitiesView>

export const zDecisionView = z.object({
  place: z.int(),
  origin: z.enum(['file', 'carried', 'person']),
  state: z.enum(['proposed', 'confirmed']),
  adopted: z.string(),
  reason: z.string(),
  decidedBy: z.string().optional(),
  decidedOn: zDay.optional(),
  /** Whose account entered it, and when. */
  enteredBy: z.string(),
  enteredAt: zInstant,
})

export const zInterpretationView = z.object({
  code: z.string(),
  number: z.int(),
  kind: z.enum(['contradiction', 'ambiguity', 'gap', 'outdated']),
  issue: z.string(),
  places: z.array(zQuote),
  readings: z.array(z.object({ code: z.string(), text: z.string() })),
  /** The reading the numbers of the file rest on. */
  fileAdopted: z.string(),
  /** Oldest first; the last one holds. */
  decisions: z.array(zDecisionView).min(1),
  /** What would be different under another reading. */
  restsOn: z.array(zItemName),
})
export type InterpretationView = z.output<typeof zInterpretationView>
