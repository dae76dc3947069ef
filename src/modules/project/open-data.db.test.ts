import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ocdsTroubles, officialPairs } from '#test/ocds'
import {
  acceptedMilestone,
  contracted,
  milestone,
  openedProject,
  openProjectTown,
  type ProjectTown,
  payOf,
  planned,
  wan,
} from '#test/project-town'
import * as project from './contract/index.ts'

let town: ProjectTown
let id: string
beforeAll(async () => {
  town = await openProjectTown()
  id = await contracted(town, '公开的项目', [wan(10), wan(5)])
  await acceptedMilestone(town, id, 1)
  const params = { project: id }
  await town.treasury(project.payMilestone, { params, body: payOf(town, 1, '1234567', 'V-1') })
  await town.treasury(project.payMilestone, { params, body: payOf(town, 1, wan(5), 'V-2') })
  const asked = await town.office(project.amendContract, {
    params,
    body: {
      signedOn: '2026-09-01',
      money: [{ source: 'county', amount: wan(16) }],
      milestones: [milestone(1, wan(10)), milestone(2, wan(6))],
      why: '增加培训，见补充协议',
      evidence: town.paper,
    },
  })
  await town.leader(project.judgeVersion, {
    params: { ...params, version: asked.answer.id },
    body: { approved: true },
  })
  await openedProject(town, '开了标的项目', [wan(20), wan(30)], [{ source: 'county', amount: wan(30) }])
  await planned(town, '还没公告的项目', [{ source: 'county', amount: wan(1) }])
})
afterAll(() => town[Symbol.asyncDispose]())

/** As anybody on the internet: no session at all. */
async function open(path: string) {
  const reply = await town.server.app.inject({
    url: `/api/etowns/140521-longgang/ocds/${path}`,
    headers: { host: 'ezhen.example' },
  })
  return {
    status: reply.statusCode,
    data: reply.statusCode === 200 ? reply.json() : undefined,
    text: reply.body,
  }
}

describe('公开采购数据', () => {
  test('release package and record package hold the schema, without a field it does not know', async () => {
    const [releases, records] = [await open('release-package.json'), await open('record-package.json')]
    for (const strictly of [false, true]) {
      expect(ocdsTroubles('releases', releases.data, strictly)).toEqual([])
      expect(ocdsTroubles('records', records.data, strictly)).toEqual([])
    }
  })
  test('the schema is the published one, keyword by keyword', (context) => {
    const pairs = officialPairs()
    if (pairs === undefined) return context.skip('no shared/conformance/ocds beside this checkout')
    for (const { name, official, ours } of pairs)
      expect({ name, ...Object(ours) }).toEqual({ name, ...Object(official) })
  })
  test('the check bites', async () => {
    const { data } = await open('release-package.json')
    const [release] = data.releases
    const broken = {
      ...data,
      releases: [{ ...release, tag: [], tender: { ...release.tender, status: 'done' }, x: 1 }],
    }
    const troubles = ocdsTroubles('releases', broken, true)
    expect(troubles.map((text) => text.split(':')[0])).toEqual([
      '/releases/0',
      '/releases/0/tag',
      '/releases/0/tender/status',
    ])
  })
  test('payments are exact and name the milestone they were made for', async () => {
    const { data } = await open(`release-package.json?project=${id}`)
    const [release] = data.releases
    const [contract] = release.contracts
    expect(contract.value).toEqual({ amount: 160_000, currency: 'CNY' })
    expect(contract.amendments).toMatchObject([{ id: '2', rationale: '增加培训，见补充协议' }])
    const milestones = new Map<string, unknown>(
      contract.implementation.milestones.map((m: { id: string; status: string }) => [m.id, m.status]),
    )
    expect([...milestones]).toEqual([
      ['1', 'met'],
      ['2', 'scheduled'],
    ])
    const paid = contract.implementation.transactions
    expect(paid.map((t: { value: { amount: number } }) => t.value.amount)).toEqual([12_345.67, 50_000])
    for (const { relatedImplementationMilestone } of paid)
      expect(milestones.get(relatedImplementationMilestone.id)).toBe('met')
  })
  test('what is not announced is not public, nor what a person did', async () => {
    const { data, text } = await open('release-package.json')
    expect(data.releases.map((r: { tender: { title: string } }) => r.tender.title)).toEqual([
      '开了标的项目',
      '公开的项目',
    ])
    expect(text).not.toContain('王办事')
    const unknown = await open('release-package.json?project=3')
    expect([unknown.status, unknown.data]).toEqual([404, undefined])
  })
  test('every reference leads somewhere in its own release', async () => {
    const { data } = await open('release-package.json')
    for (const release of data.releases) {
      const parties = new Set(release.parties.map((p: { id: string }) => p.id))
      const named = [...JSON.stringify({ ...release, parties: [] }).matchAll(/"id":"(CN-[^"]+)"/g)].map(
        (m) => m[1],
      )
      expect(named.filter((one) => !parties.has(one))).toEqual([])
      for (const contract of release.contracts)
        expect(release.awards.map((a: { id: string }) => a.id)).toContain(contract.awardID)
    }
  })
})
