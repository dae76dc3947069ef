import { namesOf } from '#identity'
import { keyIn, keysOf } from '#kernel/keys'
import { type AnyDb, roomOf } from '#platform/db/house'
import type { Actor } from '#platform/http/actor'
import { type LotBrief, lotsOf } from '#trace'
import { NOTES, PURPOSES, SAMPLE_STATES, type Sample, VERDICTS } from '../contract/index.ts'
import type { RunOfSample, SampleWithTask } from '../db/samples.ts'
import { warningsOf } from '../domain/registry.ts'
import { knownFood, knownMethod } from './registry.ts'
import { partyNames } from './seeing.ts'

/** While there is no verdict, only who drew it knows what is in the bag: the tester reads a code. */
const OPEN: readonly string[] = ['drawn', 'to-review', 'locked']
export const isOpen = (state: string): boolean => OPEN.includes(state)
export const isBlindTo = (
  row: Pick<SampleWithTask, 'state' | 'taken_by'>,
  actor: Actor | undefined,
): boolean => isOpen(row.state) && row.taken_by !== actor?.account

type Lots = ReadonlyMap<bigint, LotBrief>
export type Naming = { readonly lots: Lots; readonly nameOf: (party: bigint) => string }

export async function namingOf(db: AnyDb, etown: number, lots: readonly bigint[]): Promise<Naming> {
  const briefs = await lotsOf(db, etown, [...new Set(lots)])
  const nameOf = await partyNames(
    db,
    etown,
    [...briefs.values()].map((lot) => lot.party),
  )
  return { lots: briefs, nameOf }
}

export function sampleView(row: SampleWithTask, { lots, nameOf }: Naming, actor: Actor | undefined): Sample {
  const [food, method] = [knownFood(row.food), knownMethod(row.method)]
  const state = keyIn(SAMPLE_STATES, row.state)
  const lot = isBlindTo(row, actor) ? undefined : lots.get(row.lot)
  const due = state === 'drawn' ? 1 : state === 'locked' ? row.retests + 1 - Number(row.valid) : 0
  return {
    id: String(row.id),
    code: row.code,
    food: row.food,
    foodName: food.zh,
    method: row.method,
    purpose: keyIn(PURPOSES, row.purpose),
    state,
    takenAt: row.taken_at.toISOString(),
    lot: lot && String(lot.id),
    lotCode: lot?.code,
    product: lot?.item,
    partyName: lot && nameOf(lot.party),
    runs: Number(row.runs),
    due: Math.max(0, due),
    warnings: [...warningsOf(method, food)],
  }
}

/** What a line holds besides its NULs, to be read by people. */
export const rawText = (raw: Buffer): string => raw.toString('utf8').replaceAll('\0', '␀')

/** `0.5000` as instruments show it, `0.500`; a fourth decimal stays where it says something. */
const digits = (numeric: string | null): string | undefined => numeric?.replace(/(\.\d{3})0$/, '$1')

export async function runViews(db: AnyDb, rows: readonly RunOfSample[]) {
  const names = await namesOf(
    roomOf(db, 'identity'),
    rows.map((row) => row.operator),
  )
  return rows.map((row) => ({
    id: String(row.id),
    control: digits(row.control),
    sample: digits(row.change),
    percent: row.percent ?? undefined,
    verdict: keyIn(VERDICTS, row.verdict),
    notes: keysOf(NOTES).filter((note) => row.notes.includes(note)),
    measuredAt: row.measured_at.toISOString(),
    operator: names.get(row.operator) ?? row.operator.replace(/^machine-.*/, '仪器'),
    instrument: row.instrument_name ?? undefined,
    reagent: row.reagent_name === null ? undefined : `${row.reagent_name} ${row.batch ?? ''}`.trim(),
    raw: row.raw === null ? undefined : rawText(row.raw),
  }))
}
