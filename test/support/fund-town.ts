import { readFile } from 'node:fs/promises'
import pg from 'pg'
import { bringEvidence } from '../../src/modules/fund/contract/index.ts'
import { loadPlan } from '../../src/modules/plan/public.ts'
import { actAs } from './actor.ts'
import { asking } from './asking.ts'
import { type TestServer, testServer } from './server.ts'

type Ask = ReturnType<typeof asking>

/** The e-town of 沁水 with its plan, and one person on each side of the money. */
export type FundTown = AsyncDisposable & {
  readonly server: TestServer
  readonly owner: pg.Client
  readonly etown: number
  readonly office: Ask
  readonly leader: Ask
  readonly treasury: Ask
  /** Moves the server's clock, and everybody's session with it. */
  moveTo(clock: Date): Promise<void>
  /** A file of its own content, brought in by whoever asks. */
  file(ask: Ask, text: string): Promise<string>
}

export const PLAN = '140521-longgang-2023.yaml'
export const TOWN = '140521-longgang'

export async function openFundTown(env: Readonly<Record<string, string>> = {}): Promise<FundTown> {
  const server = await testServer({ EZHEN_REQUESTS_PER_MINUTE: '1000000', ...env })
  const bytes = await readFile(new URL(`../../plans/${PLAN}`, import.meta.url))
  const loaded = await loadPlan(server.house, { name: PLAN, bytes }, { account: 'test' })
  if (!loaded.ok) throw new Error('the plan was refused')
  const { etown } = loaded.value
  const owner = new pg.Client({ connectionString: server.database.url })
  await owner.connect()
  await owner.query(`select set_config('app.etown', $1, false)`, [String(etown)])
  const as = async (role: string, name: string) =>
    asking(server, await actAs(server, { etown, roles: [role], name }), TOWN)
  return {
    server,
    owner,
    etown,
    office: await as('office', '王办事'),
    leader: await as('leader', '李审定'),
    treasury: await as('finance', '赵财政'),
    async moveTo(clock) {
      server.clock = clock
      await owner.query(
        `update identity.session set made_at = $1, seen_at = $1, ends_at = $1::timestamptz + interval '12 hours'`,
        [clock],
      )
    },
    async file(ask, text) {
      const sent = await ask(bringEvidence, {
        file: { name: `${text}.pdf`, bytes: Buffer.from(`%PDF-1.4\n${text}\n`) },
      })
      return sent.answer.sha256
    },
    async [Symbol.asyncDispose]() {
      await owner.end()
      await server[Symbol.asyncDispose]()
    },
  }
}
