import type { FieldEntry } from '#contract/trace'

export type Position = NonNullable<NonNullable<FieldEntry['place']>['position']>

export const canLocate = (): boolean => 'geolocation' in navigator && isSecureContext

/** To three decimals, some hundred metres: enough to find the plot again, too little to find a bed. */
const rounded = (degrees: number): number => Math.round(degrees * 1_000) / 1_000

/** Asks the phone, which asks its holder. Undefined: not allowed, or no satellite in sight. */
export const locate = (): Promise<Position | undefined> =>
  new Promise((done) =>
    navigator.geolocation.getCurrentPosition(
      ({ coords }) =>
        done({
          lon: rounded(coords.longitude),
          lat: rounded(coords.latitude),
          metres: Math.max(100, Math.round(Math.min(coords.accuracy, 100_000))),
        }),
      () => done(undefined),
      { maximumAge: 600_000, timeout: 20_000 },
    ),
  )
