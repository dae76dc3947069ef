import type pg from 'pg'
import { expect } from 'vitest'
import { getImport, importOrders, openShop, type Platform } from '#contract/market'
import type { AnswerOf } from '#kernel/endpoint'
import { runOneJob } from '#platform/work/jobs'
import { actAs, type TestActor } from '#test/actor'
import { asking } from '#test/asking'
import { type Cells, csvText, HEADERS } from '#test/order-files'
import { type TestServer, testServer } from '#test/server'
import { aParty } from '#test/shops'
import { twoTowns } from '#test/towns'
import { importJob } from '../../src/modules/market/app/import-job.ts'

type Asking = ReturnType<typeof asking>

/** 市场室 An office of e-town 1 with a party, that opens shops and brings order files. */
export type Market = AsyncDisposable & {
  readonly server: TestServer
  readonly owner: pg.Client
  readonly office: TestActor
  readonly ask: Asking
  readonly party: string
  aShop(platform: Platform, operator?: string): Promise<string>
  /** Runs the imports that wait. */
  work(etown?: number): Promise<void>
  upload(shop: string, bytes: Buffer, by?: Asking, name?: string): Promise<string>
  imported(shop: string, bytes: Buffer): Promise<AnswerOf<typeof getImport>>
  /** An order number nobody else has. */
  orderNo(): string
}

/** The bytes of an export file. */
export const orderFile = (platform: Platform, rows: readonly Cells[], header = HEADERS[platform]): Buffer =>
  Buffer.from(csvText(platform, rows, header))

export async function openMarket(): Promise<Market> {
  const server = await testServer()
  const owner = await twoTowns(server)
  const office = await actAs(server, { etown: 1, roles: ['office'] })
  const ask = asking(server, office)
  const party = await aParty(owner, 1, '大宁隆泰果业')
  let made = 0
  const work = async (etown = 1): Promise<void> => {
    while (await runOneJob(server.house, etown, [importJob], new AbortController().signal));
  }
  const upload = async (shop: string, bytes: Buffer, by = ask, name = '订单.csv'): Promise<string> => {
    const sent = await by(importOrders, { params: { shop }, file: { name, bytes } })
    expect(sent.refused).toEqual([])
    await work()
    return sent.answer.batch
  }
  return {
    server,
    owner,
    office,
    ask,
    party,
    work,
    upload,
    async aShop(platform, operator = party) {
      made += 1
      const opened = await ask(openShop, { body: { platform, name: `测试网店${made}`, operator } })
      expect(opened.refused).toEqual([])
      return opened.answer.id
    },
    async imported(shop, bytes) {
      const batch = await upload(shop, bytes)
      return (await ask(getImport, { params: { batch } })).answer
    },
    orderNo() {
      made += 1
      return `260314-${String(500_000_000_000_000 + made)}`
    },
    async [Symbol.asyncDispose]() {
      await owner.end()
      await server[Symbol.asyncDispose]()
    },
  }
}
