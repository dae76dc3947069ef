import { join } from 'node:path'
import { expect, it } from 'vitest'
import { day } from '#kernel/day'
import { readPlanFile } from '#plan'
import { readyRule } from './rule.ts'
import { ruleOn } from './rule-used.ts'
import { computeAll } from './whole-pool.ts'

const COUNTY = join(import.meta.dirname, '../../plan/domain/cases/scheme-county.yaml')

it('ranks every tier among all who handed in; equal ones share the better place', async () => {
  const check = await readPlanFile(COUNTY)
  const used = check.ok ? ruleOn(check.plan, 'places', day('2026-06-30')) : undefined
  if (!used?.ok) throw new Error('no rule')
  const wan = [1200, 2000, 1500, 1200, 1199, 999, 500, 400, 350, 320, 300, 299]
  const receipts = computeAll(
    readyRule(used.value),
    wan.map((each, i) => ({
      asked: {
        subject: { applicant: String(i), project: '排名' },
        facts: [{ name: '年零售额', value: `${each}000000`, evidence: [] }],
      },
      at: String(i),
    })),
  )
  expect(receipts.map((receipt) => receipt?.places[0]?.place)).toEqual([
    3,
    1,
    2,
    3,
    5,
    1,
    2,
    3,
    4,
    5,
    6,
    undefined,
  ])
  expect(receipts.map((receipt) => receipt?.result.amount)).toEqual(
    [10, 10, 10, 10, 0, 5, 5, 5, 5, 5, 0, 0].map((each) => String(each * 1_000_000)),
  )
})
