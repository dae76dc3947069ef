import { randomInt } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { canonicalJson } from '#kernel/canonical'
import { type Drawn, drawing, randomScheme } from '#test/random-schemes'
import { type AwardReceipt, hashOf } from './award-receipt.ts'
import { compute } from './compute.ts'
import { receiptText } from './receipt-text.ts'
import { type Rule, readyRule } from './rule.ts'
import { sealed, verifyReceipt } from './verify.ts'

/** SUBSIDY_CASES=1000000 for the long run; SUBSIDY_SEED to see a case again. */
const CASES = Number(process.env.SUBSIDY_CASES ?? 4000)
const SEED = Number(process.env.SUBSIDY_SEED ?? randomInt(2 ** 31))
const PER_SCHEME = 20

const SUBJECT = { applicant: '甲', project: '乙' }

const ruleFor = ({ scheme }: Drawn): Rule =>
  readyRule({
    etown: '539922-baishi',
    plan: { document: '文', version: '1', inForceFrom: '2020-01-01' },
    clause: { id: '一', sha256: '' },
    day: '2026-01-01',
    scheme,
    parameters: (scheme.parameters ?? []).map(({ name, values }) => ({
      name,
      said: `${values[0]?.value}${values[0]?.unit}`,
      why: '',
    })),
    readings: [],
  })

function receiptFor(rule: Rule, facts: AwardReceipt['facts']): AwardReceipt {
  const computed = compute(rule, { subject: SUBJECT, facts })
  if (!computed.ok) throw new Error(computed.refused.map(({ zh }) => zh).join())
  return computed.value
}

describe(`random schemes, seed ${SEED}`, () => {
  it(`come to what plain BigInt comes to, ${CASES} times`, () => {
    const draw = drawing(SEED)
    for (let done = 0; done < CASES; done += PER_SCHEME) {
      const drawn = randomScheme(draw)
      const rule = ruleFor(drawn)
      for (let i = 0; i < PER_SCHEME; i++) {
        const { facts, amount } = drawn.draw()
        const { result } = receiptFor(rule, facts)
        if (result.amount !== String(amount))
          expect({ facts, scheme: drawn.scheme, amount: result.amount }).toEqual({ amount: String(amount) })
      }
    }
  }, 600_000)

  it('with any fact unknown ask for it and give no amount', { timeout: 60_000 }, () => {
    const draw = drawing(SEED)
    for (let i = 0; i < 100; i++) {
      const drawn = randomScheme(draw)
      const { facts } = drawn.draw()
      const gone = draw(facts.length)
      const left = facts.map((fact, j) => (j === gone ? { ...fact, value: null } : fact))
      const { result } = receiptFor(ruleFor(drawn), left)
      expect([result.verdict, result.amount]).toEqual(['待补', null])
      expect(result.asks).toEqual([facts[gone]?.name])
    }
  })

  it('are written in the one canonical text, and redone from it', { timeout: 60_000 }, () => {
    const draw = drawing(SEED)
    for (let i = 0; i < 100; i++) {
      const drawn = randomScheme(draw)
      const rule = ruleFor(drawn)
      const receipt = receiptFor(rule, drawn.draw().facts)
      expect(receiptText(receipt, rule.wording)).toBe(canonicalJson(JSON.parse(JSON.stringify(receipt))))
      expect(verifyReceipt(JSON.parse(JSON.stringify(sealed(rule, receipt)))).ok).toBe(true)
    }
  })
})

describe('a receipt with one thing changed', () => {
  const drawn = randomScheme(drawing(7))
  const rule = ruleFor(drawn)
  const text = JSON.stringify(sealed(rule, receiptFor(rule, drawn.draw().facts)))

  it('is refused whichever byte it is', { timeout: 60_000 }, () => {
    expect(verifyReceipt(JSON.parse(text)).ok).toBe(true)
    const bytes = Buffer.from(text)
    for (let at = 0; at < bytes.length; at++) {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ 1
      const parsed = parsedOr(changed.toString('utf8'))
      if (parsed !== undefined && JSON.stringify(parsed) !== text)
        expect(verifyReceipt(parsed).ok, `byte ${at}`).toBe(false)
    }
  })

  it('and hashed anew is still refused when its arithmetic is not so', () => {
    const file = sealed(rule, receiptFor(rule, drawn.draw().facts))
    const receipt = { ...file.receipt, result: { ...file.receipt.result, amount: '1' } }
    expect(codesOf({ ...file, receipt, sha256: hashOf(receipt) })).toEqual(['subsidy.receipt_not_reproduced'])
  })
})

describe('receipts of format 1, issued before', () => {
  const files = z
    .array(
      z
        .object({ receipt: z.object({ steps: z.array(z.looseObject({ says: z.string() })) }).loose() })
        .loose(),
    )
    .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'cases/第一版核算单.json'), 'utf8')))

  it('are redone, sentences and all', () => {
    expect(files.map((file) => verifyReceipt(file).ok)).toEqual([true, true, true, true])
  })

  it('are refused with one word of a sentence changed, also when hashed anew', () => {
    const [file] = files
    if (file === undefined) throw new Error('no receipt')
    const steps = file.receipt.steps.map((step, i) => (i === 0 ? { ...step, says: `${step.says}。` } : step))
    const receipt = { ...file.receipt, steps }
    expect(codesOf({ ...file, receipt })).toEqual(['subsidy.receipt_altered'])
    expect(codesOf({ ...file, receipt, sha256: hashOf(receipt) })).toEqual(['subsidy.receipt_not_reproduced'])
  })
})

function codesOf(file: unknown): readonly string[] {
  const outcome = verifyReceipt(file)
  return outcome.ok ? [] : outcome.refused.map(({ code }) => code)
}

function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
