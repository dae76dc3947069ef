import { attested } from '#kernel/attested'
import type { Announcement } from '#platform/db/act'
import type { AnyDb, Db } from '#platform/db/house'
import { holdLot, retellLots } from '#trace'
import { findSample, insertRuns, type NewRunRow, runsOf, statesOf } from '../db/samples.ts'
import { judge, type Reading } from '../domain/inhibition.ts'
import type { Method } from '../domain/registry.ts'
import { HOLDS } from '../domain/sample-states.ts'
import { firstPositive, leafOf, statedPositive } from './statements.ts'

export type Keeping = {
  readonly db: Db<'inspection'> & AnyDb
  readonly etown: number
  readonly now: Date
  readonly by: string
  announce(event: Announcement): void
}

export type NewRun = {
  readonly sample: bigint
  readonly method: Method
  readonly reading: Reading
  readonly measuredAt: Date
  readonly operator: string
  readonly instrument?: bigint | undefined
  readonly reagent?: bigint | undefined
  readonly line?: bigint | undefined
  /** What a device said of it itself. */
  readonly said?: string | undefined
}

const SAID_PASSED = /合格|阴性|negative|pass/i
const SAID_FAILED = /不合格|阳性|超标|positive|fail/i

function rowOf(run: NewRun): NewRunRow {
  const { reading, method } = run
  const judged = judge(reading, method)
  const saidPositive =
    run.said === undefined
      ? undefined
      : SAID_FAILED.test(run.said)
        ? true
        : SAID_PASSED.test(run.said)
          ? false
          : undefined
  const differs = saidPositive !== undefined && saidPositive !== (judged.verdict === 'positive')
  return {
    sample: run.sample,
    instrument: run.instrument ?? null,
    reagent: run.reagent ?? null,
    line: run.line ?? null,
    control: 'control' in reading ? reading.control : null,
    change: 'control' in reading ? reading.sample : null,
    value: 'control' in reading ? null : reading.value,
    bound: 'control' in reading ? null : (reading.bound ?? null),
    limit_percent: method.limit ?? '0',
    blank_least: method.blank?.least ?? '0',
    percent: judged.percent ?? null,
    verdict: judged.verdict,
    notes: [...judged.notes, ...(differs ? ['device-differs'] : [])],
    measured_at: run.measuredAt,
    operator: run.operator,
  }
}

type Kept = Awaited<ReturnType<typeof insertRuns>>[number]

/** Samples that may be told apart in one statement: at most one reading of each. */
function* waves<R extends { readonly sample: bigint }>(runs: readonly R[]): Generator<R[]> {
  let rest = runs
  while (rest.length > 0) {
    const seen = new Set<bigint>()
    const wave: R[] = []
    const later: R[] = []
    for (const run of rest) {
      ;(seen.has(run.sample) ? later : wave).push(run)
      seen.add(run.sample)
    }
    for (let from = 0; from < wave.length; from += 1_000) yield wave.slice(from, from + 1_000)
    rest = later
  }
}

/**
 * 记下测定 Keeps readings, moves their samples (the database does) and, where one is positive, holds its lot in the same
 * transaction.
 */
export async function keepRuns(keeping: Keeping, runs: readonly NewRun[]) {
  const { db, etown, by } = keeping
  const kept: Kept[] = []
  for (const wave of waves(runs.map(rowOf))) kept.push(...(await insertRuns(db, keeping, wave)))
  const states = await statesOf(db, etown, [...new Set(kept.map((run) => run.sample))])
  const positive = [...states.values()].filter(({ state }) => HOLDS.some((held) => held === state))
  for (const { id, lot, code, state } of positive) {
    const held = await holdLot(keeping, { lot, holder: holderOf(id), said: HELD, by })
    // A retest of what is held already is no second positive.
    if (held.length === 0) continue
    keeping.announce({
      kind: 'inspection.positive-found',
      subject: String(id),
      payload: {
        lot: String(lot),
        code,
        state,
        measure: 'positive',
        amount: '1',
        attested: await positiveLeaf(db, etown, id),
      },
    })
  }
  await retellLots(db, [...new Set([...states.values()].map(({ lot }) => lot))])
  if (kept.length > 0)
    keeping.announce({
      kind: 'inspection.runs-recorded',
      subject: String(kept[0]?.sample),
      payload: {
        measure: 'runs',
        amount: String(kept.length),
        attested: [
          attested(
            'inspection.runs',
            String(kept[0]?.id),
            kept.map((run) => [String(run.id), String(run.sample), run.percent, run.verdict]),
          ),
        ],
      },
    })
  return { kept, states }
}

async function positiveLeaf(db: Db<'inspection'>, etown: number, id: bigint) {
  const sample = await findSample(db, etown, id)
  const first = firstPositive(await runsOf(db, etown, [id]))
  return sample === undefined || first === undefined ? [] : [leafOf(statedPositive(sample, first))]
}

export const holderOf = (sample: bigint): string => `inspection.sample/${sample}`
const HELD = '农残快检结果为阳性，批次已扣留，等待复检与实验室确证；在此之前不得销售、赋码、转出。'
