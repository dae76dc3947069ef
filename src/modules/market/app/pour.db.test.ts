import fc from 'fast-check'
import { sql } from 'kysely'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { day } from '#kernel/day'
import { fen, subFen, ZERO_FEN } from '#kernel/money'
import { inEtown, RolledBack } from '#platform/db/act'
import { type TestServer, testServer } from '#test/server'
import { aParty, aShop } from '#test/shops'
import { twoTowns } from '#test/towns'
import { copyRow } from '../db/copy-row.ts'
import { joinHistories, type LineHistory, observed } from '../domain/merge-order.ts'
import { type OrderLine, STAGES, stageRank } from '../domain/order-line.ts'
import type { Platform } from '../domain/platform.ts'
import { BUILT_IN } from '../domain/profiles/built-in.ts'
import { addTallies, tallyOf } from '../domain/receipt.ts'
import { retailFen } from '../domain/retail.ts'
import { type Contribution, changeOf, type RetailChange } from '../domain/retail-change.ts'
import { retailDefinition } from '../domain/retail-definitions.ts'
import { shareTotal } from '../domain/share-total.ts'
import { type Merged, Pour } from './pour.ts'

let server: TestServer
let owner: pg.Client
const shops = new Map<Platform, bigint>()
beforeAll(async () => {
  server = await testServer({}, [])
  owner = await twoTowns(server)
  const operator = await aParty(owner, 1, '试样主体')
  await owner.query(
    `insert into platform.evidence (etown, sha256, bytes, media, name, stored, brought_by) values (1, repeat('a', 64), 1, 'text/csv', 'a', repeat('a', 64), '1')`,
  )
  for (const platform of ['pdd', 'jd', 'douyin'] as const) {
    shops.set(platform, await aShop(owner, 1, { platform, name: platform, operator }))
  }
})
afterAll(async () => {
  await owner.end()
  await server[Symbol.asyncDispose]()
})

const amount = fc.option(fc.constantFrom(0n, 990n, 3980n, 10_001n).map((n) => fen(n)))
/** Few keys and few values, so that everything meets everything. */
const lineOn = (platform: Platform): fc.Arbitrary<OrderLine> =>
  fc
    .record({
      orderNo: fc.constantFrom('1001', '1002'),
      subNo: platform === 'pdd' ? fc.constant('') : fc.constantFrom('', 'a', 'b'),
      day: fc.constantFrom(day('2025-12-31'), day('2026-01-01')),
      stage: fc.constantFrom(...STAGES),
      payable: amount,
      paid: platform === 'pdd' ? amount : fc.constant(null),
      received: amount,
      refund: amount,
      goods: amount,
      quantity: fc.option(fc.constant(2)),
      waybill: fc.option(fc.constant('YT\\1')),
      wholesale: fc.boolean(),
    })
    .map((line) => ({ ...line, paidAt: null, product: '梨', mark: null }))

type Inside = Parameters<Parameters<typeof inEtown>[3]>[0]

async function newBatch({ db }: Inside, platform: Platform): Promise<bigint> {
  const { rows } = await sql<{ id: bigint }>`
    with job as (insert into platform.job (etown, kind, input, asked_by) values (1, 'market.import', '{}', '1') returning id)
    insert into market.import_batch (etown, shop, platform, sha256, file_name, state, job, asked_by)
    select 1, ${shops.get(platform)}::bigint, ${platform}, repeat('a', 64), 'a.csv', 'waiting', id, '1' from job returning id`.execute(
    db,
  )
  return rows[0]?.id ?? 0n
}

/** Bytes: a row or two at a time. */
const SLICE = 200

/** The file's rows through the real tables and merge. */
async function mergeFile(scope: Inside, platform: Platform, file: readonly OrderLine[]): Promise<Merged> {
  const batch = await newBatch(scope, platform)
  await sql`drop table if exists incoming, incoming_fault, met, moved, touched`.execute(scope.db)
  const incoming = { etown: 1, platform, shop: shops.get(platform) ?? 0n, batch }
  await using pour = await Pour.open(scope, incoming, BUILT_IN[platform].amountsPer, SLICE)
  for (const [i, line] of file.entries())
    await pour.take(copyRow(line, i + 2, platform, retailDefinition), [])
  const merged = await pour.end()
  if ('shop' in merged) throw new Error('another shop')
  expect(addTallies(merged.accepted, merged.merged)).toEqual(tallyOf(file))
  return merged
}

const zTexts = z.array(z.string())

type State = {
  /** By line: facts of its state and of all that is superseded, share, retail, reason, whether it counts its order. */
  readonly lines: readonly (readonly unknown[])[]
  readonly change: RetailChange
}

/** The state after merging the files in this order into an empty room. */
async function stateInDb(platform: Platform, files: readonly (readonly OrderLine[])[]): Promise<State> {
  try {
    await inEtown(server.house.pool, 1, 'write', async (scope) => {
      const contributions: Contribution[] = []
      for (const file of files) contributions.push(...(await mergeFile(scope, platform, file)).contributions)
      const { rows } = await sql<Record<string, unknown>>`
        select order_no || '/' || sub_no as key, ${FACTS} as facts, share_fen, retail_fen, excluded, counts_order,
          array(select ${FACTS} from market.observation o where o.etown = l.etown and o.platform = l.platform
            and o.order_no = l.order_no and o.sub_no = l.sub_no) as superseded
        from market.order_line l where etown = 1 and platform = ${platform}`.execute(scope.db)
      const lines = rows.map((row) => [
        ...[row.key, row.facts, zTexts.parse(row.superseded).sort()],
        ...[row.share_fen, row.retail_fen, row.excluded, row.counts_order],
      ])
      throw new RolledBack({ lines: sorted(lines), change: changeOf(contributions) })
    })
  } catch (error) {
    if (error instanceof RolledBack) return error.value
    throw error
  }
  throw new Error('not reached')
}

const sorted = (lines: readonly (readonly unknown[])[]) =>
  lines.toSorted((a, b) => (String(a[0]) < String(b[0]) ? -1 : 1))

/** The same by the rules alone. */
function stateByRules(platform: Platform, files: readonly (readonly OrderLine[])[]): State {
  const histories = new Map<string, LineHistory>()
  for (const line of files.flat()) {
    const key = `${line.orderNo}/${line.subNo}`
    const known = histories.get(key)
    histories.set(key, known ? joinHistories(known, observed(line)) : observed(line))
  }
  const lines: (readonly unknown[])[] = []
  const contributions: Contribution[] = []
  for (const { current, superseded } of histories.values()) {
    const order = [...histories.values()]
      .map((history) => history.current)
      .filter(({ orderNo }) => orderNo === current.orderNo)
    const { share, retail, excluded } = inOrder(platform, order, current)
    const counting = order.filter((line) => inOrder(platform, order, line).excluded === null)
    const leads = excluded === null && counting.every(({ subNo }) => current.subNo <= subNo)
    lines.push([
      ...[`${current.orderNo}/${current.subNo}`, factsOf(current), superseded.map(factsOf).sort()],
      ...[share, retail, excluded, leads],
    ])
    contributions.push({
      ...{ day: current.day, excluded, lines: 1n, orders: leads ? 1n : 0n, retail, share: share ?? ZERO_FEN },
      refund: excluded === null ? (current.refund ?? ZERO_FEN) : ZERO_FEN,
    })
  }
  return { lines: sorted(lines), change: changeOf(contributions) }
}

const FACTS = sql`format('%s|%s|%s|%s|%s|%s|%s|%s|%s|%s', day, stage, payable_fen, paid_fen, received_fen, refund_fen,
  goods_fen, quantity, waybill, wholesale)`
const factsOf = (line: OrderLine): string =>
  [
    ...[line.day, stageRank(line.stage), line.payable, line.paid, line.received, line.refund, line.goods],
    ...[line.quantity, line.waybill, line.wholesale ? 't' : 'f'],
  ].join('|')

/** What a line counts for among the other lines of its order. */
function inOrder(platform: Platform, order: readonly OrderLine[], line: OrderLine) {
  const definitionOf = (one: OrderLine) => retailDefinition(one.day)
  const amountOf = (one: OrderLine) => one[definitionOf(one).amount[platform]]
  const own = retailFen(line, platform, definitionOf(line))
  const excluded = 'excluded' in own ? own.excluded : null
  const per = BUILT_IN[platform].amountsPer
  if (per === 'line' || order.length === 1) {
    return { share: amountOf(line), retail: 'counted' in own ? own.counted : ZERO_FEN, excluded }
  }
  const parts = order.map((one) => ({
    subNo: one.subNo,
    amount: amountOf(one) ?? ZERO_FEN,
    goods: one.goods,
    counts: 'counted' in retailFen(one, platform, definitionOf(one)),
  }))
  const share = shareTotal(parts, per).get(line.subNo) ?? ZERO_FEN
  const net = subFen(share, line.refund ?? ZERO_FEN)
  return { share, retail: excluded === null && net > 0n ? net : ZERO_FEN, excluded }
}

test.each(['pdd', 'jd', 'douyin'] as const)(
  '%s: files merged in any order end as the rules say, and what each reports adds up to the end',
  async (platform) => {
    const files = fc.array(fc.array(lineOn(platform), { minLength: 1, maxLength: 5 }), {
      minLength: 1,
      maxLength: 4,
    })
    const shuffled = files.chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray([...all, ...all.slice(0, 1)], {
          minLength: all.length + 1,
          maxLength: all.length + 1,
        }),
      ),
    )
    await fc.assert(
      fc.asyncProperty(shuffled, async ([all, again]) => {
        const expected = stateByRules(platform, all)
        expect(await stateInDb(platform, all)).toEqual(expected)
        expect(await stateInDb(platform, again)).toEqual(expected)
      }),
      { numRuns: 40 },
    )
  },
  60_000,
)
