import { randomInt } from 'node:crypto'
import { drawing, randomScheme } from '#test/random-schemes'
import { evaluate } from '../src/modules/subsidy/domain/compute.ts'
import { readyRule } from '../src/modules/subsidy/domain/rule.ts'

/**
 * A million random cases – schemes of every shape, facts at the lines and beside them – against a reference written
 * apart from the engine in plain BigInt: `node bench/subsidy-cases.ts [cases] [seed]`. Ends with 1 at the first difference.
 */
const [cases, seed] = [Number(process.argv[2] ?? 1_000_000), Number(process.argv[3] ?? randomInt(2 ** 31))]
const PER_SCHEME = 20
const SUBJECT = { applicant: '甲', project: '乙' }

const draw = drawing(seed)
const began = performance.now()
for (let done = 0; done < cases; done += PER_SCHEME) {
  const drawn = randomScheme(draw)
  const { scheme } = drawn
  const rule = readyRule({
    etown: '539922-baishi',
    plan: { document: '文', version: '1', inForceFrom: '2020-01-01' },
    clause: { id: '一', sha256: '' },
    day: '2026-01-01',
    scheme,
    parameters: [],
    readings: [],
  })
  for (let i = 0; i < PER_SCHEME; i++) {
    const { facts, amount } = drawn.draw()
    const found = evaluate(rule, { subject: SUBJECT, facts })
    if (found?.amount === amount) continue
    console.error(`seed ${seed}, case ${done + i}: ${found?.amount}, the reference says ${amount}`)
    console.error(JSON.stringify({ scheme, facts }))
    process.exit(1)
  }
}
const seconds = (performance.now() - began) / 1000
console.log(
  `${cases.toLocaleString('en')} random cases equal to plain BigInt, seed ${seed}, ${seconds.toFixed(0)} s`,
)
