/** 批次号 `20260915-03`: the day and the how-manieth lot of the product that day; without a number, what they begin with. */
export const lotCode = (madeOn: string, n?: number): string =>
  `${madeOn.replaceAll('-', '')}-${n === undefined ? '' : String(n).padStart(2, '0')}`
