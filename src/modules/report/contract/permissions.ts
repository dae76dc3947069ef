import type { Role } from '#contract/identity'
import type { Grants } from '#kernel/endpoint'

export const reportGrants = {
  'report.read': {
    zh: '查看报表与快照',
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
      'reviewer',
      'auditor',
    ],
  },
  'report.design': { zh: '设计报表式样与映射', roles: ['office'] },
  'report.fill': { zh: '填报与交离线表', roles: ['operator', 'township', 'office'] },
  /** @law 沁水县乡村e镇实施方案 九(三)：镇政府负责产业统计和数据上报 */
  'report.pass': { zh: '镇级审核', roles: ['township'] },
  'report.lock': { zh: '县办公室审核、锁定与更正', roles: ['office'], secondFactor: true },
  'report.dispatch': { zh: '上报', roles: ['office'], secondFactor: true },
  'report.write': { zh: '拟写简报与工作报告', roles: ['office', 'publicity', 'operator', 'township'] },
  'report.publish': { zh: '审定与发布信息', roles: ['leader', 'office'], secondFactor: true },
  'report.export': {
    zh: '导出报表',
    roles: ['leader', 'office', 'township', 'operator', 'auditor'],
    secondFactor: true,
  },
  'report.receive': { zh: '登记报送单位、接收上报包', roles: ['city'], secondFactor: true },
  'report.compare': { zh: '查看各e镇上报汇总', roles: ['city'] },
  'report.export-received': { zh: '导出上报汇总', roles: ['city'], secondFactor: true },
} as const satisfies Grants<Role>
