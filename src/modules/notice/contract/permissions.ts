import type { Grants } from '#kernel/endpoint'
import { type Role, townRoles } from '../../identity/contract/index.ts'

const departments = [
  'agriculture',
  'revitalization',
  'approval',
  'investment',
  'publicity',
  'township',
] as const

/** @law 沁水县乡村e镇实施方案 六(四): lists are published for at least five working days. */
export const noticeGrants = {
  'notice.read': { zh: '查看公示', roles: townRoles },
  'notice.publish': {
    zh: '发布、更正、撤回公示',
    roles: ['office', 'finance', ...departments],
    secondFactor: true,
  },
  'notice.object': { zh: '登记异议', roles: ['office', 'finance', ...departments] },
  'notice.answer': { zh: '答复异议', roles: ['leader', 'office'], secondFactor: true },
} as const satisfies Grants<Role>
