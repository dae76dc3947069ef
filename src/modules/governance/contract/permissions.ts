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

/** @law 沁水县乡村e镇实施方案 九(一)5、6, 九(二)2、3、6; 大宁县乡村e镇实施方案 六(一) */
export const governanceGrants = {
  'governance.desk': { zh: '看等自己办的事', roles: townRoles },
  'governance.read': {
    zh: '查看领导小组、会议与督查任务',
    roles: ['leader', 'office', 'finance', ...departments, 'operator', 'reviewer', 'auditor'],
  },
  'governance.lay-duties': { zh: '登记责任清单', roles: ['office'] },
  'governance.meet': { zh: '召集会议、记录议定事项', roles: ['office'] },
  'governance.assign': { zh: '交办、延期、催办任务', roles: ['leader', 'office'] },
  'governance.report': { zh: '上报任务办结', roles: ['office', 'finance', ...departments, 'operator'] },
  'governance.close': { zh: '任务销号或退回', roles: ['leader', 'office'] },
} as const satisfies Grants<Role>
