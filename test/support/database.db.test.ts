import pg from 'pg'
import { expect, test } from 'vitest'
import { testDatabase } from '#test/database'

const ask = async (url: string, sql: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

test('each test database is its own copy, and gone after drop', async () => {
  const [one, two] = [await testDatabase(), await testDatabase()]
  await ask(one.url, 'create table pear (name text)')
  expect(await ask(two.url, "select to_regclass('public.pear') is null as absent")).toEqual([
    { absent: true },
  ])
  await Promise.all([one.drop(), two.drop()])
  await expect(ask(one.url, 'select 1')).rejects.toThrow(/does not exist/)
})
