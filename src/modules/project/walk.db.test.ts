import { afterAll, beforeAll, expect, test } from 'vitest'
import { dice } from '#test/fuzz'
import { contracted, milestone, openProjectTown, type ProjectTown, payOf } from '#test/project-town'
import { listAllotments } from '../fund/contract/index.ts'
import * as project from './contract/index.ts'

/**
 * A random walk over one contract (deliveries, inspections, payments, recoveries, amendments), held after every step against a plain
 * model of it. The seed is printed by a failure.
 */
const SEED = Number(process.env.EZHEN_WALK_SEED ?? 7)
const STEPS = 40

type Part = { amount: bigint; paid: bigint; state: 'waiting' | 'delivered' | 'rejected' | 'accepted' }

let town: ProjectTown
let id: string
beforeAll(async () => {
  town = await openProjectTown()
  id = await contracted(town, '随机的一份合同', ['300', '200', '500'])
})
afterAll(() => town[Symbol.asyncDispose]())

const params = () => ({ project: id })
const detail = async () => (await town.office(project.getProject, { params: params() })).answer

async function amend(parts: readonly Part[]): Promise<number> {
  const total = String(parts.reduce((sum, { amount }) => sum + amount, 0n))
  const asked = await town.office(project.amendContract, {
    params: params(),
    body: {
      signedOn: '2026-09-01',
      money: [{ source: 'county', amount: total }],
      milestones: parts.map(({ amount }, i) => milestone(i + 1, String(amount))),
      why: '随机的变更，见补充协议',
      evidence: town.paper,
    },
  })
  if (asked.status !== 200) return asked.status
  const version = { ...params(), version: asked.answer.id }
  return (await town.leader(project.judgeVersion, { params: version, body: { approved: true } })).status
}

async function deliver(place: number): Promise<number> {
  const body = { place, deliveredOn: '2026-08-03', said: '交付', evidence: town.paper }
  return (await town.operator(project.deliverMilestone, { params: params(), body })).status
}

async function inspect(place: number, accepted: boolean): Promise<number> {
  const delivery = (await detail()).contract?.milestones.find((m) => m.place === place)?.delivery ?? '0'
  const body = { accepted, inspectedOn: '2026-08-10', said: '查看', evidence: town.paper }
  return (await town.inspector(project.inspectDelivery, { params: { ...params(), delivery }, body })).status
}

test(`milestones, payments and the fund say what a plain model says (seed ${SEED})`, async () => {
  const d = dice(SEED)
  const parts: Part[] = [300n, 200n, 500n].map((amount) => ({ amount, paid: 0n, state: 'waiting' }))
  const open = () => parts.some(({ state }) => state !== 'accepted')
  let [done, refused, added, back] = [0, 0, 0n, 0n]
  // What came back is free for others: it is no longer committed to this contract.
  const committed = () => parts.reduce((sum, { amount, paid }) => sum + amount - paid, 0n) - back
  for (let step = 0; step < STEPS; step++) {
    const at = d.below(parts.length)
    const part = parts[at]
    if (part === undefined) throw new Error('no part')
    const may = {
      deliver: part.state === 'waiting' || part.state === 'rejected',
      inspect: part.state === 'delivered',
    }
    const act = d.of(['deliver', 'inspect', 'pay', 'pay', 'recover', 'amend'] as const)
    let [status, wanted] = [0, false]
    if (act === 'deliver') {
      wanted = may.deliver
      status = await deliver(at + 1)
      if (wanted) part.state = 'delivered'
    } else if (act === 'inspect') {
      const accepted = d.chance(0.7)
      wanted = may.inspect
      status = await inspect(at + 1, accepted)
      if (wanted) part.state = accepted ? 'accepted' : 'rejected'
    } else if (act === 'pay') {
      const amount = BigInt(1 + d.below(150))
      wanted = part.state === 'accepted' && part.paid + amount <= part.amount && amount <= committed()
      const body = payOf(town, at + 1, String(amount), `V${step}`)
      status = (await town.treasury(project.payMilestone, { params: params(), body })).status
      if (wanted) part.paid += amount
    } else if (act === 'recover') {
      const amount = BigInt(1 + d.below(60))
      wanted = part.paid >= amount
      const body = {
        place: at + 1,
        source: 'county',
        amount: String(amount),
        reason: '退货',
        evidence: town.paper,
      }
      status = (await town.treasury(project.recoverMilestone, { params: params(), body })).status
      if (wanted) part.paid -= amount
      if (wanted) back += amount
    } else {
      const change = BigInt(d.below(80)) - 40n
      const next = parts.map((p, i) => (i === at ? { ...p, amount: p.amount + change } : p))
      const fixed = part.state === 'accepted' || part.state === 'delivered'
      // A supplement counts whole, whatever was taken away before: a tenth of the first 1000.
      const more = change > 0n ? change : 0n
      wanted = open() && (!fixed || change === 0n) && added + more <= 100n && committed() + change >= 0n
      status = await amend(next)
      if (wanted) part.amount += change
      if (wanted) added += more
    }
    // Once all is accepted nothing is delivered or amended any more.
    expect([step, act, status === 200]).toEqual([step, act, wanted])
    if (wanted) done += 1
    else refused += 1
    await agrees(parts, back)
  }
  expect(done).toBeGreaterThan(8)
  expect(refused).toBeGreaterThan(5)
}, 120_000)

async function agrees(parts: readonly Part[], back: bigint): Promise<void> {
  const { contract, paid } = await detail()
  const total = parts.reduce((sum, { amount }) => sum + amount, 0n)
  const spent = parts.reduce((sum, part) => sum + part.paid, 0n)
  expect(contract?.milestones.map((m) => [BigInt(m.amount), BigInt(m.paid), m.state])).toEqual(
    parts.map((part) => [part.amount, part.paid, part.state]),
  )
  expect([BigInt(contract?.amount ?? 0), BigInt(paid)]).toEqual([total, spent])
  const { answer } = await town.office(listAllotments)
  const own = answer.items.filter(({ contractNo }) => contractNo === contract?.number)
  const held = (of: 'committed' | 'paid') => own.reduce((sum, allotment) => sum + BigInt(allotment[of]), 0n)
  // The fund has committed what the contract is worth, less what came back, and not a fen more.
  expect([held('committed') + held('paid'), held('paid')]).toEqual([total - back, spent])
}
