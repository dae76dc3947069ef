import type { Grants } from '../../../kernel/endpoint.ts'
import type { Role } from '../../identity/contract/index.ts'

export const logisticsGrants = {
  'logistics.read-routes': {
    zh: '查看线路试算',
    roles: ['office', 'township', 'operator', 'leader', 'reviewer', 'auditor'],
  },
  'logistics.plan-routes': { zh: '试算配送线路', roles: ['office', 'operator'] },
} as const satisfies Grants<Role>
