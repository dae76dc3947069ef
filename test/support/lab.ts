import { expect } from 'vitest'
import {
  addInstrument,
  addReagent,
  addTask,
  calibrate,
  enterBlank,
  issueCertificate,
  recordRun,
  reviewSample,
  takeSample,
} from '#contract/inspection'
import { day } from '#kernel/day'
import type { Asked } from '#test/asking'
import { type Orchard, openOrchard } from '#test/orchard'

type Ask = Orchard['ask']

/** 检测室 An orchard with the people of a laboratory: one draws, one tests blind, one reviews, and the grower certifies. */
export type Lab = Orchard & {
  readonly sampler: Ask
  readonly tester: Ask
  readonly reviewer: Ask
  readonly grower: Ask
  /** Draws a sample of a lot. */
  draw(
    lot: string,
    more?: { food?: string; method?: string; purpose?: string },
  ): Promise<{ id: string; code: string }>
  /** The bench's instrument, calibrated all year, and a reagent in date. */
  readonly tools: { readonly instrument: string; readonly reagent: string }
  /** Enters a reading by them; the blank is 0.500. */
  run(code: string, sample: string, by?: Ask): Promise<Asked<typeof recordRun>>
  /** A sample of a lot that passed: its number and label. */
  passed(lot: string, more?: { food?: string; method?: string }): Promise<{ id: string; label: string }>
  /** A calibrated instrument with a valid blank of today. */
  instrument(serial: string, machineKey?: string): Promise<string>
  issue(lot: string, more?: object, by?: Ask): Promise<Asked<typeof issueCertificate>>
}

export async function openLab(): Promise<Lab> {
  const orchard = await openOrchard()
  const [sampler, tester, reviewer] = await Promise.all([
    orchard.as(['agriculture']),
    orchard.as(['operator']),
    orchard.as(['office']),
  ])
  const grower = await orchard.as(['merchant'], orchard.party)
  const made = async <E extends Parameters<Ask>[0]>(ask: Ask, endpoint: E, asked: object) => {
    const got = await ask(endpoint, asked)
    expect(got.refused).toEqual([])
    return got.answer
  }
  const draw: Lab['draw'] = async (lot, more = {}) => {
    const body = { lot, food: 'apple', method: 'GB/T 5009.199-2003', purpose: 'self', ...more }
    const task = await made(sampler, addTask, { body })
    return made(sampler, takeSample, {
      params: { task: task.id },
      body: { takenAt: orchard.before(1), where: '3 号园东头' },
    })
  }
  const newInstrument = async (serial: string, machineKey?: string): Promise<string> => {
    const { id } = await made(reviewer, addInstrument, {
      body: { name: '快检仪', model: 'STD-9000', serial, ...(machineKey !== undefined && { machineKey }) },
    })
    await made(reviewer, calibrate, {
      params: { instrument: id },
      body: { on: day('2026-01-05'), until: day('2027-01-05'), certificate: `检-${serial}` },
    })
    return id
  }
  const { id: reagent } = await made(reviewer, addReagent, {
    body: { name: '丁酰胆碱酯酶', batch: 'B1', expiresOn: day('2027-01-05') },
  })
  const tools = { instrument: await newInstrument('BENCH'), reagent }
  const run: Lab['run'] = (code, sample, by = tester) =>
    by(recordRun, {
      params: { code },
      body: { control: '0.500', sample, measuredAt: orchard.before(0), ...tools },
    })
  return {
    ...orchard,
    sampler,
    tester,
    reviewer,
    grower,
    draw,
    run,
    tools,
    async passed(lot, more = {}) {
      const sample = await draw(lot, more)
      expect((await run(sample.code, '0.300')).refused).toEqual([])
      const { label } = await made(reviewer, reviewSample, {
        params: { sample: sample.id },
        body: { decision: 'confirmed' },
      })
      return { id: sample.id, label: label ?? '' }
    },
    async instrument(serial, machineKey) {
      const id = await newInstrument(serial, machineKey)
      await made(tester, enterBlank, {
        params: { instrument: id },
        body: { control: '0.420', measuredAt: orchard.before(0) },
      })
      return id
    },
    issue: (lot, more = {}, by = grower) =>
      by(issueCertificate, {
        body: {
          lot,
          quantity: '100',
          boxes: 20,
          origin: '山西省大宁县太古塬',
          contact: '13800001234',
          bases: ['control'],
          ...more,
        },
      }),
  }
}
