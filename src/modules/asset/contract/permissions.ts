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

/** Two bureaus hold the assets together: one asks, the other approves. @law 大宁县乡村e镇实施方案 四 */
export const assetGrants = {
  'asset.read': {
    zh: '查看国有资产',
    roles: ['leader', 'office', 'finance', ...departments, 'operator', 'reviewer', 'auditor'],
  },
  'asset.register': { zh: '登记资产、打印标签', roles: ['office', 'finance'] },
  'asset.move': { zh: '调拨、借出、归还、到期交回、申请处置', roles: ['office'] },
  'asset.approve': { zh: '审批资产处置', roles: ['finance', 'leader'], secondFactor: true },
  'asset.take': { zh: '开始和结束盘点', roles: ['office', 'finance'] },
  'asset.count': { zh: '盘点拍照', roles: ['office', 'finance', ...departments, 'operator'] },
} as const satisfies Grants<Role>
