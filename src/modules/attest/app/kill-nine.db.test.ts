import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type LogTown, logTown } from '#test/log-town'
import { inEtown } from '../../../platform/db/act.ts'
import { roomOf } from '../../../platform/db/house.ts'
import { appUrl } from '../../../platform/db/migrate.ts'
import { toHex } from '../domain/base64.ts'
import { readCheckpoint } from '../domain/checkpoint.ts'
import { examine } from './examine.ts'
import { growLogOnce } from './keep-log.ts'
import { rootAt } from './sign-head.ts'

const KILLS = 100
/** Two at a time, so that one is always taking over from the other. */
const KEEPERS = 2
const SEED = Number(process.env.EZHEN_SEED ?? 20_261_122)

let town: LogTown
beforeAll(async () => {
  town = await logTown()
})
afterAll(() => town[Symbol.asyncDispose]())

/** Numbers that look random and can be had again. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

type Keeper = { readonly child: ChildProcess; readonly working: Promise<unknown> }

async function end({ child }: Keeper): Promise<void> {
  const gone = once(child, 'exit')
  child.kill('SIGKILL')
  await gone
}

test(`killed ${KILLS} times: no promised place is lost, nothing is forked (seed ${SEED})`, {
  timeout: 400_000,
}, async () => {
  const { house, database } = town.server
  const random = dice(SEED)
  const script = resolve(import.meta.dirname, '../../../../test/support/log-keeper.ts')
  const start = (): Keeper => {
    const child = fork(script, [appUrl(database.url), house.config.dataDir], {
      execArgv: [],
      stdio: 'ignore',
    })
    return { child, working: once(child, 'message') }
  }
  const promised = new Map<bigint, string>()
  let [busy, made] = [true, 0]
  const writing = (async () => {
    while (busy) {
      const subject = `w${made++}`
      const many =
        made % 10 === 0
          ? Array.from({ length: 30 }, (_, i) => ({ kind: 'demo.part', subject: `${subject}-${i}` }))
          : []
      const { leaf } = await inEtown(house.pool, 1, 'write', async (scope) => {
        scope.announce({
          kind: 'demo.happened',
          subject,
          payload: many.length > 0 ? { attested: many } : { made },
        })
        return scope.sealed
      })
      if (leaf === undefined) throw new Error('no place was promised')
      for (let i = 0; i < Math.max(1, many.length); i++) {
        promised.set(leaf + BigInt(i), many.length > 0 ? `${subject}-${i}` : subject)
      }
      await new Promise((next) => setTimeout(next, 4))
    }
  })()

  /** Every head that was ever on the disk: what a witness could have seen. */
  const seen = new Map<number, string>()
  const look = (): void => {
    try {
      const text = readFileSync(join(house.config.dataDir, 'log/1.checkpoint'), 'utf8')
      const head = readCheckpoint(`${text.split('\n\n')[0]}\n`)
      if (head === undefined) throw new Error('a torn file')
      expect(seen.get(head.size) ?? toHex(head.root)).toBe(toHex(head.root))
      seen.set(head.size, toHex(head.root))
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOENT')) throw error
    }
  }
  const keepers = Array.from({ length: KEEPERS }, start)
  for (let kills = 0; kills < KILLS; kills++) {
    const which = kills % KEEPERS
    const keeper = keepers[which]
    if (keeper === undefined) throw new Error('no keeper')
    await keeper.working
    await new Promise((next) => setTimeout(next, random() * 60))
    await end(keeper)
    look()
    keepers[which] = start()
  }
  busy = false
  await writing
  for (const keeper of keepers) await end(keeper)
  while ((await growLogOnce(house, 1)) > 0);
  look()

  const { rows } = await town.owner.query(
    'select index, subject from attest.opening where etown = 1 order by index',
  )
  expect(rows.map((row) => Number(row.index))).toEqual(rows.map((_, i) => i))
  expect(new Map(rows.map((row) => [BigInt(row.index), row.subject]))).toEqual(promised)
  expect(seen.size).toBeGreaterThan(20)
  await inEtown(house.pool, 1, 'read', async ({ db }) => {
    for (const [size, root] of seen) expect(toHex(await rootAt(roomOf(db, 'attest'), 1, size))).toBe(root)
  })
  expect((await examine(house, 1)).faults).toEqual([])
  process.stdout.write(`kill -9: ${KILLS} kills, ${promised.size} places promised, ${seen.size} heads seen\n`)
})
