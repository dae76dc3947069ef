import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { inEtown } from '#platform/db/act'
import { roomOf } from '#platform/db/house'
import { openLab } from '#test/lab'
import { printLabels } from './contract/index.ts'
import { insertReview } from './db/samples.ts'

/** What a power cut leaves: the connection ends between the verdict and its commit. */
test('判定与标签之间断电：判定没提交，标签就不存在；重来一次两样都有', async () => {
  await using lab = await openLab()
  const lot = await lab.lotOf('100')
  const sample = await lab.draw(lot.id)
  await lab.run(sample.code, '0.300')
  const review = { etown: 1, sample: BigInt(sample.id), decision: 'confirmed', said: null, by: 'x' }
  const cut = inEtown(lab.server.house.pool, 1, 'write', async (scope) => {
    await insertReview(roomOf(scope.db, 'inspection'), review, 'T223222222222')
    await sql`select pg_terminate_backend(pg_backend_pid())`.execute(scope.db)
  })
  await expect(cut).rejects.toThrow()
  const left = await lab.owner.query(
    'select (select count(*)::int from inspection.review) as reviews, (select count(*)::int from inspection.test_label) as labels, state from inspection.sample where id = $1',
    [sample.id],
  )
  expect(left.rows).toEqual([{ reviews: 0, labels: 0, state: 'to-review' }])
  const query = { sample: sample.id, size: '50x30', form: 'tspl' }
  expect((await lab.reviewer(printLabels, { query })).refused.map(([code]) => code)).toEqual([
    'inspection.no_label',
  ])
  expect((await lab.server.app.inject({ url: '/hgz/T223222222222' })).statusCode).toBe(404)

  await inEtown(lab.server.house.pool, 1, 'write', (scope) =>
    insertReview(roomOf(scope.db, 'inspection'), review, 'T223222222222'),
  )
  expect((await lab.reviewer(printLabels, { query })).status).toBe(200)
  expect((await lab.server.app.inject({ url: '/hgz/T223222222222' })).body).toContain(
    '快筛阴性 抑制率 40.0 %',
  )
})
