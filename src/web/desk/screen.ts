import type { ComponentType } from 'react'

/** 菜单分组 In the order the menu shows them. */
export const MENU_GROUPS = {
  plan: { zh: '方案与目标', en: 'Plan and targets' },
  registers: { zh: '主体与登记', en: 'Registers' },
  data: { zh: '数据接入', en: 'Data in' },
  people: { zh: '人员与权限', en: 'People' },
  house: { zh: '平台管理', en: 'Platform' },
} as const

export type MenuGroup = keyof typeof MENU_GROUPS

/**
 * 页面 One page of the desk, as a room offers it from `web/index.tsx`.
 * Under `/e/$etown/` it works in that e-town; under `/admin/` over the whole platform. `$name` is a parameter.
 */
export type Screen = {
  readonly path: `/e/$etown/${string}` | `/admin/${string}`
  readonly title: { readonly zh: string; readonly en: string }
  readonly group?: MenuGroup
  readonly icon?: ComponentType
  /** Permission without which the page is neither in the menu nor opened; the server checks again. */
  readonly may?: string
  /** Stands in the menu. Needs a `group`; a path with more parameters than `$etown` cannot stand there. */
  readonly menu?: boolean
  readonly load: () => Promise<{ readonly Page: ComponentType }>
}
