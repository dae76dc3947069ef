import pg from 'pg'
import { expect, test } from 'vitest'
import { testServer } from '#test/server'
import { beginDemonstration } from './demonstration.ts'

test('the demonstration loads both plans once, marks its e-towns, and asks once for the rest', async () => {
  await using server = await testServer()
  await beginDemonstration(server.house)
  await beginDemonstration(server.house)
  const owner = new pg.Client({ connectionString: server.database.url })
  await owner.connect()
  const towns = await owner.query('select slug, demonstration from platform.etown where id > 0 order by slug')
  expect(towns.rows).toEqual([
    { slug: '140000-shanxi', demonstration: true },
    { slug: '140521-longgang', demonstration: true },
    { slug: '141030-daning', demonstration: true },
  ])
  for (const id of [1, 2]) {
    await owner.query(`select set_config('app.etown', '${id}', false)`)
    const jobs = await owner.query(
      `select count(*)::int as n from platform.job where kind = 'demonstration.load' and etown = ${id}`,
    )
    expect(jobs.rows).toEqual([{ n: 1 }])
  }
  await owner.end()
})

test('it does not begin beside a real e-town', async () => {
  await using server = await testServer()
  const owner = new pg.Client({ connectionString: server.database.url })
  await owner.connect()
  await owner.query(
    "insert into platform.etown (id, slug, name, county_code) values (7, 'real', '真实e镇', '140521')",
  )
  await owner.end()
  await expect(beginDemonstration(server.house)).rejects.toThrow(/真实e镇.*EZHEN_DEMO=off/s)
})
