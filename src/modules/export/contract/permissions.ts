import type { Grants } from '../../../kernel/endpoint.ts'
import type { Role } from '../../identity/contract/index.ts'

/** What may be exported is each room's own permission; here is only what becomes of it. */
export const exportGrants = {
  'export.read': {
    zh: '查看自己的导出',
    roles: [
      'leader',
      'office',
      'agriculture',
      'revitalization',
      'approval',
      'investment',
      'publicity',
      'township',
      'finance',
      'operator',
      'merchant',
      'reviewer',
      'auditor',
      'city',
    ],
  },
  'export.release': { zh: '放行导出', roles: ['leader', 'office'], secondFactor: true },
} as const satisfies Grants<Role>
