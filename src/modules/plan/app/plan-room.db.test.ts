import { readFileSync } from 'node:fs'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actAs } from '#test/actor'
import { asking } from '#test/asking'
import { type TestServer, testServer } from '#test/server'
import { smallPlan } from '#test/small-plan'
import * as plan from '../contract/index.ts'
import { loadPlan } from '../public.ts'

let server: TestServer
let owner: pg.Client
let office: ReturnType<typeof asking>
let leader: ReturnType<typeof asking>
let merchant: ReturnType<typeof asking>
let elsewhere: ReturnType<typeof asking>
let longgang: ReturnType<typeof asking>

const ID = '510104-jincheng'
const VERSION_2 = { number: 2, amends: 1, adopted_on: '2026-06-20', in_force_from: '2026-07-01' }
const YAML = (text: string) => ({ name: '方案.yaml', bytes: Buffer.from(text) })

beforeAll(async () => {
  server = await testServer()
  owner = new pg.Client({ connectionString: server.database.url })
  await owner.connect()
  const load = async (text: string) => {
    const loaded = await loadPlan(server.house, YAML(text), { account: '1' })
    if (!loaded.ok) throw new Error('not loaded')
    return loaded.value.etown
  }
  const own = await load(smallPlan())
  const other = await load(
    readFileSync(new URL('../../../../plans/140521-longgang-2023.yaml', import.meta.url), 'utf8'),
  )
  const as = async (role: string, etown: number, secondFactor = true) =>
    actAs(server, { etown, roles: [role], secondFactor })
  office = asking(server, await as('office', own), ID)
  leader = asking(server, await as('leader', own, false), ID)
  merchant = asking(server, await as('merchant', own), ID)
  elsewhere = asking(server, await as('office', other), ID)
  longgang = asking(server, await as('trainee', other), '140521-longgang')
  await owner.query(`set app.etown = '${own}'`)
})
afterAll(async () => {
  await owner.end()
  await server[Symbol.asyncDispose]()
})

const DECISION = {
  version: 1,
  adopted: 'exclusive',
  reason: '会议逐字研究，不含本数。',
  decidedBy: '领导小组第3次会议',
  decidedOn: '2026-11-20',
  seen: 1,
}
const deciding = (body: object) => ({ params: { interpretation: 'at-least' }, body })

describe('查看方案 reading the plan', () => {
  test('every page of a real plan answers as its contract says, with its true total', async () => {
    const { status, answer } = await longgang(plan.showPlan)
    expect(status).toBe(200)
    expect(answer.version.number).toBe(1)
    expect(answer.counts.unconfirmed).toBe(answer.counts.interpretations)
    const clauses = await longgang(plan.listClauses)
    expect(clauses.answer.total).toBe(answer.counts.clauses)
    const targets = await longgang(plan.listTargets)
    expect(targets.answer.total).toBe(answer.counts.targets)
    const funds = await longgang(plan.showFunds)
    expect(funds.answer.sources.map((source) => source.amount)).toEqual([
      '1000000000',
      '100000000',
      '300000000',
    ])
    expect(funds.answer.categories.map(({ minAmount, maxAmount }) => [minAmount, maxAmount])).toEqual([
      ['400000000', '500000000'],
      ['300000000', '400000000'],
      ['200000000', '300000000'],
    ])
    const increment = funds.answer.policies
      .flatMap((policy) => policy.choices)
      .find((c) => c.name === '增量部分')
    expect(increment?.reading).not.toBe('')
    for (const endpoint of [plan.showSchedule, plan.listFacilities, plan.listInterpretations])
      expect((await longgang(endpoint)).status).toBe(200)
  })

  test('each target’s words lead to its clause, and the clause back to the target', async () => {
    const { answer } = await longgang(plan.listTargets)
    const clauses = (await longgang(plan.listClauses)).answer.items
    for (const target of answer.items)
      for (const cite of target.cites) {
        const clause = clauses.find(({ id }) => id === cite.clause)
        const place = clause?.citations.findIndex(
          (c) => c.kind === 'target' && c.code === target.code && c.quote === cite.quote,
        )
        const marked = [clause?.heading ?? [], ...(clause?.paragraphs ?? [])]
          .flat()
          .filter(({ marks }) => marks.includes(place ?? -1))
        expect(marked.length, `${target.code} in ${cite.clause}`).toBeGreaterThan(0)
      }
    const one = await longgang(plan.showClause, { params: { clause: '四.一' } })
    expect(one.answer).toEqual(clauses.find(({ id }) => id === '四.一'))
    const none = await longgang(plan.showClause, { params: { clause: '九十九' } })
    expect(none.refused).toEqual([['plan.no_such_clause', undefined]])
  })

  test('is for whoever works in the e-town, and for nobody else', async () => {
    expect((await merchant(plan.showPlan)).status).toBe(200)
    expect((await elsewhere(plan.showPlan)).refused).toEqual([['http.not_allowed', undefined]])
    expect((await server.app.inject(`/api/etowns/${ID}/plan`)).statusCode).toBe(401)
  })

  test('the file of a version comes back byte for byte', async () => {
    const { raw } = await merchant(plan.planFile, { params: { version: '1' } })
    expect(raw.rawPayload.toString()).toBe(smallPlan())
    expect((await merchant(plan.planFile, { params: { version: '7' } })).refused).toEqual([
      ['plan.no_such_version', undefined],
    ])
  })
})

describe('确认口径 deciding an interpretation', () => {
  test('needs the right, the second factor and a listed reading on a day that has come', async () => {
    const asked = deciding(DECISION)
    expect((await merchant(plan.decideInterpretation, asked)).refused).toEqual([
      ['http.not_allowed', undefined],
    ])
    expect((await leader(plan.decideInterpretation, asked)).refused).toEqual([
      ['http.second_factor', undefined],
    ])
    const wrong = deciding({ ...DECISION, adopted: 'perhaps', decidedOn: '2026-11-23' })
    expect((await office(plan.decideInterpretation, wrong)).refused).toEqual([
      ['plan.reading_unlisted', '/adopted'],
      ['plan.decided_in_future', '/decidedOn'],
    ])
    const unknown = { params: { interpretation: 'nobody-asks' }, body: DECISION }
    expect((await office(plan.decideInterpretation, unknown)).refused).toEqual([
      ['plan.no_such_interpretation', undefined],
    ])
    expect((await office(plan.listInterpretations)).answer.items[0]?.decisions).toHaveLength(1)
  })

  test('appends; what was decided before stays, and nobody decides past another', async () => {
    expect((await office(plan.decideInterpretation, deciding(DECISION))).answer).toEqual({ place: 2 })
    expect((await office(plan.decideInterpretation, deciding(DECISION))).refused).toEqual([
      ['plan.decided_meanwhile', undefined],
    ])
    const race = [3, 3].map(() => office(plan.decideInterpretation, deciding({ ...DECISION, seen: 2 })))
    expect((await Promise.all(race)).map(({ status }) => status).sort()).toEqual([200, 409])
    const { items } = (await office(plan.listInterpretations)).answer
    expect(items[0]).toMatchObject({ fileAdopted: 'inclusive', restsOn: [{ kind: 'target' }] })
    expect(items[0]?.decisions.map(({ origin, state, adopted }) => [origin, state, adopted])).toEqual([
      ['file', 'proposed', 'inclusive'],
      ['person', 'confirmed', 'exclusive'],
      ['person', 'confirmed', 'exclusive'],
    ])
    const { rows } = await owner.query(
      `select subject, payload from platform.event where kind = 'plan.interpretation-decided' order by seq limit 1`,
    )
    expect(rows).toEqual([
      {
        subject: '1 at-least',
        payload: { version: 1, interpretation: 'at-least', adopted: 'exclusive', was: 'inclusive', place: 2 },
      },
    ])
  })
})

describe('修订方案 amending from the browser', () => {
  const amended = smallPlan({ version: VERSION_2, firms: 12 })

  test('a draft is told every problem with its line, and changes nothing', async () => {
    const faulty = amended.replace('level: city', 'level: town').replace('per: period', 'per: week')
    const { answer } = await office(plan.checkDraft, { file: YAML(faulty) })
    const lines = faulty.split('\n')
    expect(answer.problems.map(({ line }) => lines[line - 1]?.trim())).toEqual(['per: week', 'level: town'])
    expect(answer.version).toBeUndefined()
    const { file } = answer
    expect((await office(plan.adoptVersion, { body: { file } })).refused).toEqual([
      ['plan.draft_faulty', '/file'],
    ])
    expect((await office(plan.showPlan)).answer.versions).toHaveLength(1)
  })

  test('of thirty thousand faults the first two hundred are listed, and all are counted', async () => {
    const many = smallPlan().replace(
      /^targets:\n/m,
      `targets:\n${Array.from({ length: 30_000 }, (_, i) => `  - code: t${i}\n`).join('')}`,
    )
    const { answer } = await office(plan.checkDraft, { file: YAML(many) })
    expect(answer.problems).toHaveLength(200)
    expect(answer.problemsTotal).toBeGreaterThanOrEqual(30_000)
    expect(answer.problems[0]?.line).toBeLessThan(answer.problems[199]?.line ?? 0)
  })

  test('another e-town’s plan, another content of a version, and what is no plan are refused', async () => {
    const foreign = await office(plan.checkDraft, { file: YAML(smallPlan({ id: '510104-other' })) })
    expect(foreign.answer.refusals.map(({ code }) => code)).toEqual(['plan.other_etown'])
    const body = { file: foreign.answer.file }
    expect((await office(plan.adoptVersion, { body })).refused).toEqual([['plan.other_etown', undefined]])
    const taken = await office(plan.checkDraft, { file: YAML(smallPlan({ firms: 9 })) })
    expect(taken.answer.refusals.map(({ code }) => code)).toEqual(['plan.version_taken'])
    const picture = await office(plan.checkDraft, {
      file: { name: 'a.yaml', bytes: Buffer.from([0x89, 0, 1, 2]) },
    })
    expect(picture.refused).toEqual([['file.kind', undefined]])
    const missing = { body: { file: 'a'.repeat(64) } }
    expect((await office(plan.adoptVersion, missing)).refused).toEqual([['plan.draft_missing', '/file']])
    expect((await merchant(plan.checkDraft, { file: YAML(amended) })).refused).toEqual([
      ['http.not_allowed', undefined],
    ])
  })

  test('a sound draft says what it changes, and is adopted; the old version stays', async () => {
    const { answer: draft } = await office(plan.checkDraft, { file: YAML(amended) })
    expect(draft).toMatchObject({
      problems: [],
      refusals: [],
      version: { number: 2, amends: 1, held: false },
    })
    const target = draft.version?.changes.find(({ kind }) => kind === 'target')
    expect(target?.fields).toContainEqual({ key: 'value', before: '8', after: '12' })
    const body = { file: draft.file }
    expect((await office(plan.adoptVersion, { body })).answer).toEqual({ version: 2, state: 'amended' })
    expect((await office(plan.adoptVersion, { body })).answer).toEqual({ version: 2, state: 'unchanged' })
    const { answer } = await office(plan.showPlan)
    expect(answer.inForce).toBe(2)
    expect(
      answer.versions.map(({ number, inForceFrom, inForceUntil }) => [number, inForceFrom, inForceUntil]),
    ).toEqual([
      [1, '2024-01-10', '2026-07-01'],
      [2, '2026-07-01', undefined],
    ])
    const values = async (query: Record<string, string>) =>
      (await office(plan.listTargets, { query })).answer.items.map(({ value }) => value)
    expect(await values({})).toEqual(['12'])
    expect(await values({ version: '1' })).toEqual(['8'])
    const compared = await office(plan.compareVersions, { query: { from: '1', to: '2' } })
    expect(compared.answer.items).toEqual(draft.version?.changes)
    expect((await office(plan.compareVersions, { query: { from: '1', to: '3' } })).refused).toEqual([
      ['plan.no_such_version', undefined],
    ])
  })
})
