import { day } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { keysOf } from '#kernel/keys'
import { granted, type Outcome, type Refusal } from '#kernel/refusal'
import type { Db } from '#platform/db/house'
import type { Call } from '#platform/http/route'
import { type Growing, growingOf, type LotBrief } from '#trace'
import { BASES, type checkLot } from '../contract/index.ts'
import { issuedOf } from '../db/certificates.ts'
import { labResultsOf } from '../db/lab.ts'
import { labelsOf, runsOf, type SampleWithTask, samplesOfLots } from '../db/samples.ts'
import {
  type Asked,
  type Basis,
  covers,
  type PassedTest,
  whyNoCertificate,
} from '../domain/certificate-rules.ts'
import { fromThousandths, thousandths } from '../domain/decimal.ts'
import { fitOf, foodNamed, warningsOf } from '../domain/registry.ts'
import { HOLDS } from '../domain/sample-states.ts'
import { FOODS, knownFood, knownMethod, PESTICIDES } from './registry.ts'
import { resultSaid } from './result-words.ts'
import { seenLot, spelt } from './seeing.ts'

export type LotFacts = {
  readonly growing: Growing
  readonly samples: readonly SampleWithTask[]
  readonly passed: readonly { readonly sample: SampleWithTask; readonly test: PassedTest }[]
  readonly openPositives: number
}

/** All that decides on a certificate: how it grew, what was tested of it and of all it was made of. */
export async function factsOfLot(db: Db<'inspection'>, etown: number, lot: bigint): Promise<LotFacts> {
  const growing = await growingOf(db, etown, lot)
  const samples = await samplesOfLots(db, etown, growing.lots)
  const passed = samples.filter(({ state }) => state === 'passed' || state === 'cleared')
  const results = await labResultsOf(
    db,
    etown,
    passed.map(({ id }) => id),
  )
  return {
    growing,
    samples,
    openPositives: samples.filter(({ state }) => HOLDS.some((held) => held === state)).length,
    passed: passed.map((sample) => {
      const lab = results.find((result) => result.sample === sample.id)
      const method = knownMethod(lab?.method ?? sample.method)
      const extended = fitOf(method, knownFood(sample.food)) === 'extended'
      return { sample, test: { method, extended, items: lab?.items.map(({ item }) => item) ?? [] } }
    }),
  }
}

export const askedOf = ({ growing, passed, openPositives }: LotFacts, bases: readonly Basis[]): Asked => ({
  bases,
  sprayed: growing.sprayed,
  harvestedOn: growing.harvestedOn,
  tests: passed.map(({ test }) => test),
  controlRecords: growing.records,
  openPositives,
})

export const whyNot = (facts: LotFacts, bases: readonly Basis[]): Refusal[] =>
  whyNoCertificate(askedOf(facts, bases), PESTICIDES)

export async function leftToIssue(db: Db<'inspection'>, etown: number, lot: LotBrief) {
  const issued = await issuedOf(db, etown, lot.id)
  const left = thousandths(lot.quantity) - thousandths(issued)
  return { issued: spelt(issued), left: spelt(fromThousandths(left)), thousandths: left }
}

/** 能开吗 Shown before anything is typed: what was sprayed, what was tested, and why a basis cannot be ticked. */
export async function checkLotIn(
  call: Call<typeof checkLot, 'inspection'>,
): Promise<Outcome<AnswerOf<typeof checkLot>>> {
  const { db, etown } = call
  const found = await seenLot(call, call.params.lot)
  if (!found.ok) return found
  const lot = found.value
  const facts = await factsOfLot(db, etown.id, lot.id)
  const ids = facts.passed.map(({ sample }) => sample.id)
  const [labels, runs] = await Promise.all([labelsOf(db, etown.id, ids), runsOf(db, etown.id, ids)])
  const { left } = await leftToIssue(db, etown.id, lot)
  const counted = facts.passed.filter(({ test }) => !test.extended)
  return granted({
    lot: String(lot.id),
    lotCode: lot.code,
    product: lot.item,
    quantity: spelt(lot.quantity),
    unit: lot.unit,
    left,
    listed: foodNamed(FOODS, lot.item)?.listed,
    open: lot.state === 'open',
    sprayed: facts.growing.sprayed.map(({ name, on, intervalDays }) => ({
      name,
      on: day(on),
      intervalDays,
      covered: counted.some(({ test }) => covers(test, name, PESTICIDES)),
    })),
    tests: facts.passed.flatMap(({ sample }) => {
      const number = labels.find((label) => label.sample === sample.id)?.number
      const mine = runs.filter((run) => run.sample === sample.id)
      const warnings = [...warningsOf(knownMethod(sample.method), knownFood(sample.food))]
      return number === undefined
        ? []
        : [{ sample: String(sample.id), number, said: resultSaid(sample, mine).zh, warnings }]
    }),
    bases: keysOf(BASES).map((basis) => ({
      basis,
      problems: whyNot(facts, [basis]).map(({ code, zh, en }) => ({ code, zh, en })),
    })),
  })
}
