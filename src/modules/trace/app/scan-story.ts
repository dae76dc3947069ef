import { dayOfInstant } from '../../../kernel/day.ts'
import { keyIn } from '../../../kernel/keys.ts'
import { maskName } from '../../../kernel/mask.ts'
import { regionName } from '../../../kernel/region-code.ts'
import { type AnyDb, type Db, roomOf } from '../../../platform/db/house.ts'
import { namesOf } from '../../identity/public.ts'
import { partiesOf, sitesOf } from '../../party/public.ts'
import {
  LOT_STATES,
  type LotState,
  ORIGINS,
  type Origin,
  SOURCES,
  type Source,
  STEPS,
  type StepKind,
  SUPERVISIONS,
  type Supervision,
  UNITS,
  type Unit,
} from '../contract/index.ts'
import type { ItemRow } from '../db/items.ts'
import type { LotRow } from '../db/lots.ts'
import type { StepWithPhotos } from '../db/steps.ts'
import { subjectCodesOf } from '../db/subject-codes.ts'
import { type HarvestSummary, harvestSummary } from '../domain/harvest-summary.ts'
import { missingLinks } from '../domain/missing-links.ts'
import { quantity, quantityText } from '../domain/quantity.ts'
import type { Proof, TraceSeams } from './seams.ts'
import { applicationsIn, factsOf, phonesOf } from './step-views.ts'
import { storyRows } from './story-rows.ts'

/** 一件事 One record as whoever scans may read it: no buyer, no driver, no full name. */
export type StoryStep = {
  readonly id: string
  readonly kind: StepKind
  readonly occurredAt: Date
  readonly enteredAt: Date
  readonly enteredBy: string
  readonly party: string
  readonly source: Source
  readonly photos: readonly string[]
  readonly facts: Readonly<Record<string, string>>
  /** In which the lot it speaks of is counted. */
  readonly unit: Unit
  /** Somebody has since written a correction of it. */
  readonly corrected: boolean
  readonly corrects: boolean
  /** When the phone says it was written down, where it waited on one for a network. */
  readonly phone:
    | { readonly savedAt: string; readonly skewSeconds: number; readonly skewed: boolean }
    | undefined
}

/** 来历 Everything the page tells of a lot. */
export type Story = {
  readonly item: {
    readonly name: string
    readonly spec: string
    readonly gtin: string
    readonly restricted: boolean
    readonly unit: Unit
    readonly shelfDays: number | undefined
  }
  readonly lot: {
    readonly id: bigint
    readonly code: string
    readonly origin: Origin
    readonly madeOn: string
    readonly quantity: string
  }
  /** The worst of the lot and everything it was made of: what is wrong with the fruit is wrong with the juice. */
  readonly state: StoryState
  /** 检验凭据 Tests and certificates of all these lots, with the code of theirs; undefined: no room here knows of any. */
  readonly proofs: readonly (Proof & { readonly code: string })[] | undefined
  readonly producer: {
    readonly name: string
    readonly creditCode: string | undefined
    /** 主体码 What the national platform calls it. */
    readonly subjectCode: string | undefined
  }
  readonly places: readonly {
    readonly name: string
    readonly place: string | undefined
    readonly areaMu: string | undefined
  }[]
  readonly county: string | undefined
  readonly sources: readonly { readonly code: string; readonly quantity: string; readonly unit: Unit }[]
  /** 十秒看懂 The last harvest, and whether everything applied before it had its interval. */
  readonly harvest: HarvestSummary | undefined
  readonly steps: readonly StoryStep[]
  readonly missing: readonly StepKind[]
  readonly supervisions: readonly {
    readonly kind: Supervision
    readonly said: string
    readonly at: Date
    /** A paper is kept with it; who may see it the e-town says. */
    readonly paper: boolean
  }[]
}

/** A lot whose test failed is red before anybody has recalled it. */
export type StoryState = LotState | 'failed'
const WORST: readonly StoryState[] = ['open', 'frozen', 'failed', 'recalled']

type Found = { readonly item: ItemRow; readonly lot: LotRow; readonly countyCode: string }

/** Reads a lot's whole story: its own records, those of every lot it was made of, and of the plots these grew on. */
export async function readStory(
  db: Db<'trace'>,
  etown: number,
  found: Found,
  seams: TraceSeams,
): Promise<Story> {
  const { item, lot } = found
  const { lots, items, seasons, own, supervisions } = await storyRows(db, etown, lot.id)
  const people = await peopleOf(db, etown, own, [lot.party, ...lots.map((one) => one.party)])
  const sites = await sitesOf(
    db,
    etown,
    seasons.map((season) => season.site),
  )
  const proofs = await proofsOf(db, etown, lots, seams)
  const states: StoryState[] = lots.map((one) => keyIn(LOT_STATES, one.state))
  if (proofs?.some((proof) => proof.kind === 'test' && proof.result === 'failed')) states.push('failed')
  const unitOf = (one: LotRow | undefined): Unit =>
    keyIn(UNITS, items.find(({ id }) => id === one?.item)?.unit ?? item.unit)
  const phones = await phonesOf(db, own)
  const steps = own.map((row) => {
    const lotOfStep =
      lots.find(({ id }) => id === row.lot) ?? lots.find(({ season }) => season === row.season)
    return { ...stepOf(row, people, unitOf(lotOfStep)), phone: phones.get(row.id) }
  })
  const unit = keyIn(UNITS, item.unit)
  return {
    item: {
      name: item.name,
      spec: item.spec,
      gtin: item.gtin,
      restricted: item.numbering === 'restricted',
      unit,
      shelfDays: item.shelf_days ?? undefined,
    },
    lot: {
      id: lot.id,
      code: lot.code,
      origin: keyIn(ORIGINS, lot.origin),
      madeOn: lot.made_on,
      quantity: quantityText(quantity(lot.quantity)),
    },
    state: WORST.findLast((state) => states.includes(state)) ?? 'open',
    proofs,
    producer: {
      ...people.producer(lot.party),
      subjectCode: (await subjectCodesOf(db, etown, [lot.party])).get(lot.party),
    },
    places: seasons.map((season) => ({
      name: sites.get(season.site)?.name ?? '—',
      place: sites.get(season.site)?.place,
      areaMu: season.area_mu === null ? undefined : quantityText(quantity(season.area_mu)),
    })),
    county: regionName(found.countyCode),
    sources: lots
      .filter((one) => one.id !== lot.id)
      .map((one) => ({ code: one.code, quantity: quantityText(quantity(one.quantity)), unit: unitOf(one) })),
    harvest: harvestSummary(harvestsIn(own), applicationsIn(own)),
    steps,
    missing: missingLinks(
      new Set(steps.filter((step) => !step.corrected).map((step) => step.kind)),
      seasons.length > 0,
    ),
    supervisions: supervisions.map((row) => ({
      paper: row.paper !== null,
      kind: keyIn(SUPERVISIONS, row.kind),
      said: row.said,
      at: row.at,
    })),
  }
}

async function proofsOf(db: AnyDb, etown: number, lots: readonly LotRow[], { proofs }: TraceSeams) {
  if (proofs.length === 0) return undefined
  const ids = lots.map((lot) => lot.id)
  const known = await Promise.all(proofs.map((source) => source(db, etown, ids)))
  return known
    .flat()
    .map((proof) => ({ ...proof, code: lots.find(({ id }) => id === proof.lot)?.code ?? '—' }))
}

type Rows = readonly StepWithPhotos[]
const harvestsIn = (rows: Rows) =>
  rows
    .filter((row) => row.kind === 'harvest' && !row.corrected)
    .map((row) => dayOfInstant(row.occurred_at.getTime()))

type People = Awaited<ReturnType<typeof peopleOf>>

async function peopleOf(db: AnyDb, etown: number, rows: Rows, parties: readonly bigint[]) {
  const briefs = await partiesOf(db, etown, [...new Set([...rows.map((row) => row.party), ...parties])])
  const names = await namesOf(
    roomOf(db, 'identity'),
    rows.map((row) => row.entered_by),
  )
  const producer = (id: bigint) => {
    const brief = briefs.get(id)
    const name = brief === undefined ? '—' : brief.kind === 'farmer' ? maskName(brief.name) : brief.name
    return { name, creditCode: brief?.creditCode }
  }
  return { producer, by: (account: string) => maskName(names.get(account) ?? '—') }
}

function stepOf(row: Rows[number], people: People, unit: Unit): Omit<StoryStep, 'phone'> {
  return {
    id: String(row.id),
    kind: keyIn(STEPS, row.kind),
    occurredAt: row.occurred_at,
    enteredAt: row.entered_at,
    enteredBy: people.by(row.entered_by),
    party: people.producer(row.party).name,
    source: keyIn(SOURCES, row.source),
    photos: row.photos,
    facts: factsOf(row),
    unit,
    corrected: row.corrected,
    corrects: row.corrects !== null,
  }
}
