import type { Role } from '#contract/identity'
import type { Grants } from '#kernel/endpoint'

/** An applicant sees its own party only: `app/seeing.ts`. Who holds which duty at one application the database keeps apart. */
export const subsidyGrants = {
  'subsidy.read': {
    zh: '查看奖补',
    roles: ['office', 'leader', 'finance', 'operator', 'merchant', 'station-keeper', 'reviewer', 'auditor'],
  },
  'subsidy.apply': { zh: '申报奖补', roles: ['merchant', 'station-keeper'] },
  'subsidy.open': { zh: '开放申报', roles: ['office'], secondFactor: true },
  'subsidy.review': { zh: '奖补初审、商品归类', roles: ['office'] },
  'subsidy.publish': { zh: '奖补公示', roles: ['office'], secondFactor: true },
  'subsidy.check': { zh: '奖补财政复核', roles: ['finance'] },
  'subsidy.decide': { zh: '奖补审定', roles: ['leader'], secondFactor: true },
  'subsidy.pay': { zh: '奖补拨付与追回', roles: ['finance'], secondFactor: true },
} as const satisfies Grants<Role>
