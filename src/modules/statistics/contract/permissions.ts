import type { Role } from '#contract/identity'
import type { Grants } from '#kernel/endpoint'

export const statisticsGrants = {
  'statistics.read': {
    zh: '查看目标看板和指标',
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
  /** A screen on a wall shows sums only. Whoever opens a number on it needs a session and the permission for its rows. */
  'statistics.watch': {
    zh: '观看大屏',
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
      'display',
    ],
  },
  // Rows name shops and entities with their sums: who runs a shop must not read the others'.
  'statistics.read-rows': {
    zh: '查看指标的明细行',
    roles: ['leader', 'office', 'township', 'finance', 'operator', 'reviewer', 'auditor'],
  },
  'statistics.export-tables': {
    zh: '导出统计表',
    roles: ['leader', 'office', 'township', 'finance', 'operator', 'reviewer', 'auditor'],
    secondFactor: true,
  },
  'statistics.export-rows': {
    zh: '导出指标的明细行',
    roles: ['leader', 'office', 'township', 'finance', 'operator', 'reviewer', 'auditor'],
    secondFactor: true,
  },
  /** @law 沁水县乡村e镇实施方案 九(三)：龙港镇政府负责产业统计和数据上报 */
  'statistics.enter': { zh: '录入与更正数值', roles: ['office', 'township'] },
  'statistics.recount': { zh: '全量重算核对', roles: ['office', 'auditor'] },
  'statistics.repair': { zh: '按重算改正汇总', roles: ['office'], secondFactor: true },
} as const satisfies Grants<Role>
