/** 预计能否达成 likely: even at its worst; unlikely: not even at its best. */
export const OUTLOOK_NAMES = {
  likely: { zh: '预计可达成', en: 'Likely to be met' },
  open: { zh: '预计两可', en: 'May go either way' },
  unlikely: { zh: '预计难达成', en: 'Unlikely to be met' },
} as const
export const OUTLOOKS = ['likely', 'open', 'unlikely'] as const
export type Outlook = (typeof OUTLOOKS)[number]
