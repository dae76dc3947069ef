import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { clauseText, plainText } from '../domain/clause-text.ts'
import { planSummary } from '../domain/plan-summary.ts'
import { readPlanFile } from './read-plan-file.ts'

const at = (path: string): string => fileURLToPath(new URL(path, import.meta.url))

const ROOT = '../../../../'
const PLANS = {
  daning: { file: at(`${ROOT}plans/141030-daning-2022.yaml`), seed: 'daning-2022-37.txt' },
  qinshui: { file: at(`${ROOT}plans/140521-longgang-2023.yaml`), seed: 'qinshui-2023-33.txt' },
}

async function planIn(file: string) {
  const check = await readPlanFile(file)
  if (!check.ok)
    throw new Error(check.problems.map(({ line, refusal }) => `${line} ${refusal.zh}`).join('\n'))
  return check.plan
}

describe('the two real plans 真实方案', () => {
  it('read without a problem and hold all of 大宁', async () => {
    expect(planSummary(await planIn(PLANS.daning.file))).toEqual({
      条款: 65,
      目标: 71,
      指标: 57,
      考核期间: 4,
      实施阶段: 4,
      资金来源: 1,
      支持方向: 0,
      政策: 12,
      奖补办法: 2,
      设施: 9,
      列举: 40,
      机构: 9,
      职责: 13,
      系统: 30,
      解释口径: 35,
      待县里确认: 35,
    })
  })

  it('read without a problem and hold all of 沁水', async () => {
    expect(planSummary(await planIn(PLANS.qinshui.file))).toEqual({
      条款: 63,
      目标: 34,
      指标: 19,
      考核期间: 6,
      实施阶段: 4,
      资金来源: 3,
      支持方向: 3,
      政策: 16,
      奖补办法: 9,
      设施: 16,
      列举: 27,
      机构: 14,
      职责: 32,
      系统: 26,
      解释口径: 36,
      待县里确认: 36,
    })
  })

  it('keep the targets that statistics computes first', async () => {
    const pick = async (file: string) =>
      (await planIn(file)).targets
        .filter(({ topic }) => topic === '经济指标' || topic === '市场主体')
        .map((t) => `${t.indicator} ${t.op} ${t.op === 'range' ? '' : t.value}${t.unit} ${t.per} ${t.period}`)
    expect(await pick(PLANS.daning.file)).toEqual([
      'gross-output ≥ 1亿元 year built-fourteenth-five',
      'gross-output-growth ≥ 2百分点 year built-fourteenth-five',
      'online-retail ≥ 2000万元 year built-fourteenth-five',
      'online-retail-growth ≥ 5百分点 year built-fourteenth-five',
      'new-entities ≥ 10个 year construction',
      'new-entities-ecommerce-share ≥ 60% year construction',
    ])
    expect(await pick(PLANS.qinshui.file)).toEqual([
      'gross-output > 1.5亿元 year year-2023',
      'gross-output-growth ≥ 2百分点 year year-2023',
      'online-retail > 3000万元 year years-from-2023',
      'online-retail-growth ≥ 10百分点 year years-from-2023',
      'new-entities ≥ 30个 period construction',
      'new-ecommerce-firms ≥ 10个 period construction',
      'jobs ≥ 200人 end built',
    ])
  })
})

/** The plans as received: text from a PDF, with a table of contents and marks of a converter (#, **, ---). */
const received = (seed: string): string =>
  plainText(
    seed
      .split('\n')
      .map((line) => line.replace(/\.*\t\s*\d+\s*$/, '').replace(/^\s*(#+\s|-{3,}\s*$)/, ''))
      .join('\n')
      .replaceAll('**', ''),
  )

/** Beside the checkout, or beside the folder of its worktrees. */
const seedAt = (seed: string): string | undefined =>
  ['../', '../../'].map((up) => at(`${ROOT}${up}shared/seeds/${seed}`)).find(existsSync)

describe.each(Object.values(PLANS))('$seed', ({ file, seed }) => {
  it('is in its clauses word for word, nothing dropped or added', async ({ skip }) => {
    const source = seedAt(seed)
    if (source === undefined) return skip(`没有 shared/seeds/${seed}，不能与原文核对`)
    const { clauses } = await planIn(file)
    const whole = received(readFileSync(source, 'utf8'))
    const plain = clauses.map(clauseText)
    const starts = plain.map((_, i) => plain.slice(0, i).join('').length)
    expect(
      clauses.filter((_, i) => !whole.startsWith(plain[i] ?? '?', starts[i])).map(({ id }) => id),
    ).toEqual([])
    expect(plain.join('').length).toBe(whole.length)
  })
})

describe('a new county 新县', () => {
  it('of another shape is one more file', async () => {
    const plan = await planIn(at('../domain/cases/made-up-county.yaml'))
    expect(plan.funds.sources.map(({ level }) => level)).toEqual(['other', 'other'])
  })
})
