import { type Day, day } from '../../../kernel/day.ts'
import { type Outcome, refusal } from '../../../kernel/refusal.ts'
import type { Announcement } from '../../../platform/db/act.ts'
import type { Db } from '../../../platform/db/house.ts'
import type { Evidence } from '../../../platform/files/evidence.ts'
import type { House } from '../../../platform/house.ts'
import { reading, type Sheet } from '../../../platform/sheet/sheet.ts'
import { importRefusals } from '../contract/index.ts'
import { insertProblems } from '../db/imports.ts'
import {
  insertParties,
  type PartyChange,
  type PartyRow,
  partiesByKey,
  refreshStatistics,
  updateParty,
} from '../db/parties.ts'
import { columnFor } from '../domain/columns.ts'
import { placesOf } from '../domain/places.ts'
import type { PartyFacts } from '../domain/register.ts'
import { disordered, type Problem } from '../domain/row.ts'
import { columnsOf, differing, type Surroundings } from './party-columns.ts'
import { partyEvent } from './party-events.ts'
import { type FileSeen, type ReadRow, readBatch } from './read-batch.ts'

/** How the rows of a file stand to the register: rows = bad + fresh + changed + unchanged. */
export type Tally = { bad: number; fresh: number; changed: number; unchanged: number }

export type Import = {
  readonly db: Db<'party'>
  readonly house: House
  readonly etown: number
  readonly county: string
  readonly today: Day
  readonly file: Evidence
  /** The rows of that file. */
  readonly sheet: Sheet
  readonly batch: bigint
  readonly surroundings: Surroundings
  /** More rows than this are refused. */
  readonly most: number
  /** Writes; without it the file is only tried. */
  readonly commit?: { readonly by: string; announce(event: Announcement): void }
  progress?(seen: number): Promise<void>
}

/** Reads a file row by row against the register, writes the problems of its rows and, when committing, its good rows. */
export async function importRows(work: Import): Promise<Outcome<FileSeen & Tally>> {
  const tally: Tally = { bad: 0, fresh: 0, changed: 0, unchanged: 0 }
  const seenKeys = new Map<string, number>()
  const context = { today: work.today, places: placesOf(work.county) }
  const read = await reading(() =>
    readBatch(work.sheet, context, work.most, async (rows, seen) => {
      await takeChunk(work, rows, seenKeys, tally)
      await work.progress?.(seen)
    }),
  )
  return read.ok ? { ok: true, value: { ...read.value, ...tally } } : read
}

type Good = {
  readonly rowNo: number
  readonly facts: PartyFacts
  readonly ecommerceSince: Day | null
  readonly key: string
}
type Bad = { readonly rowNo: number; readonly problems: readonly Problem[] }

async function takeChunk(
  work: Import,
  rows: readonly ReadRow[],
  seenKeys: Map<string, number>,
  tally: Tally,
): Promise<void> {
  const bad: Bad[] = []
  const good: Good[] = []
  for (const { rowNo, reading: row } of rows) {
    if (!row.ok) {
      bad.push({ rowNo, problems: row.problems })
      continue
    }
    const key = columnsOf(row.facts, undefined, work.surroundings).natural_key
    const first = seenKeys.get(key)
    if (first === undefined) {
      seenKeys.set(key, rowNo)
      good.push({ rowNo, facts: row.facts, ecommerceSince: row.ecommerceSince, key })
    } else {
      const why = refusal(importRefusals, 'party.row_repeats', { row: first })
      bad.push({ rowNo, problems: [{ field: 'name', refusal: why }] })
    }
  }
  bad.push(...(await takeGood(work, good, tally)))
  tally.bad += bad.length
  await insertProblems(
    work.db,
    bad.flatMap((row) => problemRows(work, row)),
  )
}

const problemRows = (work: Import, { rowNo, problems }: Bad) =>
  problems.map(({ field, refusal: { code, zh, en } }, place) => ({
    etown: work.etown,
    batch: work.batch,
    row_no: rowNo,
    place,
    header: columnFor(field).header,
    code,
    zh,
    en,
  }))

/** How often the planner was shown the new rows: at 1,000, and whenever they have doubled. */
const looks = (rows: number): number => (rows < 1_000 ? 0 : 1 + Math.floor(Math.log2(rows / 1_000)))

/** Registers or amends; gives back the rows that do not fit what the register knows already. */
async function takeGood(work: Import, good: readonly Good[], tally: Tally): Promise<Bad[]> {
  const known = await partiesByKey(
    work.db,
    work.etown,
    good.map((row) => row.key),
  )
  const fresh = good.filter((row) => !known.has(row.key))
  const written = tally.fresh
  tally.fresh += fresh.length
  await registerFresh(work, fresh)
  if (work.commit !== undefined && looks(tally.fresh) > looks(written)) await refreshStatistics(work.db)
  const bad: Bad[] = []
  for (const row of good) {
    const before = known.get(row.key)
    if (before === undefined) continue
    const facts = laidOver(row.facts, before)
    const misfits = disordered(facts, row.ecommerceSince ?? dayIn(before.ecommerce_since))
    if (misfits.length > 0) {
      bad.push({ rowNo: row.rowNo, problems: misfits })
      continue
    }
    const change = differing(before, {
      ...columnsOf(facts, before, work.surroundings),
      ...ecommerceOf(row, work.file.sha256, before),
    })
    if (change === undefined) tally.unchanged += 1
    else {
      tally.changed += 1
      await amendKnown(work, row.rowNo, before, change)
    }
  }
  return bad
}

async function amendKnown(work: Import, rowNo: number, before: PartyRow, change: PartyChange): Promise<void> {
  if (work.commit === undefined) return
  const after = await updateParty(work.db, work.etown, before.id, {
    ...change,
    changed_by: work.commit.by,
    changed_why: whyOf(work, rowNo),
  })
  work.commit.announce(partyEvent('party.amended', before, after))
}

const whyOf = (work: Import, rowNo: number): string => `第 ${work.batch} 次导入第 ${rowNo} 行`

async function registerFresh(work: Import, rows: readonly Good[]): Promise<void> {
  const { commit } = work
  if (commit === undefined || rows.length === 0) return
  const made = await insertParties(
    work.db,
    rows.map((row) => ({
      ...columnsOf(row.facts, undefined, work.surroundings),
      ...ecommerceOf(row, work.file.sha256, undefined),
      etown: work.etown,
      source: 'import',
      batch: work.batch,
      batch_row: row.rowNo,
      created_by: commit.by,
      changed_by: commit.by,
      changed_why: whyOf(work, row.rowNo),
    })),
  )
  // Only a party typed in this very moment can be in the way; the next try finds it.
  if (made.length < rows.length) throw new Error('a party was registered while the file was being imported')
  for (const row of made) commit.announce(partyEvent('party.registered', undefined, row))
}

/** The file that says since when a party does e-commerce is the evidence for it. A day already proven stays. */
const ecommerceOf = (
  row: Good,
  sha256: string,
  before: PartyRow | undefined,
): Partial<Pick<PartyRow, 'ecommerce_since' | 'ecommerce_evidence'>> =>
  row.ecommerceSince === null || row.ecommerceSince === before?.ecommerce_since
    ? {}
    : { ecommerce_since: row.ecommerceSince, ecommerce_evidence: sha256 }

/** An empty cell says nothing, so what the register knows stays; so does what a person decided. */
const laidOver = (facts: PartyFacts, before: PartyRow): PartyFacts => ({
  ...facts,
  registeredOn: facts.registeredOn ?? dayIn(before.registered_on),
  deregisteredOn: facts.deregisteredOn ?? dayIn(before.deregistered_on),
  placeCode: facts.placeCode ?? before.place_code,
  address: facts.address ?? before.address,
  point:
    facts.point ?? (before.lon === null || before.lat === null ? null : { lon: before.lon, lat: before.lat }),
  mainProducts: facts.mainProducts ?? before.main_products,
  byPerson:
    before.inside_reason === null ? null : { inside: before.inside === true, reason: before.inside_reason },
})

const dayIn = (text: string | null): Day | null => (text === null ? null : day(text))
