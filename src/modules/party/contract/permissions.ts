import type { Grants } from '../../../kernel/endpoint.ts'
import type { Role } from '../../identity/contract/index.ts'

const staff = [
  'office',
  'agriculture',
  'revitalization',
  'approval',
  'investment',
  'township',
  'operator',
] as const
const watchers = ['leader', 'publicity', 'finance', 'reviewer', 'auditor'] as const

/** A merchant or a station keeper reads its own party only: `app/seeing.ts`. */
export const partyGrants = {
  'party.read': { zh: '查看市场主体', roles: [...staff, ...watchers, 'merchant', 'station-keeper'] },
  'party.write': { zh: '登记与修改市场主体', roles: [...staff] },
  'party.import': { zh: '导入市场主体', roles: [...staff] },
  'party.merge': { zh: '判断疑似重复', roles: ['office', 'approval', 'operator'] },
  'party.bound': { zh: '划定e镇范围', roles: ['office'] },
  'party.reveal': {
    zh: '查看完整个人信息',
    roles: ['office', 'approval', 'operator', 'auditor'],
    secondFactor: true,
  },
  'party.export': { zh: '导出市场主体', roles: [...staff, 'finance', 'auditor'], secondFactor: true },
} as const satisfies Grants<Role>
