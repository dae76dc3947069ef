import { randomUUID } from 'node:crypto'
import type { LightMyRequestResponse } from 'fastify'
import pg from 'pg'
import { inEtown } from '#platform/db/act'
import type { Room } from '#platform/room'
import { foldNext } from '#platform/work/consumers'
import { statisticsRoom } from '../../src/modules/statistics/http.ts'
import { type TestServer, testServer } from './server.ts'

/** Who calls, by header; the role is all that matters here. */
const gate: Room = {
  name: 'gate',
  grants: {},
  routes: [],
  authenticate: () => async (request) => {
    const role = request.headers['x-role']
    if (typeof role !== 'string') return undefined
    const membership = { roles: [role], department: undefined, party: undefined }
    return {
      account: '7',
      name: '甲',
      session: 's',
      houseRoles: [],
      secondFactor: true,
      towns: new Map([
        [1, membership],
        [2, membership],
      ]),
    }
  },
}

/** Stands in for the market room's table and published view. */
const MARKET = `
  drop schema market_pub cascade;
  create schema market_pub;
  create table market_pub.order_line (
    etown int not null, platform text not null, shop text not null, order_no text not null, sub_no text not null default '',
    day date not null, status text not null default '交易成功', retail_fen bigint, excluded_fen bigint, refund bigint,
    excluded_reason text, batch bigint not null default 1, row_no int not null default 1, evidence text not null,
    primary key (etown, platform, shop, order_no, sub_no));
  grant usage on schema market_pub to ezhen_app;
  grant select, insert, update, delete on market_pub.order_line to ezhen_app;`

export type Line = {
  readonly shop: string
  readonly no: string
  readonly day: string
  readonly retailFen?: bigint
  readonly excluded?: { readonly why: string; readonly fen: bigint }
  readonly refundFen?: bigint
}

export type Town = AsyncDisposable & {
  readonly server: TestServer
  readonly owner: pg.Client
  get(path: string, role?: string): Promise<LightMyRequestResponse>
  post(
    path: string,
    options?: { body?: unknown; role?: string; file?: string },
  ): Promise<LightMyRequestResponse>
  /** Imports order lines as the market room does: merge and event in one transaction. */
  importLines(lines: readonly Line[], etown?: number): Promise<void>
  fold(etown?: number): Promise<void>
  addEntities(entities: readonly Entity[]): Promise<void>
}

export type Entity = {
  readonly kind: 'enterprise' | 'cooperative' | 'sole-trader'
  readonly on: string
  readonly inside?: boolean | null
  readonly ecommerce?: string
}

const EVIDENCE = 'a'.repeat(64)

/** Two e-towns, 大宁 (1) and 龙港 (2), with the statistics room and a market that only keeps lines. */
export async function statisticsTown(): Promise<Town> {
  const server = await testServer({}, [gate, statisticsRoom])
  const owner = new pg.Client({ connectionString: server.database.url })
  await owner.connect()
  await owner.query("select set_config('app.etown', '1', false)")
  await owner.query(MARKET)
  await owner.query(`insert into platform.etown (id, slug, name, county_code) values
    (1, 'daning', '大宁', '141030'), (2, 'longgang', '龙港', '140521')`)
  const inject = (method: 'GET' | 'POST', path: string, role: string, payload?: string, headers = {}) =>
    server.app.inject({
      method,
      url: `/api/etowns/${path}`,
      headers: { 'x-role': role, 'idempotency-key': randomUUID(), ...headers },
      ...(payload === undefined ? {} : { payload }),
    })
  const consumer = statisticsRoom.consumers?.[0]
  return {
    server,
    owner,
    get: (path, role = 'office') => inject('GET', path, role),
    post: (path, { body, role = 'office', file } = {}) =>
      file === undefined
        ? inject('POST', path, role, JSON.stringify(body ?? {}), { 'content-type': 'application/json' })
        : inject('POST', path, role, file, {
            'content-type': 'application/octet-stream',
            'x-file-name': encodeURIComponent('来源.csv'),
          }),
    importLines: (lines, etown = 1) => importLines(server, lines, etown),
    async fold(etown = 1) {
      if (consumer === undefined) throw new Error('no consumer')
      while ((await foldNext(server.house, etown, consumer)) > 0);
    },
    addEntities: (entities) => addEntities(owner, entities),
    async [Symbol.asyncDispose]() {
      await owner.end()
      await server[Symbol.asyncDispose]()
    },
  }
}

type Kept = {
  day: string
  shop: string
  retail_fen: bigint | null
  refund: bigint | null
  excluded_reason: string | null
  excluded_fen: bigint | null
}

async function importLines({ house }: TestServer, lines: readonly Line[], etown: number): Promise<void> {
  const client = await house.pool.connect()
  const changes: Record<string, unknown>[] = []
  const change = (row: Kept, sign: bigint): void => {
    changes.push({
      day: row.day,
      shop: row.shop,
      retailFen: (sign * (row.retail_fen ?? 0n)).toString(),
      lines: (row.excluded_reason === null ? sign : 0n).toString(),
      refundFen: (sign * (row.refund ?? 0n)).toString(),
      excludedFen:
        row.excluded_reason === null
          ? {}
          : { [row.excluded_reason]: (sign * (row.excluded_fen ?? 0n)).toString() },
    })
  }
  try {
    for (const line of lines) {
      const key = [etown, line.shop, line.no]
      const before = await client.query<Kept>(
        'select * from market_pub.order_line where etown = $1 and shop = $2 and order_no = $3',
        key,
      )
      const after = await client.query<Kept>(
        `insert into market_pub.order_line (etown, platform, shop, order_no, day, retail_fen, excluded_fen, refund, excluded_reason, row_no, evidence)
         values ($1, 'pdd', $2, $3, $4, $5, $6, $7, $8, $9, $10)
         on conflict (etown, platform, shop, order_no, sub_no) do update set day = excluded.day, retail_fen = excluded.retail_fen,
           excluded_fen = excluded.excluded_fen, refund = excluded.refund, excluded_reason = excluded.excluded_reason
         returning *`,
        [
          ...key,
          line.day,
          line.excluded === undefined ? (line.retailFen ?? 0n) : null,
          line.excluded?.fen ?? null,
          line.refundFen ?? null,
          line.excluded?.why ?? null,
          changes.length + 2,
          EVIDENCE,
        ],
      )
      for (const row of before.rows) change(row, -1n)
      for (const row of after.rows) change(row, 1n)
    }
  } finally {
    client.release()
  }
  await inEtown(house.pool, etown, 'write', async (scope) =>
    scope.announce({ kind: 'market.orders-imported', subject: '1', payload: { batch: '1', days: changes } }),
  )
}

async function addEntities(owner: pg.Client, entities: readonly Entity[]): Promise<void> {
  await owner.query(
    `insert into platform.evidence (etown, sha256, bytes, media, name, stored, brought_by)
     values (1, $1, 1, 'text/csv', '店铺截图.csv', $1, '7') on conflict do nothing`,
    [EVIDENCE],
  )
  for (const { kind, on, inside = true, ecommerce = null } of entities) {
    const key = randomUUID()
    const code = key.replaceAll('-', '').slice(0, 18).toUpperCase()
    await owner.query(
      `insert into party.party (etown, kind, name, name_core, name_key, natural_key, credit_code, registered_on, inside, inside_basis,
         ecommerce_since, ecommerce_evidence, source, created_by, changed_by, changed_why)
       values (1, $1, $2, $2, $2, $3, $3, $4, $5, $6, $7, $8, 'typed', '7', '7', '登记')`,
      [
        kind,
        `主体${key}`,
        code,
        on,
        inside,
        inside === null ? 'unknown' : 'place',
        ecommerce,
        ecommerce && EVIDENCE,
      ],
    )
  }
}
