import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { inEtown } from '../../../platform/db/act.ts'
import { roomOf } from '../../../platform/db/house.ts'
import type { JobCall, JobKind } from '../../../platform/work/jobs.ts'
import { itemsById } from '../db/items.ts'
import { findRun, insertSerials } from '../db/label-runs.ts'
import { lotsById } from '../db/lots.ts'
import { packsBegin } from '../domain/lot-events.ts'
import { SERIAL_LENGTH, serialOf } from '../domain/serial-number.ts'
import type { CaptureScope } from './capture-events.ts'
import { momentOf, namedLot, tellEvents } from './tell-events.ts'

export const LABEL_JOB = 'trace.label'

/** A transaction each: what is made stays made, so a run that was cut off goes on where it stood. */
const CHUNK = 1_000
const UNIQUE_VIOLATION = '23505'

const zInput = z.object({ run: z.string() })

/** 生成追溯码 Makes the codes of one run. */
export const labelJob: JobKind = {
  kind: LABEL_JOB,
  async run(call) {
    const run = BigInt(zInput.parse(call.input).run)
    for (;;) {
      call.signal.throwIfAborted()
      const { made, quantity } = await makeMore(call, run)
      await call.progress({ made, quantity })
      if (made >= quantity) return { made }
    }
  },
}

async function makeMore(
  { house, etown, askedBy }: JobCall,
  id: bigint,
): Promise<{ made: number; quantity: number }> {
  try {
    return await inEtown(house.pool, etown, 'write', async (scope) => {
      const db = roomOf(scope.db, 'trace')
      const run = await findRun(db, etown, id)
      if (run === undefined) throw new Error(`label run ${id} is gone`)
      const count = Math.min(CHUNK, run.quantity - run.made)
      const random = randomBytes(count * SERIAL_LENGTH)
      const serials = Array.from({ length: count }, (_, i) =>
        serialOf(random.subarray(i * SERIAL_LENGTH, (i + 1) * SERIAL_LENGTH)),
      )
      if (count > 0) {
        await insertSerials(
          db,
          { etown, run: id, lot: run.lot, issuedAt: house.clock() },
          run.made + 1,
          serials,
        )
        const call = { db, etown: { id: etown }, now: house.clock(), announce: scope.announce }
        await tellPacks(call, run.lot, serials, askedBy)
      }
      return { made: run.made + count, quantity: run.quantity }
    })
  } catch (error) {
    // One of the random numbers was there already: the next ones will be others.
    if (error instanceof Error && 'code' in error && error.code === UNIQUE_VIOLATION)
      return { made: 0, quantity: 1 }
    throw error
  }
}

async function tellPacks(
  scope: CaptureScope,
  id: bigint,
  serials: readonly string[],
  by: string,
): Promise<void> {
  const [lot] = await lotsById(scope.db, scope.etown.id, [id])
  const [item] = lot === undefined ? [] : await itemsById(scope.db, scope.etown.id, [lot.item])
  if (lot === undefined || item === undefined) throw new Error(`lot ${id} is gone`)
  await tellEvents(scope, [packsBegin(namedLot(lot, item), serials, momentOf(scope.now))], by)
}
