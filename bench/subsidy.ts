import { hash } from 'node:crypto'
import Engine from 'publicodes'
import { day } from '#kernel/day'
import { fen as asFen, yuanText as written } from '#kernel/money'
import { readPlanFile } from '#plan'
import type { Asked } from '../src/modules/subsidy/domain/award-receipt.ts'
import { compute, evaluate } from '../src/modules/subsidy/domain/compute.ts'
import { explain } from '../src/modules/subsidy/domain/explain.ts'
import { shareOut } from '../src/modules/subsidy/domain/pool.ts'
import { readyRule } from '../src/modules/subsidy/domain/rule.ts'
import { ruleOn } from '../src/modules/subsidy/domain/rule-used.ts'
import { sealed } from '../src/modules/subsidy/domain/verify.ts'
import { computeAll } from '../src/modules/subsidy/domain/whole-pool.ts'
import { print, sideBySide } from './side-by-side.ts'

/**
 * The same rule, 5 % of what is above 5,000,000 yuan, for the same applicants in the same run. Publicodes issues no receipt:
 * it is asked for the amount only, a float, and what it is held against is first our amount, then our whole receipt – facts
 * with evidence, conditions, every step's value, RFC 8785 text, SHA-256. The sentences follow from a receipt when it is
 * read, and are timed apart.
 */
const EACH = 10_000
const POOL = 10_000_000_000n

const check = await readPlanFile(new URL('../plans/140521-longgang-2023.yaml', import.meta.url).pathname)
if (!check.ok) throw new Error('the plan has problems')
const used = ruleOn(check.plan, 'sales-award-industrial', day('2023-12-31'))
if (!used.ok) throw new Error('no rule')
const rule = readyRule(used.value)

const sales = (i: number): bigint => 450_000_000n + BigInt(i) * 48_611n
const evidence = [{ what: '订单导出文件', ref: '批次12', sha256: 'a'.repeat(64) }]
const asked = (i: number): Asked => ({
  subject: { applicant: String(i), project: `${i}-2023` },
  facts: [
    { name: '主体类型', value: '电商企业', evidence },
    { name: '当年网络销售额', value: String(sales(i)), evidence },
  ],
})
const nodeHash = (text: string): string => hash('sha256', text)
const yuanText = (amount: bigint): string => written(asFen(amount))
const applicants = Array.from({ length: 10_000 }, (_, i) => asked(i))
const entries = applicants.map((each, i) => ({ asked: each, at: String(i).padStart(5, '0') }))

const engine = new Engine({
  sales: { valeur: '0 €' },
  kind: { valeur: "'other'" },
  threshold: { valeur: '5000000 €' },
  rate: { valeur: '5%' },
  excess: { valeur: 'sales - threshold', plancher: '0 €' },
  award: {
    'applicable si': {
      'toutes ces conditions': [
        { 'une de ces conditions': ["kind = 'firm'", "kind = 'shop'"] },
        'sales >= threshold',
      ],
    },
    valeur: 'excess * rate',
    arrondi: '2 décimales',
  },
})

let [fen, yuan, bytes] = [0n, 0, 0]
const evaluated = () => {
  for (const each of applicants.slice(0, EACH)) fen += evaluate(rule, each)?.amount ?? 0n
  return Promise.resolve()
}
const issued = () => {
  for (const each of applicants.slice(0, EACH)) {
    const receipt = compute(rule, each)
    if (receipt.ok) bytes += sealed(rule, receipt.value, nodeHash).sha256.length
  }
  return Promise.resolve()
}
const publicodes = () => {
  for (let i = 0; i < EACH; i++) {
    engine.setSituation({ sales: `${yuanText(sales(i))} €`, kind: "'firm'" })
    const { nodeValue } = engine.evaluate('award')
    yuan += typeof nodeValue === 'number' ? nodeValue : 0
  }
  return Promise.resolve()
}

const explained = () => {
  let length = 0
  for (const each of applicants) {
    const said = explain(rule, each)
    if (said.ok) for (const { says } of said.value.steps) length += says.length
  }
  return length
}

const reference = { name: 'publicodes 1.10.3', run: publicodes }
const amounts = await sideBySide(
  `the amount of ${EACH} applicants by the same rule, one core`,
  { name: 'every step exact', run: evaluated },
  reference,
  { rounds: 9, bar: 1 / 20 },
)
const receipts = await sideBySide(
  `${EACH} whole receipts with canonical text and SHA-256, against the bare amount of publicodes, one core`,
  { name: 'receipts', run: issued },
  reference,
  { rounds: 9, bar: 1 / 20 },
)
const perSecond = (ms: number): string => Math.round((EACH / ms) * 1000).toLocaleString('en')
console.log(`amounts a second: ${perSecond(amounts.ours.median)}`)
console.log(`receipts a second: ${perSecond(receipts.ours.median)} (bar 20,000)`)
console.log(`publicodes a second: ${perSecond(amounts.reference.median)}`)

const saying = performance.now()
const said = explained()
const sentences = performance.now() - saying
const began = performance.now()
const all = entries.map(({ asked: each, at }, i) => ({
  id: String(i),
  amount: evaluate(rule, each)?.amount ?? 0n,
  score: 0n,
  at,
}))
const shared = shareOut(POOL, all, '按比例', '给剩余')
const recomputed = performance.now() - began
const again = performance.now()
const whole = computeAll(rule, entries).map((one) => one && sealed(rule, one, nodeHash))
console.log(
  `whole pool of ${shared.allotments.length}: amounts and shares ${recomputed.toFixed(0)} ms (bar 1000)`,
)
console.log(
  `whole pool of ${whole.length}: receipts with hashes ${(performance.now() - again).toFixed(0)} ms`,
)
console.log(`sentences of ${EACH} receipts, when they are read: ${sentences.toFixed(0)} ms`)
if (said === 0 || fen === 0n || yuan === 0 || bytes === 0) throw new Error('nothing was computed')
print(amounts)
print(receipts)
