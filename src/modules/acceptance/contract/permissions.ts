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
 * Who did the work assesses it, the county accepts it, and a third party scores and samples.
 * @law 沁水县乡村e镇实施方案 六(四), 九(二)6; 大宁县乡村e镇实施方案 五(四)
 */
export const acceptanceGrants = {
  'acceptance.read': {
    zh: '查看验收档案',
    roles: ['leader', 'office', 'finance', ...departments, 'operator', 'reviewer', 'auditor'],
  },
  'acceptance.assess': { zh: '补充验收证据、自评、整改', roles: ['office', ...departments, 'operator'] },
  'acceptance.accept': { zh: '县验收与复验', roles: ['leader', 'finance'], secondFactor: true },
  'acceptance.find': { zh: '提出验收问题', roles: ['leader', 'finance', 'reviewer', 'auditor'] },
  'acceptance.export': {
    zh: '生成整份验收档案',
    roles: ['leader', 'office', 'finance', 'reviewer', 'auditor'],
    secondFactor: true,
  },
  'acceptance.adopt': { zh: '采用评分表、公布抽样名单', roles: ['office'] },
  'acceptance.score': { zh: '第三方评分', roles: ['reviewer', 'auditor'] },
  'acceptance.draw': { zh: '抽取电话核实名单', roles: ['reviewer', 'auditor'], secondFactor: true },
} as const satisfies Grants<Role>
