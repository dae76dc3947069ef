/** Drawn with one line each, so that no font and no colour has to be there. */
const PATHS = {
  spray: 'M9 21h7v-9l-2-3V6h-3v3l-2 3zM11 6V3h5M19 3h1M20 6h1',
  fertiliser: 'M7 8c-2 3-2 10 0 12h10c2-2 2-9 0-12zM8 4h8l-1 4H9zM12 17v-5m0 0c-2 0-3-1-3-2m3 2c2 0 3-1 3-2',
  scissors: 'M6 5a2 2 0 1 0 .01 0M6 15a2 2 0 1 0 .01 0M8 8l12 9M8 16l12-9',
  sprout: 'M12 21v-9m0 0c0-4-3-6-7-6 0 4 3 6 7 6m0-2c0-3 3-5 7-5 0 4-3 6-7 6M6 21h12',
  apple: 'M12 8c-5-3-8 1-7 6 1 5 4 8 7 6 3 2 6-1 7-6 1-5-2-9-7-6zM12 8c0-2 1-4 3-5',
  hive: 'M12 3l8 4.5v9L12 21l-8-4.5v-9zM8 12h8',
  drop: 'M12 3c4 6 6 8 6 11a6 6 0 0 1-12 0c0-3 2-5 6-11z',
  bowl: 'M3 11h18c0 5-4 9-9 9s-9-4-9-9zM9 7c0-2 2-2 2-4M14 7c0-2 2-2 2-4',
  eye: 'M3 12c5-8 13-8 18 0-5 8-13 8-18 0zM12 9a3 3 0 1 0 .01 0',
  bars: 'M5 20v-6M12 20V9M19 20V4',
  funnel: 'M4 4h16l-6 8v7l-4 2v-9z',
  box: 'M4 8l8-4 8 4v9l-8 4-8-4zM4 8l8 4 8-4M12 12v9',
  house: 'M3 11l9-7 9 7v9H3zM9 20v-6h6v6',
  truck: 'M2 7h12v10H2zM14 10h5l3 3v4h-8M6 15a2 2 0 1 0 .01 0M18 15a2 2 0 1 0 .01 0',
  tag: 'M4 4h8l8 8-8 8-8-8zM8 8h.01',
  camera: 'M3 7h4l2-3h6l2 3h4v13H3zM12 10a3.5 3.5 0 1 0 .01 0',
  pin: 'M12 21c-5-6-7-8-7-11a7 7 0 0 1 14 0c0 3-2 5-7 11zM12 8a2 2 0 1 0 .01 0',
  voice: 'M12 3a3 3 0 0 0-3 3v5a3 3 0 0 0 6 0V6a3 3 0 0 0-3-3zM5 11a7 7 0 0 0 14 0M12 18v3',
  clock: 'M12 3a9 9 0 1 0 .01 0M12 7v5l4 2',
  tick: 'M4 13l5 5L20 6',
  warning: 'M12 3l10 18H2zM12 10v5M12 18h.01',
  cross: 'M5 5l14 14M19 5L5 19',
  back: 'M15 4l-8 8 8 8',
  next: 'M9 4l8 8-8 8',
  list: 'M8 6h12M8 12h12M8 18h12M4 6h.01M4 12h.01M4 18h.01',
  person: 'M12 4a4 4 0 1 0 .01 0M4 21c1-9 15-9 16 0',
} as const

export type IconName = keyof typeof PATHS

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[name]} />
    </svg>
  )
}
