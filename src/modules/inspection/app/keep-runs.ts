import type { Insertable } from 'kysely'
import { attested } from '#kernel/attested'
import type { Announcement } from '#platform/db/act'
import type { AnyDb, Db } from '#platform/db/house'
import { holdLot, retellLots } from '#trace'
import type { DB } from '../../../platform/db/tables.generated.ts'
import { insertRuns, statesOf } from '../db/samples.ts'
import { type Judged, judge, type Reading } from '../domain/inhibition.ts'
import type { Method } from '../domain/registry.ts'
import { HOLDS } from '../domain/sample-states.ts'

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

function rowOf(
  { etown, by, now }: Keeping,
  run: NewRun,
): Insertable<DB['inspection.run']> & { verdict: Judged['verdict'] } {
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
    etown,
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
    by,
    at: now,
  }
}

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
  const kept: { id: bigint; sample: bigint; verdict: string }[] = []
  const rows = runs.map((run) => rowOf(keeping, run))
  for (const wave of waves(rows.map((row) => ({ sample: BigInt(row.sample), row }))))
    kept.push(
      ...(await insertRuns(
        db,
        wave.map(({ row }) => row),
      )),
    )
  const states = await statesOf(db, etown, [...new Set(kept.map((run) => run.sample))])
  const positive = [...states.values()].filter(({ state }) => HOLDS.some((held) => held === state))
  for (const { id, lot, code, state } of positive) {
    await holdLot(keeping, { lot, holder: holderOf(id), said: HELD, by })
    keeping.announce({
      kind: 'inspection.positive-found',
      subject: String(id),
      payload: { lot: String(lot), code, state, measure: 'positive', amount: '1' },
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
            rows.map((row, i) => [String(kept[i]?.id), String(row.sample), row.percent ?? null, row.verdict]),
          ),
        ],
      },
    })
  return { kept, states }
}

export const holderOf = (sample: bigint): string => `inspection.sample/${sample}`
const HELD = '农残快检结果为阳性，批次已扣留，等待复检与实验室确证；在此之前不得销售、赋码、转出。'
