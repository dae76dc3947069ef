import type { Grants } from '../../../kernel/endpoint.ts'
import type { Role } from './roles.ts'

/**
 * 三员分立: accounts are made by one, rights given by another, both watched by a third.
 * @law GB/T 22239-2019 安全管理机构·岗位设置; 安全计算环境·访问控制
 */
export const identityGrants = {
  'identity.make-accounts': { zh: '开立与停用账号', roles: ['system-admin'], secondFactor: true },
  'identity.read-accounts': {
    zh: '查看账号',
    roles: ['system-admin', 'security-admin'],
    secondFactor: true,
  },
  'identity.grant-roles': { zh: '授予与收回岗位', roles: ['security-admin'], secondFactor: true },
  'identity.read-audit': { zh: '查看审计', roles: ['audit-admin', 'auditor'], secondFactor: true },
} as const satisfies Grants<Role>
