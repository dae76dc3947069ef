/** One plan's size. Above it memory for the matrices grows past 300 MB; divide the work by township. */
export const MOST_TASKS = 3000
export const MOST_PLACES = 3200
export const MOST_VEHICLES = 3000
