import type { Role } from '#contract/identity'
import type { Grants } from '#kernel/endpoint'

const staff = ['office', 'agriculture', 'revitalization', 'township', 'operator'] as const
const makers = ['merchant', 'station-keeper'] as const
const watchers = ['leader', 'approval', 'reviewer', 'auditor'] as const

/** The county never issues a certificate: `certify` is for who grows or buys, and the rules ask that it be their own lot. */
export const inspectionGrants = {
  'inspection.read': { zh: '查看检测与合格证', roles: [...staff, ...makers, ...watchers] },
  'inspection.sample': { zh: '安排检测与抽样', roles: ['agriculture', 'office', 'township', 'operator'] },
  'inspection.test': { zh: '检测台：测定与仪器读数', roles: ['operator', 'agriculture', 'station-keeper'] },
  'inspection.review': { zh: '复核检测、录入确证结果', roles: ['office', 'agriculture', 'operator'] },
  'inspection.keep': { zh: '管理仪器、试剂与限量', roles: ['agriculture', 'office', 'operator'] },
  'inspection.supervise': { zh: '签收阳性、告知与复检申请', roles: ['agriculture', 'office', 'approval'] },
  'inspection.certify': { zh: '开具、作废、收取合格证', roles: ['merchant', 'station-keeper', 'operator'] },
  'inspection.export': {
    zh: '导出检测与合格证的表',
    roles: [...staff, 'merchant', 'auditor'],
    secondFactor: true,
  },
  'inspection.send': { zh: '仪器上传读数', roles: ['instrument'] },
} as const satisfies Grants<Role>
