import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type FundTown, openFundTown } from '#test/fund-town'
import * as fund from './contract/index.ts'

/**
 * Whatever people do, in whatever order: what the journal says is what a plain model says, every account is at least
 * zero, all accounts together are zero, and what a refused act leaves is nothing.
 */
let town: FundTown
let paper: string
beforeAll(async () => {
  town = await openFundTown()
  paper = await town.file(town.office, '依据')
})
afterAll(() => town[Symbol.asyncDispose]())

type Act =
  | { readonly do: 'arrive' | 'allocate' | 'propose'; readonly amount: number }
  | { readonly do: 'approve'; readonly which: number }
  | { readonly do: 'release'; readonly which: number }
  | { readonly do: 'pay'; readonly which: number; readonly amount: number }
  | { readonly do: 'recover'; readonly which: number; readonly amount: number }

const amount = fc.integer({ min: 1, max: 60 })
const some = fc.integer({ min: 1, max: 12 })
const which = fc.nat(7)
// Weighed so that money reaches its end often.
const act: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom('arrive' as const, 'allocate' as const), amount }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('propose' as const), amount: some }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('approve' as const), which }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('release' as const), which }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('pay' as const), which, amount: some }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('recover' as const), which, amount: some }) },
)

type Given = {
  id: string
  reserved: number
  committed: number
  paid: number
  ended: boolean
  approved: boolean
}
type Model = { arrived: number; unallocated: number; available: number; given: Given[] }

let serial = 0
let everPaid = 0

/** Does it, and says whether the model would have allowed it. */
async function perform(model: Model, step: Act): Promise<readonly [done: boolean, expected: boolean]> {
  serial += 1
  if ('which' in step) return performOn(model, step)
  const text = String(step.amount)
  if (step.do === 'arrive') {
    const body = {
      source: 'county',
      document: `文号${serial}`,
      amount: text,
      arrivedOn: '2026-02-01',
      evidence: paper,
    }
    model.arrived += step.amount
    model.unallocated += step.amount
    return [(await town.treasury(fund.registerTranche, { body })).status === 200, true]
  }
  if (step.do === 'allocate') {
    const body = { source: 'county', category: 'whole', amount: text }
    const expected = step.amount <= model.unallocated
    if (expected) {
      model.unallocated -= step.amount
      model.available += step.amount
    }
    return [(await town.office(fund.allocateFund, { body })).status === 200, expected]
  }
  const body = {
    project: '项目',
    expense: `支出${serial}`,
    source: 'county',
    category: 'supporting',
    amount: text,
    payee: '某公司',
    evidence: paper,
  }
  const { status, answer } = await town.office(fund.proposeAllotment, { body })
  const expected = step.amount <= model.available
  if (expected) {
    model.available -= step.amount
    const standing = { committed: 0, paid: 0, ended: false, approved: false }
    model.given.push({ id: answer.id, reserved: step.amount, ...standing })
  }
  return [status === 200, expected]
}

async function performOn(
  model: Model,
  step: Extract<Act, { readonly which: number }>,
): Promise<readonly [boolean, boolean]> {
  // From the newest on: the old ones are mostly over.
  const one = model.given.at(-1 - (step.which % Math.max(model.given.length, 1)))
  if (one === undefined) return [false, false]
  const params = { allotment: one.id }
  if (step.do === 'approve') {
    const expected = !one.ended && !one.approved
    const { status } = await town.leader(fund.approveAllotment, { params })
    if (expected) Object.assign(one, { committed: one.reserved, reserved: 0, approved: true })
    return [status === 200, expected]
  }
  if (step.do === 'release') {
    const expected = one.reserved + one.committed > 0
    const { status } = await town.office(fund.releaseAllotment, { params, body: { reason: '测试' } })
    model.available += one.reserved + one.committed
    Object.assign(one, { committed: 0, reserved: 0, ended: one.ended || expected })
    return [status === 200, expected]
  }
  const evidence = paper
  const text = String(step.amount)
  if (step.do === 'pay') {
    const expected = !one.ended && one.approved && step.amount <= one.committed
    const body = { amount: text, voucherNo: `凭证${serial}`, paidOn: '2026-11-20', evidence }
    const { status } = await town.treasury(fund.payAllotment, { params, body })
    if (expected) {
      Object.assign(one, { committed: one.committed - step.amount, paid: one.paid + step.amount })
      everPaid += step.amount
    }
    return [status === 200, expected]
  }
  const expected = step.amount <= one.paid
  const body = { amount: text, reason: '测试', evidence }
  const { status } = await town.treasury(fund.recoverPayment, { params, body })
  if (expected) {
    one.paid -= step.amount
    model.available += step.amount
  }
  return [status === 200, expected]
}

const sums = async (): Promise<Record<string, number>> => {
  const { rows } = await town.owner.query(
    `select account, sum(amount)::int as amount from fund.line where source = 'county' group by account`,
  )
  return Object.fromEntries(rows.map((row) => [row.account, row.amount]))
}

test('the journal says what a plain model says', async () => {
  // One journey after the other over one journal: what came before is what the next begins with.
  const model: Model = { arrived: 0, unallocated: 0, available: 0, given: [] }
  // Money that has reached its end and come back, so that every later journey goes on from all kinds of accounts.
  const plainly: readonly Act[] = [
    { do: 'arrive', amount: 60 },
    { do: 'allocate', amount: 50 },
    { do: 'propose', amount: 12 },
    { do: 'approve', which: 0 },
    { do: 'pay', which: 0, amount: 9 },
    { do: 'recover', which: 0, amount: 2 },
  ]
  for (const step of plainly) expect(await perform(model, step)).toEqual([true, true])
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 30 }), async (steps) => {
      for (const step of steps) {
        const [done, expected] = await perform(model, step)
        expect([step, done]).toEqual([step, expected])
      }
      const total = (part: 'reserved' | 'committed' | 'paid') => model.given.reduce((n, g) => n + g[part], 0)
      const {
        outside = 0,
        unallocated = 0,
        available = 0,
        reserved = 0,
        committed = 0,
        paid = 0,
      } = await sums()
      expect({ unallocated, available, reserved, committed, paid }).toEqual({
        unallocated: model.unallocated,
        available: model.available,
        reserved: total('reserved'),
        committed: total('committed'),
        paid: total('paid'),
      })
      expect(outside + model.arrived).toBe(0)
      expect(outside + unallocated + available + reserved + committed + paid).toBe(0)
    }),
    { numRuns: 12, endOnFailure: true },
  )
  expect(everPaid).toBeGreaterThan(9)
}, 60_000)
