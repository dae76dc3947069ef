/** 计数行的项目 What the rows of `statistics.tally` are: parcels, scans, lots, tests, certificates, money in fen as it came and went, goods as they were listed and withdrawn. */
export const TALLIES = [
  'parcels',
  'scans',
  'lots',
  'rapid-tests',
  'rapid-negatives',
  'rapid-positives',
  'lab-tests',
  'lab-passes',
  'certificates',
  'fund-arrived',
  'fund-paid',
  'fund-recovered',
  'goods',
  'goods-ended',
] as const
export type Tally = (typeof TALLIES)[number]

/** What is counted of samples; their parts are foods. */
export const TEST_TALLIES = [
  'rapid-tests',
  'rapid-negatives',
  'rapid-positives',
  'lab-tests',
  'lab-passes',
] as const
