import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import pg from 'pg'
import { bringOrderFile, seeImportThrough } from '#market'
import { loadPlan } from '#plan'
import { foldNext } from '#platform/work/consumers'
import { statisticsRoom } from '../../src/modules/statistics/http.ts'
import { actAs } from './actor.ts'
import { asking } from './asking.ts'
import { csvText } from './order-files.ts'
import { type TestServer, testServer } from './server.ts'
import { aParty, aShop } from './shops.ts'

/** One order of a 拼多多 file. `status` as the platform writes it; default 已收货, which counts. */
export type Order = {
  readonly shop: string
  readonly no: number
  readonly day: string
  readonly fen: bigint
  readonly status?: string
}

export type Entity = {
  readonly kind: 'enterprise' | 'cooperative' | 'sole-trader'
  readonly on: string
  readonly inside?: boolean | null
  readonly ecommerce?: string
}

/** Two e-towns with their real plans, 大宁 (slug `daning`) first; shops and order files as the market room takes them. */
export type Town = AsyncDisposable & {
  readonly server: TestServer
  /** The owner's connection, inside 大宁. */
  readonly owner: pg.Client
  readonly slugs: { readonly daning: string; readonly longgang: string }
  /** Asks as somebody of this role, in 大宁 or in the e-town named. */
  as(role: string, slug?: string): Promise<ReturnType<typeof asking>>
  /** Brings one file per shop, and folds what they changed. */
  importOrders(orders: readonly Order[]): Promise<void>
  importUnfolded(orders: readonly Order[]): Promise<void>
  fold(): Promise<void>
  shop(name: string): Promise<string>
  addEntities(entities: readonly Entity[]): Promise<void>
  /** One scan of one code at each instant. */
  addScans(instants: readonly string[]): Promise<void>
  /** The same code, scanned at more instants. */
  scanAgain(instants: readonly string[]): Promise<void>
  /** The cookie of somebody of this role. */
  cookie(role: string): Promise<string>
}

const DANING = 1

export async function statisticsTown(env: Readonly<Record<string, string>> = {}): Promise<Town> {
  const server = await testServer(env)
  const owner = new pg.Client({ connectionString: server.database.url })
  await owner.connect()
  const [daning, longgang] = [
    await load(server, '141030-daning-2022.yaml'),
    await load(server, '140521-longgang-2023.yaml'),
  ]
  await owner.query("select set_config('app.etown', '1', false)")
  const shops = new Map<string, bigint>()
  const shopOf = async (name: string): Promise<bigint> => {
    const known = shops.get(name)
    if (known !== undefined) return known
    const operator = await aParty(owner, DANING, `${name}的店主`)
    const made = await aShop(owner, DANING, { platform: 'pdd', name, operator })
    shops.set(name, made)
    return made
  }
  const fold = async (): Promise<void> => {
    for (const consumer of statisticsRoom({ locked: [] }).consumers ?? [])
      while ((await foldNext(server.house, DANING, consumer)) > 0);
  }
  const importUnfolded = async (orders: readonly Order[]): Promise<void> => {
    for (const name of new Set(orders.map(({ shop }) => shop)))
      await bring(
        server,
        await shopOf(name),
        orders.filter(({ shop }) => shop === name),
      )
  }
  return {
    server,
    owner,
    slugs: { daning, longgang },
    async as(role, slug = daning) {
      const actor = await actAs(server, { etown: slug === daning ? DANING : DANING + 1, roles: [role] })
      return asking(server, actor, slug)
    },
    async importOrders(orders) {
      await importUnfolded(orders)
      await fold()
    },
    importUnfolded,
    fold,
    shop: async (name) => String(await shopOf(name)),
    addEntities: (entities) => addEntities(owner, entities),
    addScans: (instants) => addScans(owner, instants),
    scanAgain: (instants) => scan(owner, instants),
    cookie: async (role) => (await actAs(server, { etown: DANING, roles: [role] })).headers.cookie ?? '',
    async [Symbol.asyncDispose]() {
      await owner.end()
      await server[Symbol.asyncDispose]()
    },
  }
}

async function load({ house }: TestServer, name: string): Promise<string> {
  const bytes = await readFile(new URL(`../../plans/${name}`, import.meta.url))
  const loaded = await loadPlan(house, { name, bytes }, { account: 'test' })
  if (!loaded.ok) throw new Error(loaded.problems.map((p) => `${name}:${p.line} ${p.refusal.zh}`).join('\n'))
  return loaded.value.slug
}

const yuan = (fen: bigint): string => `${fen / 100n}.${String(fen % 100n).padStart(2, '0')}`

async function bring({ house }: TestServer, shop: bigint, orders: readonly Order[]): Promise<void> {
  const rows = orders.map(({ no, day, fen, status = '已收货' }) => ({
    订单号: `230101-${400_000_000_000_000 + no * 7919}`,
    订单状态: status,
    '商品总价(元)': yuan(fen),
    '用户实付金额(元)': yuan(fen),
    '商家实收金额(元)': yuan(fen),
    支付时间: status === '待支付' ? '' : `${day} 10:00:00`,
    订单成交时间: `${day} 09:59:00`,
  }))
  const file = { name: '订单.csv', bytes: Readable.from([Buffer.from(csvText('pdd', rows))]) }
  const brought = await bringOrderFile(house, DANING, shop, file, 'test')
  if (!brought.ok) throw new Error(brought.refused[0]?.zh)
  const seen = await seeImportThrough(house, DANING, brought.value)
  if (!seen.ok) throw new Error(seen.refused[0]?.zh)
  if (seen.value.rejected.rows > 0) throw new Error(`${seen.value.rejected.rows} rows were rejected`)
}

const EVIDENCE = 'a'.repeat(64)
let made = 0

async function addEntities(owner: pg.Client, entities: readonly Entity[]): Promise<void> {
  await owner.query(
    `insert into platform.evidence (etown, sha256, bytes, media, name, stored, brought_by)
     values (1, $1, 1, 'text/csv', '店铺截图.csv', $1, '7') on conflict do nothing`,
    [EVIDENCE],
  )
  // Straight into the table, but announced: what is done in an e-town is sealed.
  await owner.query(
    `select platform.seal('[]', '[{"kind": "party.registered", "subject": "test", "payload": {}}]')`,
  )
  for (const { kind, on, inside = true, ecommerce = null } of entities) {
    made += 1
    await owner.query(
      `insert into party.party (etown, kind, name, name_core, name_key, natural_key, credit_code, registered_on, inside,
         inside_basis, ecommerce_since, ecommerce_evidence, source, created_by, changed_by, changed_why)
       values (1, $1, $2, $2, $2, $3, $3, $4, $5, $6, $7, $8, 'typed', '7', '7', '登记')`,
      [
        kind,
        `主体${made}号`,
        `9114${String(made).padStart(14, '0')}`,
        on,
        inside,
        inside === null ? 'unknown' : 'place',
        ecommerce,
        ecommerce && EVIDENCE,
      ],
    )
  }
}

/** A purchased lot of one product with one code, scanned. Straight into the tables: scans are no acts. */
async function addScans(owner: pg.Client, instants: readonly string[]): Promise<void> {
  const party = await aParty(owner, DANING, '果品合作社')
  const { rows } = await owner.query(
    `with item as (
       insert into trace.trade_item (etown, party, name, spec, unit, pack_size, numbering, gs1_certificate, gtin, registered_by)
       values (1, $1, '玉露香梨', '5千克', 'kg', 5, 'gs1', '证书1号', '06901234567892', '7') returning id),
     lot as (
       insert into trace.lot (etown, code, item, party, origin, made_on, quantity, pack_size, made_by)
       select 1, 'LOT-0001', id, $1, 'purchase', '2024-11-01', 100, 5, '7' from item returning id),
     run as (
       insert into trace.label_run (etown, lot, quantity, asked_by) select 1, id, 1, '7' from lot returning id, lot)
     insert into trace.serial (etown, run, n, lot, serial) select 1, id, 1, lot, '0123456789' from run returning lot`,
    [party],
  )
  await scan(owner, instants)
  await owner.query(
    `select platform.seal('[]', jsonb_build_array(jsonb_build_object('kind', 'trace.lot-made', 'subject', $1::text, 'payload', '{}'::jsonb))::text::jsonb)`,
    [String(rows[0].lot)],
  )
}

const scan = (owner: pg.Client, instants: readonly string[]) =>
  owner
    .query(
      `insert into trace.scan (etown, serial, at, device)
       select 1, '0123456789', at, '\\x0011223344556677' from unnest($1::timestamptz[]) at`,
      [instants],
    )
    .then(() => undefined)
