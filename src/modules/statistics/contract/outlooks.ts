/** 预计能否达成 likely: even at its worst; unlikely: not even at its best. */
export const OUTLOOKS = ['likely', 'open', 'unlikely'] as const
export type Outlook = (typeof OUTLOOKS)[number]
