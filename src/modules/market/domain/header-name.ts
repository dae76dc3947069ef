import { halfWidth } from '#kernel/full-width'

/** 列名 A column's name for comparison: narrow, lower case, without spaces, wrapping and the unit in brackets. */
export const headerName = (raw: string): string =>
  halfWidth(raw)
    .toLowerCase()
    .replace(/[\s"'=\0\u200b-\u200d\u2060\ufeff]/g, '')
    .replace(/\((元|件|单位:元|人民币)\)$/, '')

/** 状态 A status for comparison: narrow, without spaces. */
export const statusName = (raw: string): string => halfWidth(raw).replace(/\s/g, '')
