/**
 * 读取结果 What reading one value gives: the value in its one normal spelling, or the first reason why it is none.
 * Reasons become Chinese sentences by outcomeOf in #kernel/refusals.
 */
export type Parsed<T, Why extends string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly why: Why }

export const read = <T>(value: T): Parsed<T, never> => ({ ok: true, value })

export const unread = <Why extends string>(why: Why): Parsed<never, Why> => ({ ok: false, why })
