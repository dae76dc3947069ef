import { readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { day } from '#kernel/day'
import { type TestServer, testServer } from '#test/server'
import { smallPlan } from '#test/small-plan'
import { inEtown } from '../../../platform/db/act.ts'
import { boundaryOf, clausesOf, loadPlan, planOf, targetsOf } from '../public.ts'
import { readPlanText } from './read-plan-file.ts'

let server: TestServer
let owner: pg.Client
beforeAll(async () => {
  server = await testServer()
  owner = new pg.Client({ connectionString: server.database.url })
  await owner.connect()
})
afterAll(async () => {
  await owner.end()
  await server[Symbol.asyncDispose]()
})

const BY = { account: 'test' }
const PLANS = ['141030-daning-2022.yaml', '140521-longgang-2023.yaml']
const county = (name: string) => readFileSync(new URL(`../../../../plans/${name}`, import.meta.url), 'utf8')
const load = (text: string) => loadPlan(server.house, { name: 'plan.yaml', bytes: Buffer.from(text) }, BY)
const townOf = async (text: string): Promise<number> => {
  const found = await load(text)
  if (!found.ok) throw new Error(found.problems.map(({ refusal }) => refusal.zh).join('\n'))
  return found.value.etown
}
const inside = <T>(etown: number, work: Parameters<typeof inEtown<T>>[3]) =>
  inEtown(server.house.pool, etown, 'read', work)
const firmsOn = (etown: number, on: string) =>
  inside(etown, async ({ db }) => {
    const found = await targetsOf(db, etown, day(on))
    return found?.targets.map((target) => (target.op === 'range' ? '' : target.value))
  })
/** Everything the loading of a plan could leave behind. */
const traces = async () =>
  (
    await owner.query(`select
      (select count(*) from platform.etown) as etowns,
      (select sum(event_seq) from platform.chain_head) as events,
      (select sum(audit_seq) from platform.chain_head) as acts`)
  ).rows[0]
const eventsOf = async (etown: number) => {
  await owner.query(`set app.etown = '${etown}'`)
  const { rows } = await owner.query('select kind, subject, evidence from platform.event order by seq')
  return rows
}

const VERSION_1 = { number: 1, adopted_on: '2024-01-05', in_force_from: '2024-01-10' }
const VERSION_2 = { number: 2, amends: 1, adopted_on: '2024-06-20', in_force_from: '2024-07-01' }

describe('载入方案 loading a plan', () => {
  test.each(PLANS)('%s opens its e-town and comes out of the database as it went in', async (name) => {
    const text = county(name)
    const loaded = await load(text)
    const check = readPlanText(text)
    if (!loaded.ok || !check.ok) throw new Error('not loaded')
    const { etown } = loaded.value
    expect(loaded.value).toMatchObject({ state: 'loaded', version: 1, slug: check.plan.etown.id })
    const town = await owner.query('select slug, name, county_code from platform.etown where id = $1', [
      etown,
    ])
    expect(town.rows).toEqual([
      { slug: check.plan.etown.id, name: check.plan.etown.name, county_code: check.plan.etown.county },
    ])
    const kept = await inside(etown, ({ db }) => planOf(db, etown, day('2026-11-22')))
    expect(kept).toEqual({ number: 1, plan: check.plan })
    const [event] = await eventsOf(etown)
    expect(event).toMatchObject({ kind: 'plan.loaded', subject: '1' })
    const stored = await server.house.evidence.read(event.evidence[0])
    expect(Buffer.concat(await stored.toArray()).toString()).toBe(text)
  })

  test('the same content again changes nothing, however the file is laid out', async () => {
    const text = smallPlan()
    await townOf(text)
    const before = await traces()
    const again = await load(text)
    expect(again).toMatchObject({ ok: true, value: { state: 'unchanged', version: 1 } })
    expect(await load(`# 注释\n${text}`)).toEqual(again)
    expect(await traces()).toEqual(before)
  })

  test('two processes at once load it once', async () => {
    const twice = [1, 2].map((n) => smallPlan({ id: `510104-twice-${n}` })).flatMap((t) => [t, t, t])
    const loads = await Promise.all(twice.map(load))
    expect(loads.map((l) => (l.ok ? l.value.state : l.problems)).sort()).toEqual([
      'loaded',
      'loaded',
      'unchanged',
      'unchanged',
      'unchanged',
      'unchanged',
    ])
  })

  test('a faulty file names every problem with its line and leaves nothing', async () => {
    const before = await traces()
    const faulty = smallPlan({ id: '510104-faulty' })
      .replace('period: built', 'period: nobody')
      .replace('clause: 二\n', 'clause: 九\n')
    const loaded = await load(faulty)
    if (loaded.ok) throw new Error('loaded')
    expect(loaded.problems.length).toBeGreaterThanOrEqual(2)
    for (const { line, refusal } of loaded.problems) {
      expect(line).toBeGreaterThan(1)
      expect(refusal.zh).not.toMatch(/\{\w+\}/)
    }
    expect(await traces()).toEqual(before)
    expect(await load('\0')).toMatchObject({ ok: false })
    expect(
      await loadPlan(server.house, { name: 'p.yaml', bytes: Buffer.from([0xc4, 0xe3]) }, BY),
    ).toMatchObject({ ok: false, problems: [{ line: 1, refusal: { code: 'plan.file_not_utf8' } }] })
  })
})

describe('修订 amending', () => {
  test('keeps the old version: each day is judged by the version in force on it', async () => {
    const id = '510104-amended'
    const etown = await townOf(smallPlan({ id, version: VERSION_1, firms: 8 }))
    expect(await load(smallPlan({ id, version: VERSION_2, firms: 12 }))).toMatchObject({
      ok: true,
      value: { state: 'amended', version: 2, etown },
    })
    expect(await firmsOn(etown, '2024-01-09')).toBeUndefined()
    expect(await firmsOn(etown, '2024-01-10')).toEqual(['8'])
    expect(await firmsOn(etown, '2024-06-30')).toEqual(['8'])
    expect(await firmsOn(etown, '2024-07-01')).toEqual(['12'])
    const kinds = (await eventsOf(etown)).map(({ kind, subject }) => `${kind} ${subject}`)
    expect(kinds).toEqual(['plan.loaded 1', 'plan.amended 2'])
  })

  test('renames the e-town, for every process that knows it by name', async () => {
    const id = '510104-renamed'
    const named = (name: string, version: typeof VERSION_1 | typeof VERSION_2) =>
      smallPlan({ id, version }).replace('name: 锦江区乡村e镇', `name: ${name}`)
    const etown = await townOf(named('甲县旧名乡村e镇', VERSION_1))
    await load(named('甲县新名乡村e镇', VERSION_2))
    const { rows } = await owner.query('select name, slug from platform.etown where id = $1', [etown])
    expect(rows).toEqual([{ name: '甲县新名乡村e镇', slug: id }])
  })

  test.each([
    ['another content under the same number', { version: VERSION_1, firms: 9 }, 'plan.version_taken'],
    [
      'a version that begins before the one it amends',
      { version: { ...VERSION_2, adopted_on: '2024-01-01', in_force_from: '2024-01-09' } },
      'plan.version_not_later',
    ],
    [
      'a version that amends none that is here',
      { version: { ...VERSION_2, number: 9, amends: 7 } },
      'plan.version_missing',
    ],
  ])('refuses %s', async (_, change, code) => {
    const id = '510104-refusing'
    const etown = await townOf(smallPlan({ id, version: VERSION_1 }))
    const before = await traces()
    const refused = await load(smallPlan({ id, ...change }))
    expect(refused).toMatchObject({ ok: false, problems: [{ refusal: { code } }] })
    expect(await traces()).toEqual(before)
    expect(await firmsOn(etown, '2026-01-01')).toEqual(['8'])
  })

  test('carries what the county confirmed to the next version while the question stays the same', async () => {
    const id = '510104-carried'
    const state = { state: 'confirmed', decided_by: '领导小组', decided_on: '2024-02-01' }
    const etown = await townOf(smallPlan({ id, version: VERSION_1, state }))
    await townOf(smallPlan({ id, version: VERSION_2 }))
    await townOf(
      smallPlan({
        id,
        firms: 12,
        version: { number: 3, amends: 2, adopted_on: '2024-08-01', in_force_from: '2024-08-01' },
      }),
    )
    await owner.query(`set app.etown = '${etown}'`)
    const { rows } = await owner.query(
      `select version, origin, state, decided_by from plan.decision order by version`,
    )
    expect(rows).toEqual([
      { version: 1, origin: 'file', state: 'confirmed', decided_by: '领导小组' },
      { version: 2, origin: 'carried', state: 'confirmed', decided_by: '领导小组' },
      { version: 3, origin: 'file', state: 'proposed', decided_by: null },
    ])
  })
})

describe('数据库 the database itself', () => {
  test('keeps e-towns apart', async () => {
    const own = await townOf(smallPlan({ id: '510104-own', firms: 8 }))
    const other = await townOf(smallPlan({ id: '510104-other', firms: 9 }))
    await inside(own, async ({ db }) => {
      expect(await targetsOf(db, other, day('2026-01-01'))).toBeUndefined()
      expect(await db.selectFrom('plan.target').select('etown').distinct().execute()).toEqual([
        { etown: own },
      ])
    })
  })

  test('lets nobody change a version, overlap two, or touch the directory of e-towns', async () => {
    const etown = await townOf(smallPlan({ id: '510104-fixed', version: VERSION_1 }))
    const attempt = async (statement: string) => {
      const client = await server.house.pool.connect()
      try {
        await client.query(`begin; set local app.etown = '${etown}'`)
        await client.query(statement)
        return 'allowed'
      } catch (error) {
        return error instanceof Error && 'code' in error ? error.code : error
      } finally {
        await client.query('rollback')
        client.release()
      }
    }
    const [DENIED, DUPLICATE, CHECK] = ['42501', '23505', '23514']
    expect(await attempt('update plan.target set position = 9')).toBe(DENIED)
    expect(await attempt('delete from plan.version')).toBe(DENIED)
    expect(await attempt(`update platform.etown set name = 'x'`)).toBe(DENIED)
    expect(await attempt(`insert into platform.etown values (99, 'x-y', 'x', '510104')`)).toBe(DENIED)
    expect(await attempt(`select platform.open_etown('x-y', 'x', '510104', false)`)).toBe(DUPLICATE)
    const copy = (number: number, amends: string, amended: string, from: string) =>
      `insert into plan.version select etown, ${number}, ${amends}, adopted_on, '${from}', ${amended}, title, rest, content_sha256, file_sha256, loaded_by, loaded_at from plan.version`
    expect(await attempt(copy(2, 'null', 'null', '2025-01-01'))).toBe(DUPLICATE)
    expect(await attempt(copy(2, '1', `'2024-01-10'`, '2024-01-10'))).toBe(CHECK)
    expect(await attempt(copy(2, '1', `'2024-01-10'`, '2025-01-01'))).toBe('allowed')
    await expect(owner.query('update plan.clause set position = 1')).rejects.toThrow('只增不改')
  })

  test('shows duties and parameters as rows', async () => {
    const etown = await townOf(smallPlan({ id: '510104-rows' }))
    await owner.query(`set app.etown = '${etown}'`)
    const rows = async (view: string) => (await owner.query(`select * from plan_pub.${view}`)).rows
    expect(await rows('parameter')).toEqual([
      { etown, version: 1, policy: 'publicity', code: 'days', op: '≥', value: '5', unit: '工作日' },
    ])
    expect(await rows('duty')).toEqual([
      { etown, version: 1, body: 'bureau', place: 1n.toString(), clause: '二', quote: '商务局负责公示' },
    ])
  })
})

describe('当日 on a day', () => {
  test('boundary and clauses are those of the version in force', async () => {
    const etown = await townOf(smallPlan({ id: '510104-place' }))
    await inside(etown, async ({ db }) => {
      expect(await boundaryOf(db, etown, day('2024-01-10'))).toMatchObject({
        county: '510104',
        town: '锦城镇',
        boundary: { villages: ['甲村', '乙村'] },
      })
      expect((await clausesOf(db, etown, day('2024-01-10'))).map(({ id }) => id)).toEqual([
        '通知',
        '一',
        '二',
      ])
      expect(await clausesOf(db, etown, day('2024-01-09'))).toEqual([])
    })
  })
})
