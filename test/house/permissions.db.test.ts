import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actAs, aMachine, type TestActor, type TestRole } from '#test/actor'
import { type TestServer, testServer } from '#test/server'
import type { Endpoint, Grants } from '../../src/kernel/endpoint.ts'
import { houseRoles, machineRoles, townRoles } from '../../src/modules/identity/contract/index.ts'
import { rooms } from '../../src/server/rooms.ts'

/**
 * Every route × every role × own and other e-town, over the real server, held against the grants as data. What may be
 * done is worked out here anew, not by asking the code under test.
 */
type Verdict = 'admitted' | 'http.sign_in_first' | 'http.not_allowed' | 'http.second_factor'
type Known = { readonly roles: readonly string[]; readonly secondFactor?: boolean }
type Matrix = Readonly<Record<string, Known>>
type Person = {
  readonly what: string
  readonly actor: TestActor | undefined
  /** Roles that count: in either e-town, and everywhere. */
  readonly roles: Readonly<Record<'one' | 'two' | 'everywhere', readonly string[]>>
  readonly secondFactor: boolean
  /** Signed in at all. */
  readonly known: boolean
  readonly machine?: true
}

const endpoints: readonly Endpoint[] = rooms.flatMap((r) => r.routes.map((route) => route.endpoint))
const joined = (grants: readonly Grants<string>[]): Matrix => Object.assign({}, ...grants)
const matrix = joined(rooms.map((r) => r.grants))
/** Mounted beside the contract, on purpose: they tell nothing about anybody. */
const OUTSIDE = ['/api/health/live', '/api/health/ready', '/api/openapi.json', '/api/docs']

const ungranted = (all: readonly Endpoint[], granted: Matrix): readonly string[] =>
  all.filter((e) => e.may !== 'public' && e.may !== 'signed-in' && !(e.may in granted)).map((e) => e.id)

function expected(endpoint: Endpoint, granted: Matrix, who: Person, slug: 'one' | 'two'): Verdict {
  if (endpoint.may === 'public') return 'admitted'
  if (!who.known) return 'http.sign_in_first'
  if (endpoint.may === 'signed-in') return who.machine ? 'http.not_allowed' : 'admitted'
  const here = endpoint.path.includes(':etown') ? who.roles[slug] : []
  const grant = granted[endpoint.may]
  const holds = [...here, ...who.roles.everywhere].some((role) => grant?.roles.includes(role))
  if (!holds) return 'http.not_allowed'
  return grant?.secondFactor === true && !who.secondFactor ? 'http.second_factor' : 'admitted'
}

/** A path every parameter of which names nothing: whoever is admitted changes nothing. */
const pathOf = (endpoint: Endpoint, slug: string): string =>
  endpoint.path.replace(':etown', slug).replace(/:\w+/g, '999999999')

async function verdictOf(
  app: FastifyInstance,
  endpoint: Endpoint,
  who: Person,
  slug: string,
): Promise<Verdict> {
  const reads = endpoint.method === 'GET' || endpoint.method === 'OPTIONS'
  const stream = (endpoint.takes ?? 'json') !== 'json'
  const reply = await app.inject({
    method: endpoint.method,
    url: pathOf(endpoint, slug),
    headers: {
      ...who.actor?.headers,
      'idempotency-key': crypto.randomUUID(),
      ...(reads ? {} : { 'content-type': stream ? 'application/octet-stream' : 'application/json' }),
    },
    ...(reads ? {} : { payload: stream ? 'x' : '{}' }),
  })
  if (reply.statusCode >= 500 && reply.statusCode !== 503) throw new Error(`${endpoint.id}: ${reply.body}`)
  const ours = String(reply.headers['content-type']).startsWith('application/problem+json')
  const foreign = reply.headers['x-refusal']
  if (!ours && foreign === undefined) return 'admitted'
  const code: string = foreign === undefined ? reply.json().errors[0].code : String(foreign)
  return code === 'http.sign_in_first' || code === 'http.not_allowed' || code === 'http.second_factor'
    ? code
    : 'admitted'
}

async function walk(
  app: FastifyInstance,
  who: Person,
  granted: Matrix = matrix,
  walked: readonly Endpoint[] = endpoints,
): Promise<string[]> {
  const wrong: string[] = []
  const visit = async (endpoint: Endpoint, slug: 'one' | 'two'): Promise<void> => {
    const [want, got] = [expected(endpoint, granted, who, slug), await verdictOf(app, endpoint, who, slug)]
    if (want !== got) wrong.push(`${who.what} · ${endpoint.id} · ${slug}: ${want} expected, ${got} found`)
  }
  // Signing out ends the walk.
  const last = walked.filter((e) => e.id === 'identity.sign-out')
  for (const endpoint of walked.filter((e) => !last.includes(e))) {
    await visit(endpoint, 'one')
    if (endpoint.path.includes(':etown')) await visit(endpoint, 'two')
  }
  for (const endpoint of last) await visit(endpoint, 'one')
  return wrong
}

/** Paths as Fastify knows them, read from its own tree. */
function mountedPaths(app: FastifyInstance): readonly string[] {
  const parents: string[] = []
  return app
    .printRoutes()
    .split('\n')
    .flatMap((line) => {
      const found = /^([│ ]*)[├└]── (\S+)(?: \((.+)\))?/.exec(line)
      if (found === null) return []
      const depth = (found[1] ?? '').length / 4
      parents.length = depth
      parents.push(found[2] ?? '')
      const methods = (found[3] ?? '').split(', ').filter((m) => m !== '' && m !== 'HEAD')
      return methods.map((method) => `${method} ${parents.join('')}`)
    })
}

let server: TestServer
let owner: pg.Client
beforeAll(async () => {
  server = await testServer({ EZHEN_REQUESTS_PER_MINUTE: '1000000' })
  owner = new pg.Client({ connectionString: server.database.url })
  await owner.connect()
  await owner.query(
    "insert into platform.etown (id, slug, name, county_code) values (1, 'one', '一镇', '141030'), (2, 'two', '二镇', '140521')",
  )
})
afterAll(async () => {
  await owner.end()
  await server[Symbol.asyncDispose]()
})

/** `counts: false`: what this person holds is not in force. */
const person = async (
  what: string,
  role: TestRole,
  { counts = true, known = true }: { readonly counts?: boolean; readonly known?: boolean } = {},
): Promise<Person> => ({
  what,
  actor: await actAs(server, role),
  roles: {
    one: counts && role.etown === 1 ? (role.roles ?? []) : [],
    two: counts && role.etown === 2 ? (role.roles ?? []) : [],
    everywhere: role.houseRole === undefined ? [] : [role.houseRole],
  },
  secondFactor: role.secondFactor ?? true,
  known,
})

describe('接口 routes', () => {
  test('are many', () => expect(endpoints.length).toBeGreaterThan(25))
  test('each asks for a permission that some room grants', () => {
    expect(ungranted(endpoints, matrix)).toEqual([])
    const [first] = endpoints
    if (first === undefined) throw new Error('no routes')
    expect(ungranted([{ ...first, id: 'canary.sings', may: 'canary.sing' }], matrix)).toEqual([
      'canary.sings',
    ])
  })
  test('each permission is granted to roles that exist, and is asked by some route', () => {
    const roles: readonly string[] = [...townRoles, ...houseRoles, ...machineRoles]
    const unknown = Object.values(matrix).flatMap((g) => g.roles.filter((r) => !roles.includes(r)))
    expect(unknown).toEqual([])
    const asked = new Set<string>(endpoints.map((e) => e.may))
    expect(Object.keys(matrix).filter((may) => !asked.has(may))).toEqual([])
  })
  test('none is mounted beside the contract', () => {
    const known = [...endpoints.map((e) => `${e.method} ${e.path}`), ...OUTSIDE.map((path) => `GET ${path}`)]
    expect(mountedPaths(server.app).toSorted()).toEqual(known.toSorted())
  })
})

describe('权限矩阵 the matrix, walked', () => {
  test.each(townRoles)('%s', async (role) => {
    expect(await walk(server.app, await person(role, { etown: 1, roles: [role] }))).toEqual([])
  })
  test.each(houseRoles)('%s', async (houseRole) => {
    expect(await walk(server.app, await person(houseRole, { houseRole }))).toEqual([])
  })
  test.each(['office', 'finance', 'auditor'])('%s without a second factor', async (role) => {
    const who = await person(role, { etown: 1, roles: [role], secondFactor: false })
    expect(await walk(server.app, who)).toEqual([])
  })
  test.each(houseRoles)('%s without a second factor', async (houseRole) => {
    expect(await walk(server.app, await person(houseRole, { houseRole, secondFactor: false }))).toEqual([])
  })
  test('anonymous', async () => {
    const nobody = {
      what: 'anonymous',
      roles: { one: [], two: [], everywhere: [] },
      secondFactor: false,
      known: false,
    }
    expect(await walk(server.app, { ...nobody, actor: undefined })).toEqual([])
    const forged = { account: '0', headers: { cookie: `ezhen=${'A'.repeat(43)}` } }
    expect(await walk(server.app, { ...nobody, actor: forged })).toEqual([])
  })
  test.each(machineRoles)('%s, a machine', async (role) => {
    const actor = await aMachine(owner, server.clock, 1, role)
    const roles = { one: [role], two: [], everywhere: [] }
    const who = { what: role, actor, roles, secondFactor: false, known: true, machine: true } as const
    expect(await walk(server.app, who)).toEqual([])
  })
  test('signed in without any role', async () => {
    expect(await walk(server.app, await person('no role', {}))).toEqual([])
  })
  test('roles in the other e-town count there only', async () => {
    const roles = ['leader', 'office', 'agriculture', 'approval', 'township']
    expect(await walk(server.app, await person('other e-town', { etown: 2, roles }))).toEqual([])
  })
  test('a membership that has ended, and one that has not begun', async () => {
    const ended = { etown: 1, roles: ['office'], until: '2026-11-22' }
    const coming = { etown: 1, roles: ['office'], since: '2026-11-23' }
    for (const role of [ended, coming])
      expect(await walk(server.app, await person('not in force', role, { counts: false }))).toEqual([])
  })
  test('a disabled account is nobody', async () => {
    const who = await person('disabled', { etown: 1, roles: ['office'] }, { known: false })
    await owner.query(`update identity.account set state = 'disabled' where id = $1`, [who.actor?.account])
    expect(await walk(server.app, who)).toEqual([])
  })
  test('a grant that is not what the server does would be found', async () => {
    const may = 'identity.read-audit'
    const wide = { ...matrix, [may]: { ...matrix[may], roles: [...(matrix[may]?.roles ?? []), 'courier'] } }
    const who = await person('courier', { etown: 1, roles: ['courier'] })
    const audit = endpoints.filter((e) => e.may === may && e.path.includes(':etown'))
    expect(await walk(server.app, who, wide, audit)).toHaveLength(audit.length)
  })
})
