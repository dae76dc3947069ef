import type { Grants } from '../../../kernel/endpoint.ts'
import type { Role } from '../../identity/contract/index.ts'

const watchers = [
  'leader',
  'agriculture',
  'revitalization',
  'investment',
  'publicity',
  'finance',
  'reviewer',
  'auditor',
] as const satisfies readonly Role[]

/** A merchant sees and imports for the shops of its own party only: `app/seeing.ts`. */
export const marketGrants = {
  'market.read': {
    zh: '查看网店与平台订单',
    roles: ['office', 'township', 'operator', 'merchant', ...watchers],
  },
  'market.list-shops': { zh: '登记与修改网店', roles: ['office', 'township', 'operator'] },
  'market.import': { zh: '导入平台订单', roles: ['office', 'township', 'operator', 'merchant'] },
  'market.export': {
    zh: '导出平台订单',
    roles: ['office', 'township', 'operator', 'merchant', 'finance', 'auditor'],
    secondFactor: true,
  },
  'market.map': { zh: '指明列的对应', roles: ['office', 'operator'] },
  'market.original': {
    zh: '下载订单原文件（含买家个人信息）',
    roles: ['office', 'auditor'],
    secondFactor: true,
  },
} as const satisfies Grants<Role>
