import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { codes, type SubsidyTown, subsidyDesk, subsidyTown } from '#test/subsidy-town'
import * as subsidy from './contract/index.ts'

/** A made-up county whose every rule is written in another shape than the two real ones'; no code knows it. */
const COUNTY = '../../src/modules/plan/domain/cases/scheme-county.yaml'
const IN_2026 = { basisDay: '2026-06-30', category: 'whole' }

let town: SubsidyTown
let desk: Awaited<ReturnType<typeof subsidyDesk>>

beforeAll(async () => {
  town = await subsidyTown(COUNTY)
  desk = await subsidyDesk(town)
  await town.fill()
})
afterAll(() => town[Symbol.asyncDispose]())

const amountOf = async (id: string) => {
  const { answer } = await desk.office<typeof subsidy.getApplication>(subsidy.getApplication, {
    params: { application: id },
  })
  return answer
}

describe('另一个县 another county is its file alone', () => {
  test.each([
    ['progressive', { 年零售额: '600.5万元' }, '11015000'],
    ['flat', { 年零售额: '100万元' }, '1000000'],
    ['first-time', { 年零售额: '2500万元', 历年最高零售额: '900万元' }, '15000000'],
    ['whole-steps', { 出口额: '14.99万美元' }, '200000'],
    ['per-order', { 每单实付快递费: '0.80元 × 300\n1.50元 × 200', 本年已补快递费: '0元' }, '44000'],
    ['equipment', { 各台设备投资: '3万元 × 1\n60000元 × 1' }, '1600000'],
  ])('%s is applied for and comes to what its worked case says', async (scheme, facts, amount) => {
    const round = await town.open(scheme, 20_000_000n, scheme, IN_2026)
    const firm = await town.merchant(`${scheme}企业`)
    const id = await town.submit(firm, round, `${scheme}一号`, facts)
    expect((await desk.review(id)).answer.state).toBe('recommended')
    expect((await amountOf(id)).receipt).toMatchObject({ verdict: '可补', amountFen: amount })
  })
})

describe('排名 places', () => {
  test('are known once the round has closed; a refusal moves the others, whose check is then refused', async () => {
    const { review, check } = desk
    const round = await town.open('places', 100_000_000n, '排名', IN_2026)
    const ids: string[] = []
    for (const wan of [2000, 1500, 1300, 1100]) {
      const firm = await town.merchant(`${wan}万的企业`)
      ids.push(await town.submit(firm, round, '零售', { 年零售额: `${wan}万元` }))
    }
    const [first = '', second = '', , last = ''] = ids
    expect((await amountOf(first)).trial).toMatchObject({ verdict: '待补', asks: [], isRanked: true })
    expect(codes(await review(first))).toEqual(['subsidy.places_not_ready'])
    await town.at('2026-12-01T02:00:00Z')
    expect((await review(second)).answer.state).toBe('recommended')
    expect((await amountOf(second)).receipt).toMatchObject({ amountFen: '10000000' })
    expect(codes(await review(last))).toEqual(['subsidy.nothing_to_grant'])
    expect((await review(first, { event: 'refuse', reason: '订单不是本县发货' })).answer.state).toBe(
      'refused',
    )
    expect(codes(await check(second))).toEqual(['subsidy.places_changed'])
    expect((await check(second, desk.finance, 'send-back')).answer.state).toBe('submitted')
    expect((await review(second)).answer.state).toBe('recommended')
    expect((await check(second)).answer.state).toBe('checked')
    expect((await review(last)).answer.state).toBe('recommended')
    expect((await amountOf(last)).receipt?.steps[0]?.says).toContain('3家中第3名')
    await town.at('2026-11-22T02:00:00Z')
  })
})

describe('结转 carried over', () => {
  test('who the pool does not reach is first in the next round, whole', async () => {
    const { review, check, publish } = desk
    await town.adopt('pool-way', 'carried')
    const round = await town.open('equipment', 15_000_000n, '上一批', IN_2026)
    const ids: string[] = []
    for (const name of ['先到', '后到']) {
      const id = await town.submit(await town.merchant(name), round, `${name}的车间`, {
        各台设备投资: '5万元 × 20',
      })
      await review(id)
      await check(id)
      ids.push(id)
      await town.at('2026-11-22T03:00:00Z')
    }
    const [first = '', second = ''] = ids
    expect((await publish(round)).answer.entries).toBe(1)
    expect(await amountOf(first)).toMatchObject({ state: 'publicised', grantedFen: '10000000' })
    const waiting = await amountOf(second)
    expect(waiting).toMatchObject({ state: 'checked', roundName: '上一批' })
    expect(waiting.deeds.at(-1)).toMatchObject({
      event: 'carry',
      reason: expect.stringContaining('整份结转'),
    })
    const next = await town.open('equipment', 10_000_000n, '下一批', IN_2026)
    expect(await amountOf(second)).toMatchObject({ state: 'checked', round: next, roundName: '下一批' })
    expect((await publish(next)).answer.entries).toBe(1)
    expect(await amountOf(second)).toMatchObject({ state: 'publicised', grantedFen: '10000000' })
    await town.at('2026-11-22T02:00:00Z')
  })
})

describe('项目台账 the register', () => {
  test('a project of it is chosen, is one whoever applies, and cannot be held under another name', async () => {
    const { review, check } = desk
    const shown = await town.register('冷链加工车间', 'announced')
    const hidden = await town.register('还没公告的项目', 'planned')
    const [one, two] = [await town.merchant('承建方'), await town.merchant('另一家')]
    const listed = await one<typeof subsidy.listProjects>(subsidy.listProjects)
    expect(listed.answer.items.map(({ id }) => id)).toEqual([shown])
    const rounds = [
      await town.open('equipment', 10_000_000n, '台账甲', IN_2026),
      await town.open('equipment', 10_000_000n, '台账乙', IN_2026),
    ]
    const start = (who: typeof one, round: string | undefined, body: object) =>
      who<typeof subsidy.startApplication>(subsidy.startApplication, { body: { round, ...body } })
    expect(codes(await start(one, rounds[0], { registered: hidden }))).toEqual([
      'subsidy.project_not_registered',
    ])
    expect(codes(await start(one, rounds[0], { project: '冷链加工车间（新建）' }))).toEqual([
      'subsidy.project_registered',
    ])
    const itself = { project: '冷链加工车间', isAnother: true }
    expect(codes(await start(one, rounds[0], itself))).toEqual(['subsidy.project_registered'])
    const ids: string[] = []
    for (const [i, who] of [one, two].entries()) {
      const id = await town.submit(who, rounds[i] ?? '', { registered: shown }, { 各台设备投资: '5万元 × 2' })
      expect((await review(id)).answer.state).toBe('recommended')
      ids.push(id)
    }
    const [first = '', second = ''] = ids
    expect(await amountOf(first)).toMatchObject({ project: '冷链加工车间', registered: shown })
    expect((await check(first)).answer.state).toBe('checked')
    expect(codes(await check(second))).toEqual(['subsidy.double_benefit'])
    await expect(
      town.owner.query(
        `insert into subsidy.benefit (etown, exclusion, project_key, cost_item, application, held_at)
         values (1, 'once', '别名', '设备投资', $1, now())`,
        [second],
      ),
    ).rejects.toThrow('another project of the register')
  })

  test('what a party has under a name it has not once more by the number that name got later', async () => {
    const who = await town.merchant('先有后登')
    const rounds = [
      await town.open('equipment', 10_000_000n, '登记前', IN_2026),
      await town.open('equipment', 10_000_000n, '登记后', IN_2026),
    ]
    const asked = { 各台设备投资: '5万元 × 2' }
    const typed = await town.submit(who, rounds[0] ?? '', '烘干车间', asked)
    await desk.review(typed)
    expect((await desk.check(typed)).answer.state).toBe('checked')
    const registered = await town.register('烘干车间', 'announced')
    const again = await town.submit(who, rounds[1] ?? '', { registered }, asked)
    await desk.review(again)
    expect(codes(await desk.check(again))).toEqual(['subsidy.double_benefit'])
  })
})
