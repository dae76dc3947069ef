import { sql } from 'kysely'
import { addDays, dayOfInstant } from '../../kernel/day.ts'
import { inEtown } from '../db/act.ts'
import type { House } from '../house.ts'
import { ask, type JobKind } from './jobs.ts'

const DAY_MS = 86_400_000
/** Nobody works then; a process that was off at that hour does it when it is on again. */
const HOUR = 3
const LOOK_MS = 600_000
const PLATFORM = 0

const etownsOf = async (house: House): Promise<number[]> =>
  (await house.db.selectFrom('platform.etown').select('id').orderBy('id').execute()).map(({ id }) => id)

/** 夜间清理 Once a night: files without a row, and yesterday's counts. It says in the platform's audit what it removed. */
export const tidyJob: JobKind = {
  kind: 'platform.tidy',
  async run({ house }) {
    const now = house.clock().getTime()
    const etowns = await etownsOf(house)
    const swept = await house.evidence.sweep(new Date(now - DAY_MS), async (stored) => {
      const named = new Set<string>()
      for (const etown of etowns) {
        const rows = await inEtown(house.pool, etown, 'read', ({ db }) =>
          db
            .selectFrom('platform.evidence')
            .select('stored')
            .where('etown', '=', etown)
            .where('stored', 'in', stored.length === 0 ? [''] : stored)
            .execute(),
        )
        for (const row of rows) named.add(row.stored)
      }
      return named
    })
    const yesterday = addDays(dayOfInstant(now), -1)
    for (const etown of etowns) {
      await inEtown(house.pool, etown, 'write', ({ db }) =>
        db
          .deleteFrom('platform.upload_day')
          .where('etown', '=', etown)
          .where('day', '<', yesterday)
          .execute(),
      )
    }
    await inEtown(house.pool, PLATFORM, 'write', async (scope) =>
      scope.record({
        actor: 'server',
        act: tidyJob.kind,
        subject: '',
        outcome: 'done',
        detail: { files: swept.files, bytes: swept.bytes },
      }),
    )
    return swept
  },
}

/** Asks for the night's work if nobody has yet; any number of processes ask once. */
export const askTidy = (house: House): Promise<boolean> =>
  inEtown(house.pool, PLATFORM, 'write', async (scope) => {
    const now = house.clock().getTime()
    const night = dayOfInstant(now - HOUR * 3_600_000)
    // Two who look at the same moment look one after the other.
    await sql`select pg_advisory_xact_lock(hashtext('platform.tidy'))`.execute(scope.db)
    const asked = await scope.db
      .selectFrom('platform.job')
      .select('input')
      .where('etown', '=', PLATFORM)
      .where('kind', '=', tidyJob.kind)
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (JSON.stringify(asked?.input) === JSON.stringify({ night })) return false
    await ask(scope, tidyJob.kind, { night }, 'server')
    return true
  })

/** Looks every ten minutes whether the night's work is due. */
export function keepTidy(house: House): { stop(): void } {
  const look = (): void =>
    void askTidy(house).catch((err: unknown) => house.log.warn({ err }, 'the night’s work was not asked for'))
  look()
  const timer = setInterval(look, LOOK_MS)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}
