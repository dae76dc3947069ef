import pg from 'pg'
import { expect, test } from 'vitest'
import { ensureDemoAccounts } from '#identity'
import { dayOfInstant } from '#kernel/day'
import { testServer } from '#test/server'
import { aParty } from '#test/shops'
import { beginDemonstration } from './demonstration.ts'
import { bringInSubsidies } from './demonstration-subsidies.ts'

test('both e-towns show applications at every desk and one paid; a load that was cut off goes on where it was', async () => {
  await using server = await testServer()
  const { house } = server
  await beginDemonstration(house)
  const owner = new pg.Client({ connectionString: server.database.url })
  await owner.connect()
  const today = dayOfInstant(house.clock().getTime())
  const towns = [
    [1, '140521-longgang', ['checked', 'draft', 'paid', 'publicised', 'returned', 'submitted']],
    [2, '141030-daning', ['draft', 'paid', 'publicised', 'submitted']],
  ] as const
  for (const [id, slug, states] of towns) {
    await owner.query(`select set_config('app.etown', '${id}', false)`)
    const party = String(await aParty(owner, id, '演示主体'))
    const { password } = await ensureDemoAccounts(house, new Map([[id, party]]))
    const bring = () =>
      bringInSubsidies(
        house,
        `/api/etowns/${slug}`,
        { code: slug, slug, today, password },
        AbortSignal.any([]),
      )
    await bring()
    server.clock = new Date(server.clock.getTime() + 60_000)
    await bring()
    const { rows } = await owner.query(
      `select state from subsidy.application where etown = ${id} order by state`,
    )
    expect(rows.map(({ state }) => state)).toEqual(states)
    const { rows: money } = await owner.query(
      `select count(*)::int as paid from fund.payment where etown = ${id}`,
    )
    expect(money).toEqual([{ paid: 1 }])
    await server.app.ready()
    const list = await server.app.inject(`/notices/${slug}`)
    expect(list.body).toContain('第二批')
  }
  await owner.end()
})
