import type { Role } from '#contract/identity'
import type { Grants } from '#kernel/endpoint'

const watchers = [
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
  'operator-finance',
  'reviewer',
  'auditor',
] as const

export const attestGrants = {
  'attest.read': { zh: '查看数据存证', roles: watchers },
  // A bundle holds what the records are about.
  'attest.bundle': {
    zh: '下载证据包',
    roles: ['office', 'finance', 'reviewer', 'auditor'],
    secondFactor: true,
  },
  'attest.examine': { zh: '全量核对存证日志', roles: ['office', 'auditor'] },
  'attest.invite': { zh: '管理见证方', roles: ['office'], secondFactor: true },
  'attest.erase': { zh: '依法删除存证内容', roles: ['office'], secondFactor: true },
} as const satisfies Grants<Role>
