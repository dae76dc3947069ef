import type { Target } from '#contract/plan'

/** 采用的读法 Which reading of each interpretation the county follows, by the interpretation's code. */
export type Adopted = ReadonlyMap<string, string>

/**
 * Readings that change how a figure is made or judged, by their code in the plan file. A county decides otherwise by
 * adopting another of them; whoever writes a plan file gives readings that say the same thing the same code.
 */
export const READINGS = {
  /** The value itself does it: ≥. */
  inclusive: ['inclusive', 'at-least'],
  /** Only more does it: >. */
  exclusive: ['exclusive', 'more-than'],
  /** Neither less nor more does it: =. */
  exact: ['exact'],
  /** Of a range the upper bound binds too; otherwise going beyond it is pointed out only. */
  bothBind: ['both-bind'],
  /** 电商企业 takes in whoever is registered and sells online, 个体工商户 too. */
  allWithOrders: ['all-with-orders'],
} as const

/** Whether a target rests on an interpretation of which one of these readings is adopted. */
export const follows = (
  { interpretations = [] }: Pick<Target, 'interpretations'>,
  adopted: Adopted,
  readings: readonly string[],
): boolean => interpretations.some((code) => readings.includes(adopted.get(code) ?? ''))
