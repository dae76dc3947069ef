/** 计数行的项目 What the rows of `statistics.tally` are: parcels, scans, lots, money in fen as it came and went, goods as they were listed and withdrawn. */
export const TALLIES = [
  'parcels',
  'scans',
  'lots',
  'fund-arrived',
  'fund-paid',
  'fund-recovered',
  'goods',
  'goods-ended',
] as const
export type Tally = (typeof TALLIES)[number]
