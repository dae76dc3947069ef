import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { loadPlan } from '#plan'
import { startEmbedded } from '#platform/db/embedded'
import { migrate } from '#platform/db/migrate'
import type { Room } from '#platform/room'
import { serverOver } from '#test/server-over'
import { rooms } from '../src/server/rooms.ts'

const SHOPS = 60
const SHA = 'a'.repeat(64)

/**
 * An e-town with so many order lines of sixty shops over three years, one in ten unpaid, and a parcel for every `parcelEach`
 * lines. Straight into the tables: what is measured is reading them.
 */
export async function orderWorld(
  ends: AsyncDisposableStack,
  lines: number,
  { extra = [], parcelEach = 0 }: { readonly extra?: readonly Room[]; readonly parcelEach?: number } = {},
) {
  const dir = mkdtempSync(join(tmpdir(), 'ezhen-bench-'))
  const cluster = await startEmbedded({ dir, durable: false, log: () => {} })
  ends.defer(() => cluster.stop())
  await migrate(cluster.url)
  const database = { url: cluster.url, drop: async () => {} }
  const env = { EZHEN_POOL: '10', EZHEN_REQUESTS_PER_MINUTE: '9999999', EZHEN_STREAM_SECONDS: '600' }
  const server = ends.use(await serverOver(database, env, [...rooms, ...extra], false))
  server.clock = new Date('2024-11-22T02:00:00Z')
  const plan = '141030-daning-2022.yaml'
  const bytes = readFileSync(new URL(`../plans/${plan}`, import.meta.url))
  const loaded = await loadPlan(server.house, { name: plan, bytes }, { account: 'bench' })
  if (!loaded.ok) throw new Error('the plan does not load')
  const { etown, slug } = loaded.value
  const owner = new pg.Client({ connectionString: cluster.url })
  await owner.connect()
  ends.defer(() => owner.end())
  await owner.query(`set app.etown = '${etown}'`)
  console.log(`${lines} order lines of ${SHOPS} shops over three years …`)
  await owner.query(
    `insert into platform.evidence values ($1, '${SHA}', 1, 'text/csv', '订单.csv', '${SHA}', '1')`,
    [etown],
  )
  await owner.query(
    `insert into party.party (etown, kind, name, name_key, name_core, natural_key, credit_code, registered_on, inside, inside_basis,
       source, created_by, changed_by, changed_why)
     select $1, 'enterprise', '企业' || i, '企业' || i, '企业' || i, '9' || lpad(i::text, 17, '0'), '9' || lpad(i::text, 17, '0'),
       date '2020-01-01' + i % 1800, true, 'place', 'typed', '1', '1', '登记' from generate_series(1, 2000) i`,
    [etown],
  )
  await owner.query(
    `insert into market.shop (etown, platform, name, operator, created_by)
     select $1, 'pdd', '店' || lpad(i::text, 3, '0'), 1, '1' from generate_series(1, ${SHOPS}) i`,
    [etown],
  )
  await owner.query(
    `with job as (
       insert into platform.job (etown, kind, input, state, asked_by) values ($1, 'bench.import', '{}', 'done', '1') returning id)
     insert into market.import_batch (etown, shop, platform, sha256, file_name, state, job, asked_by)
     select $1, i, 'pdd', '${SHA}', '订单.csv', 'waiting', job.id, '1' from job, generate_series(1, ${SHOPS}) i`,
    [etown],
  )
  // The only foreign key of a line holds by how the lines are made here; ten million checks would only take time.
  const { rows: keys } = await owner.query(
    "select conname from pg_constraint where conrelid = 'market.order_line'::regclass and contype = 'f'",
  )
  for (const { conname } of keys)
    await owner.query(`alter table market.order_line drop constraint ${conname}`)
  const waybill =
    parcelEach === 0 ? 'null' : `case when i % ${parcelEach} = 1 then 'YT' || lpad(i::text, 13, '0') end`
  await owner.query(
    `insert into market.order_line (etown, day, shop, batch, paid_fen, share_fen, retail_fen, row_no, quantity, stage, wholesale,
       counts_order, platform, order_no, sub_no, excluded, product, waybill)
     select $1, date '2022-01-01' + i % 1055, 1 + i % ${SHOPS}, 1 + i % ${SHOPS}, 3980, 3980,
       case when i % 10 = 0 then 0 else 3980 end, i, 1, 3, false, i % 10 <> 0, 'pdd', i::text, '',
       case when i % 10 = 0 then 'unpaid' end, '玉露香梨', ${waybill} from generate_series(1, ${lines}) i`,
    [etown],
  )
  return { server, owner, etown, slug }
}
