import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { getImport as getOrderImport, importAgain, importOrders, listImports } from '#contract/market'
import { getImport as getPartyImport } from '#contract/party'
import { type JobKind, runOneJob } from '#platform/work/jobs'
import { openMarket, orderFile } from '#test/market'
import { code, csv, importing } from '#test/party-files'
import { type Office, openOffice } from '#test/towns'
import { rooms } from '../../src/server/rooms.ts'

/** Five tries of everything that waits, each failing: the kept files are gone. */
async function failFiveTimes({ server, owner }: Pick<Office, 'server' | 'owner'>): Promise<void> {
  rmSync(join(server.house.config.dataDir, 'evidence'), { recursive: true })
  const kinds: readonly JobKind[] = rooms.flatMap((room) => room.jobs ?? [])
  for (let tries = 0; tries < 5; tries++) {
    await owner.query("update platform.job set run_at = now() where state = 'waiting'")
    while (await runOneJob(server.house, 1, kinds, new AbortController().signal));
  }
}

test('an order import that gave up says so, in the list too, and can be begun again', async () => {
  await using market = await openMarket()
  const { ask, orderNo } = market
  const shop = await market.aShop('pdd')
  const bytes = orderFile('pdd', [{ 订单号: orderNo() }])
  const { batch } = (await ask(importOrders, { params: { shop }, file: { name: '订单.csv', bytes } })).answer
  await failFiveTimes(market)
  const { answer } = await ask(getOrderImport, { params: { batch } })
  expect(answer).toMatchObject({ state: 'refused', refusals: [{ code: 'market.import_gave_up' }] })
  expect((await ask(listImports)).answer.items[0]?.state).toBe('refused')
  expect((await ask(importAgain, { params: { batch }, body: {} })).status).toBe(200)
})

test('a party import that gave up is no more being tried', async () => {
  await using office = await openOffice()
  const rows = Array.from({ length: 2_100 }, (_, i) => `个体工商户,大宁县弃${i}店,${code()},,2023-05-18,,`)
  const { answer } = await importing(office).check(csv(...rows))
  expect(answer.state).toBe('checking')
  await failFiveTimes(office)
  expect((await office.ask(getPartyImport, { params: { batch: answer.id } })).answer).toMatchObject({
    state: 'refused',
    refusals: [{ code: 'party.import_gave_up' }],
  })
})
