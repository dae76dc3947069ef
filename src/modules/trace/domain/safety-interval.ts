import { addDays, type Day } from '../../../kernel/day.ts'

/** 用药记录 One application of a pesticide or medicine. */
export type Application = {
  readonly name: string
  readonly on: Day
  /** 安全间隔期（休药期）in days, from the label. */
  readonly intervalDays: number
}

/** 间隔未满 What holds a harvest back, and the first day on which it no longer does. */
export type HeldBack = { readonly application: Application; readonly until: Day }

/**
 * The application that holds a harvest on that day back longest; undefined: none does. What was applied after the
 * harvest is no concern of it.
 * @law 农产品质量安全法 第二十九条; 农药管理条例 第三十四条
 */
export function heldBackBy(applications: readonly Application[], harvestOn: Day): HeldBack | undefined {
  return applications
    .filter((application) => application.on <= harvestOn)
    .map((application) => ({ application, until: addDays(application.on, application.intervalDays) }))
    .filter(({ until }) => harvestOn < until)
    .reduce<HeldBack | undefined>((longest, one) => {
      return longest === undefined || one.until > longest.until ? one : longest
    }, undefined)
}
