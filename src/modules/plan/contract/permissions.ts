import type { Grants } from '#kernel/endpoint'
import { type Role, townRoles } from '../../identity/contract/index.ts'

/** The plan is a published document: whoever works in the e-town reads it. What changes it is the office's. */
export const planGrants = {
  'plan.read': { zh: '查看方案', roles: townRoles },
  'plan.check': { zh: '核对方案文件', roles: ['office'] },
  'plan.adopt': { zh: '采用方案版本', roles: ['office'], secondFactor: true },
  'plan.decide': { zh: '确认解释口径', roles: ['leader', 'office'], secondFactor: true },
} as const satisfies Grants<Role>
