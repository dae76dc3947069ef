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
 * Who draws up does not approve, who delivers does not accept, who approves does not pay; the database holds the same for
 * accounts.
 * @law 沁水县乡村e镇实施方案 九(一)4, 九(二)6, 九(三), 六(二)(四); 大宁县乡村e镇实施方案 四, 五(二)(四)
 */
export const projectGrants = {
  'project.read': {
    zh: '查看项目',
    roles: [
      'leader',
      'office',
      'finance',
      ...departments,
      'operator',
      'operator-finance',
      'reviewer',
      'auditor',
    ],
  },
  'project.draft': { zh: '立项、报采购方案', roles: ['office', ...departments] },
  'project.approve': { zh: '核准方案、审定合同', roles: ['leader'], secondFactor: true },
  'project.procure': { zh: '公告、开标、定标、起草合同', roles: ['office'] },
  'project.deliver': { zh: '交付里程碑', roles: ['operator', 'office'] },
  'project.accept': { zh: '里程碑验收、验收公示', roles: ['office', ...departments], secondFactor: true },
  'project.pay': { zh: '里程碑付款', roles: ['finance'], secondFactor: true },
  'project.evaluate': { zh: '登记绩效评价', roles: ['reviewer', 'finance'] },
  'project.close': { zh: '归档、终止项目', roles: ['office'] },
  'project.do-duty': { zh: '登记部门事项', roles: [...departments, 'finance'] },
  'project.set-clocks': { zh: '核实法定期限', roles: ['office'] },
  'project.export': {
    zh: '导出项目与付款台账',
    roles: ['leader', 'office', 'finance', 'auditor'],
    secondFactor: true,
  },
} as const satisfies Grants<Role>
