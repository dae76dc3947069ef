import { describe, expect, it } from 'vitest'
import { smallPlan } from '../../../../test/support/small-plan.ts'
import { readPlanText } from '../app/read-plan-file.ts'
import type { PlanFile } from '../contract/plan-file.ts'
import { citationsOf } from './citations.ts'
import { firstDecision } from './first-decision.ts'
import { changesBetween } from './plan-changes.ts'
import { planHash } from './plan-hash.ts'
import { restingOn } from './plan-items.ts'

const planIn = (text: string): PlanFile => {
  const check = readPlanText(text)
  if (!check.ok) throw new Error(check.problems.map(({ refusal }) => refusal.zh).join('\n'))
  return check.plan
}
const plan = planIn(smallPlan())

describe('引用 citations', () => {
  it('name everything that stands on a clause, with its words', () => {
    const said = citationsOf(plan).map(
      ({ kind, code, clause, quote }) => `${clause} ${kind} ${code} ${quote}`,
    )
    expect(said).toEqual([
      '一 boundary 510104-jincheng 甲村、乙村',
      '通知 document document 锦府发〔2024〕2号',
      '一 period built 2024年建成',
      '一 stage work 2024年建成',
      '一 target new-ecommerce-firms 新增电商企业8家以上',
      '二 fund-source city 市级资金200万元',
      '二 fund-category build 建设不低于40%',
      '二 fund-category build 100%为限',
      '二 policy publicity 公示不少于5个工作日',
      '一 facility centre 建服务中心',
      '二 body bureau 商务局',
      '二 duty bureau 商务局负责公示',
      '一 interpretation at-least 8家以上',
    ])
  })
})

describe('口径所及 what rests on an interpretation', () => {
  it('is every item that names it', () => {
    expect(restingOn(plan, 'at-least').map(({ kind, code }) => `${kind} ${code}`)).toEqual([
      'target new-ecommerce-firms',
    ])
    expect(restingOn(plan, 'nobody-asks')).toEqual([])
  })
})

describe('版本差异 changes', () => {
  it('are none between a plan and itself, however its fields are ordered', () => {
    const turned = { ...plan, targets: plan.targets.map((t) => Object.assign({}, { unit: t.unit }, t)) }
    expect(changesBetween(plan, turned)).toEqual([])
    expect(planHash(turned)).toBe(planHash(plan))
  })

  it('name what is added, taken away and changed, field by field', () => {
    const amended = planIn(smallPlan({ firms: 12 }))
    const facilities = [
      { ...amended.facilities[0], code: 'hall', name: '展厅', clause: '一', quote: '建服务中心' },
    ]
    const changes = changesBetween(plan, { ...amended, facilities })
    expect(
      changes.map(
        ({ kind, code, change, fields }) => `${change} ${kind} ${code} ${fields.map((f) => f.key)}`,
      ),
    ).toEqual([
      'changed clause 一 text,sha256',
      'changed target new-ecommerce-firms quote,value',
      'added facility hall ',
      'changed interpretation at-least places',
      'removed facility centre ',
    ])
    expect(changes[1]?.fields[1]).toEqual({ key: 'value', before: '8', after: '12' })
    expect(changes[3]?.fields[0]?.after).toBe('一 12家以上')
  })
})

describe('首个决定 the first decision', () => {
  const [asked] = plan.interpretations
  if (asked === undefined) throw new Error('no interpretation')
  const confirmed = {
    origin: 'person',
    state: 'confirmed',
    adopted: 'exclusive',
    reason: '会议决定',
    decidedBy: '领导小组',
    decidedOn: plan.version.adopted_on,
  } as const

  it('is what the file says', () => {
    expect(firstDecision(asked, undefined)).toMatchObject({
      origin: 'file',
      state: 'proposed',
      adopted: 'inclusive',
    })
  })
  it('is the county’s word on the same question, though the file proposes otherwise', () => {
    expect(firstDecision(asked, { interpretation: asked, decision: confirmed })).toEqual({
      ...confirmed,
      origin: 'carried',
    })
  })
  it('is asked anew where the question changed, or was never decided', () => {
    const other = { ...asked, issue: '另一个问题' }
    expect(firstDecision(other, { interpretation: asked, decision: confirmed }).origin).toBe('file')
    const proposed = { ...confirmed, state: 'proposed' } as const
    expect(firstDecision(asked, { interpretation: asked, decision: proposed }).origin).toBe('file')
  })
})
