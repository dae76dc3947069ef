import type { Grants } from '#kernel/endpoint'
import type { Role } from '../../identity/contract/index.ts'

const departments = [
  'agriculture',
  'revitalization',
  'approval',
  'investment',
  'publicity',
  'township',
] as const

/**
 * Who proposes does not approve, who approves does not pay.
 * @law 沁水县乡村e镇实施方案 九(一)4: the steering group decides on money; 九(三): the treasury pays and supervises.
 */
export const fundGrants = {
  'fund.read': {
    zh: '查看专项资金',
    roles: ['leader', 'office', 'finance', ...departments, 'reviewer', 'auditor'],
  },
  'fund.register': { zh: '登记到账与年终结转', roles: ['finance'], secondFactor: true },
  'fund.allocate': { zh: '分配到类别', roles: ['office'] },
  'fund.propose': { zh: '提出资金安排', roles: ['office', ...departments] },
  'fund.approve': { zh: '审定资金安排与占比例外', roles: ['leader'], secondFactor: true },
  'fund.release': { zh: '终止资金安排', roles: ['office', 'leader'] },
  'fund.pay': { zh: '支付与追回', roles: ['finance'], secondFactor: true },
} as const satisfies Grants<Role>
