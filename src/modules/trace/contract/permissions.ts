import type { Grants } from '../../../kernel/endpoint.ts'
import type { Role } from '../../identity/contract/index.ts'

const staff = ['office', 'agriculture', 'revitalization', 'township', 'operator'] as const
const makers = ['merchant', 'station-keeper', 'courier'] as const
const watchers = ['leader', 'approval', 'reviewer', 'auditor'] as const

export const traceGrants = {
  'trace.read': { zh: '查看溯源', roles: [...staff, ...makers, ...watchers] },
  'trace.query': { zh: '查询溯源事件库（EPCIS）', roles: [...staff, ...watchers, 'epcis-client'] },
  'trace.capture': { zh: '登记溯源事件', roles: [...staff, ...makers, 'epcis-client'] },
  'trace.subscribe': {
    zh: '管理溯源查询与订阅',
    roles: ['office', 'agriculture', 'operator', 'epcis-client'],
  },
  'trace.record': {
    zh: '登记追溯产品、生产记录、批次与赋码',
    roles: [...staff, 'merchant', 'station-keeper'],
  },
  'trace.supervise': { zh: '监管批次', roles: ['agriculture', 'office', 'approval'] },
  'trace.reveal': {
    zh: '查看收货方完整联系方式',
    roles: ['office', 'agriculture', 'operator', 'auditor'],
    secondFactor: true,
  },
  'trace.export': { zh: '导出追溯数据', roles: [...staff, 'merchant', 'auditor'], secondFactor: true },
  'trace.recall': { zh: '召回与演练', roles: ['office', 'agriculture', 'operator', 'auditor'] },
} as const satisfies Grants<Role>
