import { expect } from 'vitest'
import { openSite } from '#contract/party'
import {
  addItem,
  getLabelRun,
  harvest,
  type ItemForm,
  issueLabels,
  openSeason,
  recordStep,
} from '#contract/trace'
import { day } from '#kernel/day'
import type { Room } from '#platform/room'
import { runOneJob } from '#platform/work/jobs'
import { actAs } from '#test/actor'
import { asking } from '#test/asking'
import { aParty } from '#test/shops'
import { type Office, openOffice } from '#test/towns'
import { labelJob } from '../../src/modules/trace/app/label-job.ts'

type Ask = Office['ask']

/** 果园 An orchard of e-town 1 with a product, a plot and a season, and somebody who keeps its records. */
export type Orchard = Office & {
  readonly party: string
  readonly item: string
  readonly gtin: string
  readonly season: string
  /** Makes an instant so many days before the server's now. */
  before(days: number): string
  /** A harvest of so much: the lot's number and code. */
  lotOf(quantity: string, ask?: Ask): Promise<{ id: string; code: string }>
  newItem(more?: Partial<ItemForm>): Promise<{ id: string; gtin: string }>
  record(kind: string, about: object, facts: Record<string, string>, days?: number): ReturnType<Ask>
  /** Labels a lot, to the end of its job. The run, and links of the first codes. */
  labelled(lot: string, quantity: number): Promise<{ run: string; sample: readonly string[] }>
  work(): Promise<void>
  as(roles: readonly string[], party?: string): Promise<Ask>
}

export async function openOrchard(rooms?: readonly Room[]): Promise<Orchard> {
  const office = await openOffice(rooms)
  const { ask, owner, server } = office
  const party = await aParty(owner, 1, '大宁县隆泰果业合作社')
  await owner.query(`update party.party set kind = 'organisation' where id = $1`, [party])
  const before = (days: number): string => new Date(server.clock.getTime() - days * 86_400_000).toISOString()
  const made = async <E extends Parameters<Ask>[0]>(endpoint: E, asked: object) => {
    const got = await ask(endpoint, asked)
    expect(got.refused).toEqual([])
    return got.answer
  }
  const site = await made(openSite, {
    body: { kind: 'base', name: '太古塬 3 号园', party, openedOn: day('2020-01-01') },
  })
  const newItem = async (more: Partial<ItemForm> = {}) =>
    made(addItem, {
      body: {
        party,
        name: '宁脆苹果',
        spec: '80 果 5 千克/箱',
        unit: 'kg',
        packSize: '5',
        shelfDays: 180,
        numbering: 'restricted',
        ...more,
      },
    })
  const { id: item, gtin } = await newItem()
  const season = await made(openSeason, {
    body: { item, site: site.id, name: '2026 年宁脆', areaMu: '12.5', startedOn: before(250).slice(0, 10) },
  })
  const work = async (): Promise<void> => {
    while (await runOneJob(server.house, 1, [labelJob], AbortSignal.timeout(60_000)));
  }
  return {
    ...office,
    party,
    item,
    gtin,
    season: season.id,
    before,
    newItem,
    work,
    lotOf: async (quantity, by = ask) => {
      const { answer, refused } = await by(harvest, {
        params: { season: season.id },
        body: { occurredAt: before(10), quantity },
      })
      expect(refused).toEqual([])
      return answer
    },
    record: (kind, about, facts, days = 5) =>
      ask(recordStep, { body: { kind, ...about, occurredAt: before(days), facts } }),
    labelled: async (lot, quantity) => {
      const { id: run } = await made(issueLabels, { params: { lot }, body: { quantity } })
      await work()
      const { sample } = await made(getLabelRun, { params: { run } })
      return { run, sample }
    },
    as: async (roles, own) =>
      asking(
        server,
        await actAs(server, { etown: 1, roles, name: '李果农', ...(own !== undefined && { party: own }) }),
      ),
  }
}
