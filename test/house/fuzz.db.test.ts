import { readFile } from 'node:fs/promises'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeAccount, PASSWORD } from '#test/account'
import { actAs, aMachine, type TestActor } from '#test/actor'
import { makeExports } from '#test/exports'
import { type Dice, dice, HOSTILE, mutated, type Schema, sample } from '#test/fuzz'
import { runAffairs } from '#test/fuzz-affairs'
import { labFiles, testSomething } from '#test/fuzz-lab'
import { moveMoney } from '#test/fuzz-money'
import { runProjects } from '#test/fuzz-projects'
import { fileReports } from '#test/fuzz-reports'
import { applyForSubsidies } from '#test/fuzz-subsidy'
import { EPCIS_FILES, knowTraces, traceSomething } from '#test/fuzz-traces'
import { csvText, manyOrders } from '#test/order-files'
import { code } from '#test/party-files'
import { aParty } from '#test/shops'
import { statisticsTown, type Town } from '#test/statistics-town'
import { growLogOnce } from '../../src/modules/attest/app/keep-log.ts'
import { isMachineRole } from '../../src/modules/identity/contract/index.ts'
import { rooms } from '../../src/server/rooms.ts'
import { matrixOf } from '../../src/server/wire.ts'

/**
 * Asks every operation of the OpenAPI document what nobody should ask: 60 % valid with one mutation, 30 % plainly valid
 * or plainly wrong, 10 % broken bytes. Nothing may end in 5xx, and what is never reached is not tested: the share of
 * operations that answered 2xx is part of the verdict. `EZHEN_FUZZ_SEED` repeats a run.
 */
const SEED = Number(process.env.EZHEN_FUZZ_SEED ?? 20_231)
const ROUNDS = Number(process.env.EZHEN_FUZZ_ROUNDS ?? 16)

type Parameter = {
  readonly name: string
  readonly in: 'path' | 'query'
  readonly required: boolean
  readonly schema: Schema
}
type Operation = {
  readonly method: string
  readonly path: string
  readonly id: string
  readonly may: string
  readonly parameters: readonly Parameter[]
  readonly body: Schema | undefined
  readonly stream: boolean
}
type Document = {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          {
            readonly operationId: string
            readonly 'x-permission': string
            readonly parameters: readonly Parameter[]
            readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> }
          }
        >
      >
    >
  >
}

/** A key whose id belongs to it: SHA-256 of name, type and key. */
const WITNESS_KEY = 'witness.example/fuzz+1356a909+BAcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcH'

let town: Town
let operations: readonly Operation[]
let known: Map<string, unknown[]>
let files: Readonly<Record<string, readonly Buffer[]>>
/** What the server logged, to say why. */
const troubles: string[] = []
const people = new Map<string, TestActor>()

const operationsOf = (document: Document): readonly Operation[] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(
      ([method, { operationId: id, 'x-permission': may, parameters, requestBody }]) => ({
        method: method.toUpperCase(),
        path,
        id,
        may,
        parameters,
        body: requestBody?.content['application/json']?.schema,
        stream: requestBody?.content['application/octet-stream'] !== undefined,
      }),
    ),
  )

const matrix = matrixOf(rooms.map((room) => room.grants))

/** Somebody who may; a session that a request before has ended is opened anew. */
async function personFor(may: string): Promise<TestActor> {
  const role = may === 'public' || may === 'signed-in' ? 'office' : (matrix.get(may)?.roles[0] ?? 'office')
  const before = people.get(role)
  if (before !== undefined) return before
  const house = role.endsWith('-admin')
  const actor = isMachineRole(role)
    ? await aMachine(town.owner, town.server.clock, 1, role)
    : await actAs(town.server, house ? { houseRole: role } : { etown: 1, roles: [role] })
  people.set(role, actor)
  return actor
}

const ask = async (actor: TestActor, method: string, url: string, more: object = {}) => {
  const headers = {
    ...actor.headers,
    'idempotency-key': crypto.randomUUID(),
    ...('headers' in more ? (more.headers as object) : {}),
  }
  return town.server.app.inject({ ...more, method: method as 'GET', url, headers })
}

/** Values by the name of the field they go into; `room/field` or `operation/field` where two use the same name. */
const know = (name: string, ...values: unknown[]): void =>
  void known.set(name, [...new Set([...(known.get(name) ?? []), ...values])])

/** What an answer teaches: the numbers of its rows; `lot:id` where a row's code is not what a path asks for. */
const TEACHES: Readonly<Record<string, readonly string[]>> = {
  'party.list': ['party', 'operator'],
  'party.list-sites': ['site'],
  'party.list-products': ['product'],
  'party.list-imports': ['party/batch'],
  'market.list-shops': ['shop'],
  'market.list-imports': ['market/batch'],
  'statistics.list-entered': ['figure'],
  'statistics.list-definitions': ['indicator'],
  'statistics.list-views': ['view'],
  'plan.list-clauses': ['clause'],
  'plan.list-interpretations': ['interpretation'],
  'market.list-order-lines': ['orderNo'],
  'logistics.list-trials': ['trial'],
  'trace.list-items': ['trace/item'],
  'trace.list-seasons': ['season'],
  'trace.list-lots': ['lot:id'],
  'trace.list-recalls': ['recall'],
  'export.list': ['export'],
  'inspection.list-samples': ['inspection/code:code'],
}

async function learn(): Promise<void> {
  for (const operation of operations.filter(({ id }) => id in TEACHES)) {
    const reply = await ask(
      await personFor(operation.may),
      'GET',
      operation.path.replace('{etown}', town.slugs.daning),
    )
    const items: Readonly<Record<string, string>>[] = reply.json().items ?? reply.json().clauses ?? []
    for (const taught of TEACHES[operation.id] ?? []) {
      const [name = '', field = name] = taught.split(':')
      know(name, ...items.slice(0, 20).flatMap((item) => item[field] ?? item.code ?? item.id ?? []))
    }
  }
}

const knownIn =
  (operation: Operation) =>
  (name: string): readonly unknown[] =>
    known.get(`${operation.id}/${name}`) ??
    known.get(`${operation.id.split('.')[0]}/${name}`) ??
    known.get(name) ??
    []

function urlOf(d: Dice, operation: Operation, bend: (value: unknown) => unknown): string {
  const query = new URLSearchParams()
  let { path } = operation
  path = path.replace('{etown}', town.slugs.daning)
  const texts = (value: unknown): string =>
    typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  for (const { name, in: place, required, schema } of operation.parameters) {
    if (name === 'etown') continue
    if (place === 'query' && !required && !d.chance(0.25)) continue
    const value = texts(bend(sample(d, schema, name, knownIn(operation))))
    if (place === 'query') query.append(name, value)
    else path = path.replace(`{${name}}`, encodeURIComponent(value.toWellFormed()).slice(0, 190) || 'x')
  }
  return `${path}?${query}`
}

/** Half a second each: they write a workbook in a thread of its own. */
const WORKBOOKS: ReadonlySet<string> = new Set(['party.import-template', 'party.export'])

type Way = 'valid' | 'bent' | 'wild' | 'broken'

async function once(d: Dice, operation: Operation, way: Way) {
  const targets = operation.parameters.length + (operation.body === undefined ? 0 : 3)
  let aim = way === 'bent' ? d.below(Math.max(targets, 1)) : -1
  const bend = (value: unknown): unknown => (way === 'wild' || aim-- === 0 ? d.of(HOSTILE) : value)
  const url = urlOf(d, operation, bend)
  const actor = await personFor(operation.may)
  if (operation.stream) return ask(actor, operation.method, url, upload(d, operation, way))
  if (operation.body === undefined) return ask(actor, operation.method, url)
  const body = sample(d, operation.body, '', knownIn(operation))
  const sent = way === 'valid' ? body : way === 'wild' ? d.of(HOSTILE) : aim >= 0 ? mutated(d, body) : body
  const text = JSON.stringify(sent)
  const at = d.below(text.length)
  const payload = way === 'broken' ? text.slice(0, at) + d.of(['', '\u0000', '{', '"', '\ud83d']) : text
  return ask(actor, operation.method, url, { payload, headers: { 'content-type': 'application/json' } })
}

function upload(d: Dice, operation: Operation, way: Way) {
  const file = d.of(files[operation.id] ?? Object.values(files).flat())
  const at = d.below(file.length)
  const bytes = Buffer.from(file)
  if (way === 'wild') bytes.fill(d.of(HOSTILE.filter((h) => typeof h === 'string' && h !== '')) as string)
  if (way === 'bent') bytes.write(JSON.stringify(d.of(HOSTILE)), at)
  const name = d.of(
    way === 'valid' ? ['a.csv', 'a.csv'] : ['a.csv', '%', '%00', '..%2F..%2Fx', '%F0%9F%98', ''],
  )
  const kind = { 'plan.check-draft': 'a.yaml', 'party.mark-ecommerce': 'a.png' }[operation.id]
  return {
    payload: way === 'broken' ? bytes.subarray(0, at) : bytes,
    headers: {
      'content-type': operation.path.startsWith('/epcis/') ? 'application/json' : 'application/octet-stream',
      'x-file-name': way === 'valid' || d.chance(0.7) ? (kind ?? 'a.csv') : name,
    },
  }
}

/** A file in the evidence store of e-town 1: its hash. */
async function bring(payload: Buffer): Promise<string> {
  const reply = await town.server.app.inject({
    method: 'POST',
    url: `/api/etowns/${town.slugs.daning}/fund/evidence`,
    payload,
    headers: {
      ...(await personFor('fund.read')).headers,
      'content-type': 'application/octet-stream',
      'x-file-name': 'a.png',
      'idempotency-key': crypto.randomUUID(),
    },
  })
  return reply.json().sha256
}

const wayOf = (d: Dice): Way =>
  d.chance(0.6) ? 'bent' : d.chance(0.4) ? 'valid' : d.chance(0.6) ? 'wild' : 'broken'

beforeAll(async () => {
  town = await statisticsTown()
  await town.importOrders([
    { shop: '香梨店', no: 1, day: '2024-03-01', fen: 12_300n },
    { shop: '蜂蜜店', no: 2, day: '2025-04-01', fen: 4_500n },
  ])
  await town.addEntities([
    { kind: 'enterprise', on: '2024-02-01' },
    { kind: 'cooperative', on: '2024-03-01', ecommerce: '2024-04-01' },
  ])
  const { log } = town.server.house
  Object.assign(log, {
    error: ({ err }: { err?: Error }) => troubles.push(err?.stack?.split('\n').slice(0, 4).join(' ') ?? ''),
  })
  operations = operationsOf((await town.server.app.inject('/api/openapi.json')).json())
  const plan = await readFile(new URL('../../plans/141030-daning-2022.yaml', import.meta.url))
  const orders = Buffer.from(csvText('pdd', [...manyOrders('pdd', 5)]))
  const parties = Buffer.from(
    '主体类型,名称,手机号,所在村\n农户,王试一,13800138000,昕水镇\n站点,试二站,,昕水镇\n',
  )
  const picture = await sharp({ create: { width: 8, height: 8, channels: 3, background: '#3a5' } })
    .png()
    .toBuffer()
  files = {
    'plan.check-draft': [plan],
    'market.import-orders': [orders],
    'party.check-import': [parties],
    'party.mark-ecommerce': [picture],
    'statistics.enter-figure': [picture, orders],
    'trace.add-photo': [picture],
    'fund.bring-evidence': [picture],
    'subsidy.attach-file': [picture],
    'notice.bring-list': [picture],
    'governance.bring-paper': [picture],
    'asset.bring-paper': [picture],
    'acceptance.bring-paper': [picture],
    ...EPCIS_FILES,
    ...labFiles(picture),
  }
  const victim = await makeAccount(town.server, 'victim', { phone: '13800138000' })
  known = new Map<string, unknown[]>([
    ['account', [victim]],
    ['password', [PASSWORD, 'Zx9!quartz-lamp-77']],
    ['current', [PASSWORD]],
    ['phone', ['13800138000', '１３８００１３８０００']],
    ['platform', ['pdd', 'jd', 'taobao', 'douyin']],
    ['placeCode', ['141030100', '141030101']],
    ['lon', [110.75]],
    ['lat', [36.46]],
    ['version', ['1', 1]],
    ['market/version', [1]],
    ['party/version', [1, 2]],
    ['attest/index', ['0', '1', '2']],
    ['attest/*', ['0/000.p/1']],
    ['attest/subject', ['1']],
    ['attest/url', ['http://127.0.0.1:9/w']],
    ['attest/key', [WITNESS_KEY]],
    ['attest/name', ['witness.example/fuzz']],
    ['number', ['1']],
    ['from', ['2023-01-01', '2024-01-01']],
    ['until', ['2025-01-01', '2026-11-01']],
    ['plan/from', ['1']],
    ['to', ['1']],
    ['roles', []],
    ['limit', ['2']],
    ['after', []],
    ['seen', [1]],
    ['signIn', ['victim', 'victim-2', 'victim-3']],
    ['places', ['141030100']],
    ['creditCode', [code(), code(), code()]],
    ['residentId', ['110101199003074178']],
  ])
  for (const etown of [1, 2]) await growLogOnce(town.server.house, etown)
  const pair = [await aParty(town.owner, 1, '甲甲合作社'), await aParty(town.owner, 1, '甲甲专业合作社')]
  await town.owner.query(
    `insert into party.duplicate_proposal (etown, a, b, score, why) values (1, $1, $2, 50, '[{"code": "same-core", "points": 50}]')`,
    pair,
  )
  know('a', pair[0])
  know('b', pair[1])
  know('keep', ...pair)
  const make = async (may: string, path: string, payload: object): Promise<string> => {
    const url = `/api/etowns/${town.slugs.daning}/${path}`
    const reply = await ask(await personFor(may), 'POST', url, { payload })
    if (reply.statusCode >= 300) throw new Error(`${path}: ${reply.body}`)
    return reply.json().id
  }
  await traceSomething(make, await aParty(town.owner, 1, '乙乙果业'))
  knowTraces(know)
  const firm = await aParty(town.owner, 1, '丙丙电商')
  people.set('merchant', await actAs(town.server, { etown: 1, roles: ['merchant'], party: firm }))
  await applyForSubsidies(town.owner, firm, make, know)
  const paper = await bring(picture)
  await moveMoney(make, know, paper)
  know('subsidy/evidence', paper)
  await runProjects(make, know, paper)
  await testSomething(make, know, paper)
  await runAffairs(make, know, paper)
  await fileReports(make, know)
  const trial = { jobs: [{ id: 1, location: [110.7, 36.4] }], vehicles: [{ id: 1, start: [110.7, 36.5] }] }
  const trials = `/api/etowns/${town.slugs.daning}/route-trials`
  await ask(await personFor('logistics.plan-routes'), 'POST', trials, { payload: trial })
  know('statistics/indicator', 'online-retail', 'new-entities', 'online-retail-growth', 'parcels')
  const exported = await ask(
    await personFor('export.read'),
    'POST',
    `/api/etowns/${town.slugs.daning}/statistics/figures/online-retail/exports`,
    { payload: { format: 'csv', reason: '核对明细', rows: { from: '2024-01-01', until: '2025-01-01' } } },
  )
  know('export', exported.json().export)
  await makeExports(town.server)
  await learn()
})
afterAll(() => town[Symbol.asyncDispose]())

test(`no request ends in 5xx (seed ${SEED})`, { timeout: 240_000 }, async () => {
  const d = dice(SEED)
  const reached = new Set<string>()
  const failed: string[] = []
  const met = new Map<number, number>()
  let asked = 0
  for (let round = 0; round < ROUNDS; round++) {
    for (const operation of operations) {
      if (round > 2 && round % 4 > 0 && WORKBOOKS.has(operation.id)) continue
      const way = round < 3 ? 'valid' : wayOf(d)
      const reply = await once(d, operation, way)
      asked += 1
      met.set(reply.statusCode, (met.get(reply.statusCode) ?? 0) + 1)
      if (reply.statusCode < 300) {
        reached.add(operation.id)
        if (operation.id === 'plan.check-draft' && way === 'valid') know('file', reply.json().file)
      }
      if (reply.statusCode === 401 && operation.may !== 'public') people.clear()
      if (reply.statusCode < 500) continue
      const url = JSON.stringify(reply.raw.req.url).slice(0, 300)
      failed.push(`${way} ${operation.id} ${reply.statusCode} ${url} ${troubles.at(-1)}`)
    }
    if (round % 4 === 1) await learn()
  }
  const missed = operations.filter(({ id }) => !reached.has(id)).map(({ id }) => id)
  const share = reached.size / operations.length
  process.stdout.write(
    `fuzz: seed ${SEED}, ${asked} requests, answers ${JSON.stringify(Object.fromEntries(met))}, ` +
      `reached ${reached.size} of ${operations.length} operations, never: ${missed.join(' ')}\n`,
  )
  expect(failed).toEqual([])
  expect(share).toBeGreaterThan(0.7)
})
