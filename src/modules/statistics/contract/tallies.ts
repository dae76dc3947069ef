/** 计数行的项目 What the rows of `statistics.tally` are: parcels, scans, lots, and money in fen as it came and went. */
export const TALLIES = ['parcels', 'scans', 'lots', 'fund-arrived', 'fund-paid', 'fund-recovered'] as const
export type Tally = (typeof TALLIES)[number]
