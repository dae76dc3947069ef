import { z } from 'zod'
import { day, yearPeriod } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { pageBy } from '#kernel/page'
import { granted, type Outcome } from '#kernel/refusal'
import { limitOf } from '#kernel/wire'
import { inEtown, type Scope } from '#platform/db/act'
import { roomOf } from '#platform/db/house'
import type { Call } from '#platform/http/route'
import { ask, type JobCall, type JobKind } from '#platform/work/jobs'
import type { askRecount, askRepair, listRecounts } from '../contract/index.ts'
import {
  type Comparison,
  compareSums,
  differencesOf,
  holdConsumers,
  insertRecount,
  pageOfRecounts,
  type RecountRow,
  repairSums,
  type Span,
} from '../db/recounts.ts'
import { foldGoods } from './fold-goods.ts'
import { foldOrders } from './fold-orders.ts'
import { foldTallies } from './fold-tallies.ts'

const COMPARE = 'statistics.compare'
const REPAIR = 'statistics.repair'

export async function askRecountIn(
  call: Call<typeof askRecount, 'statistics'>,
): Promise<Outcome<AnswerOf<typeof askRecount>>> {
  return granted({ job: (await asked(call, COMPARE, call.body)).toString() })
}

export async function askRepairIn(
  call: Call<typeof askRepair, 'statistics'>,
): Promise<Outcome<AnswerOf<typeof askRepair>>> {
  return granted({ job: (await asked(call, REPAIR, call.body)).toString() })
}

type Asking = Call<typeof askRecount | typeof askRepair, 'statistics'>

async function asked(call: Asking, kind: string, input: Record<string, unknown>): Promise<bigint> {
  const job = await ask({ db: call.db, etown: call.etown.id }, kind, input, call.actor?.account ?? 'nobody')
  call.note(`job-${job}`, input)
  return job
}

/** An import may come in between; its events are folded within seconds. */
const PATIENCE = 60
const PAUSE_MS = 1_000

const FOLDS = [foldOrders, foldTallies, foldGoods]

const zSpan = z.object({ year: z.int().optional() })
const spanOf = ({ input }: JobCall): Span => {
  const { year } = zSpan.parse(input)
  return year === undefined ? undefined : yearPeriod(year)
}

/** Waits until the sums hold every import, then does the work at that one moment. */
async function whenFolded<T>(
  call: JobCall,
  work: (scope: Scope, found: Comparison) => Promise<T>,
): Promise<T> {
  for (let tries = 0; tries < PATIENCE && !call.signal.aborted; tries++) {
    const done = await inEtown(call.house.pool, call.etown, 'write', async (scope) => {
      await holdConsumers(
        scope.db,
        call.etown,
        FOLDS.map(({ name }) => name),
      )
      const found = await compareSums(scope.db, call.etown, FOLDS, spanOf(call))
      return found.behind ? undefined : { value: await work(scope, found) }
    })
    if (done !== undefined) return done.value
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
  throw new Error('imports are still being folded')
}

const keep = (scope: Scope, call: JobCall, found: Comparison, reason?: string): Promise<bigint> =>
  insertRecount(roomOf(scope.db, 'statistics'), {
    ...found,
    etown: call.etown,
    kind: reason === undefined ? 'compare' : 'repair',
    by: call.askedBy,
    at: call.house.clock(),
    reason,
  })

const report = (id: bigint, { lines, sums, differing }: Comparison) => ({
  recount: id.toString(),
  lines: lines.toString(),
  sums: sums.toString(),
  differing: differing.toString(),
})

/** 全量重算 Counts all rows, or those of a year, again and says whether every sum per day is the same to the fen. Changes nothing. */
export const compareJob: JobKind = {
  kind: COMPARE,
  run: (call) => whenFolded(call, async (scope, found) => report(await keep(scope, call, found), found)),
}

const zRepair = z.object({ reason: z.string() })

/** 改正汇总 What a person decided after a recount: the differing sums become what the lines say. */
export const repairJob: JobKind = {
  kind: REPAIR,
  run: (call) =>
    whenFolded(call, async (scope, found) => {
      const { reason } = zRepair.parse(call.input)
      await repairSums(scope.db, call.etown, spanOf(call))
      const id = await keep(scope, call, found, reason)
      const outcome = report(id, found)
      scope.record({
        actor: call.askedBy,
        act: REPAIR,
        subject: id.toString(),
        outcome: 'done',
        detail: outcome,
      })
      return outcome
    }),
}

export async function listRecountsIn({
  db,
  etown,
  query,
}: Call<typeof listRecounts, 'statistics'>): Promise<Outcome<AnswerOf<typeof listRecounts>>> {
  const limit = limitOf(query)
  const after = query.after === undefined ? undefined : BigInt(query.after)
  const { rows, total } = await pageOfRecounts(db, etown.id, { after, limit })
  return granted({ total, ...pageBy(rows, limit, wireRecount, (row) => row.id.toString()) })
}

const wireRecount = (row: RecountRow) => ({
  id: row.id.toString(),
  kind: row.kind === 'repair' ? ('repair' as const) : ('compare' as const),
  at: row.at.toISOString(),
  askedBy: row.asked_by,
  ...(row.reason !== null && { reason: row.reason }),
  seq: row.seq.toString(),
  lines: Number(row.lines),
  sums: Number(row.sums),
  differing: Number(row.differing),
  differences: differencesOf(row).map((d) => ({ ...d, day: day(d.day) })),
})
