import { type ComponentType, createContext, useContext } from 'react'

/** 菜单分组 In the order the menu shows them. */
export const MENU_GROUPS = {
  plan: { zh: '方案与目标', en: 'Plan and targets' },
  money: { zh: '资金与项目', en: 'Money and projects' },
  registers: { zh: '主体与登记', en: 'Registers' },
  trace: { zh: '溯源', en: 'Traceability' },
  data: { zh: '数据接入', en: 'Data in' },
  delivery: { zh: '配送', en: 'Delivery' },
  subsidy: { zh: '奖补', en: 'Subsidies' },
  people: { zh: '人员与权限', en: 'People' },
  house: { zh: '平台管理', en: 'Platform' },
} as const

export type MenuGroup = keyof typeof MENU_GROUPS

/**
 * 页面 One page of the desk, as a room offers it from `web/index.tsx`: `export const partyScreens: readonly Screen[]`.
 * Under `/e/$etown/` it works in that e-town, under `/admin/` over the whole platform. `$name` is a parameter, read by
 * useParam (./place.ts).
 */
export type Screen = {
  readonly path: `/${string}`
  readonly title: { readonly zh: string; readonly en: string }
  /** For whoever is not signed in: drawn without header and menu (`/sign-in`, `/set-up`). */
  readonly open?: boolean
  /** For a screen on a wall: drawn alone. Whether it may be seen only its own questions tell. */
  readonly bare?: boolean
  readonly group?: MenuGroup
  readonly icon?: ComponentType<{ readonly 'aria-hidden'?: boolean }>
  /** Permission without which the page is neither in the menu nor opened; the server checks again. */
  readonly may?: string
  /** Stands in the menu, under its `group`. Its path may have no parameter but `$etown`. */
  readonly menu?: boolean
  /** 下一步 What this page lets one do next, in one sentence: a card on the e-town's home. Same rule for its path. */
  readonly next?: { readonly zh: string; readonly en: string }
  readonly load: () => Promise<{ readonly Page: ComponentType }>
}

/** Every page the desk has, for the menu and the homes. */
export const ScreensContext = createContext<readonly Screen[]>([])

export const useScreens = (): readonly Screen[] => useContext(ScreensContext)
