/** 手机时钟 What a phone said of its own times; all instants are milliseconds since 1970. */
export type PhoneTimes = { readonly occurredAt: number; readonly sentAt: number }

/** 校时 When something happened by the server's clock, and how far the phone's was from it. */
export type ClockReading = {
  readonly occurredAt: number
  /** How many seconds the phone's clock was ahead while sending; negative: behind. */
  readonly skewSeconds: number
  /** So far off that its times were moved. */
  readonly skewed: boolean
}

const MINUTE = 60_000
const MARKED = 10 * MINUTE
/** Beyond this a clock is not fast or slow but set to another time; a day in seconds still fits the column. */
const MOST_SECONDS = 2_000_000_000

export const isSkewed = (skewSeconds: number): boolean => Math.abs(skewSeconds) * 1_000 > MARKED

/**
 * A phone's time is a claim. Where its clock differs by more than ten minutes when it sends, what it said happened is
 * moved by the difference; a difference of minutes only never puts the past into the future.
 */
export function readPhoneClock({ occurredAt, sentAt }: PhoneTimes, receivedAt: number): ClockReading {
  const ahead = sentAt - receivedAt
  const seconds = Math.max(-MOST_SECONDS, Math.min(Math.round(ahead / 1_000), MOST_SECONDS))
  const skewed = isSkewed(seconds)
  const moved = skewed ? occurredAt - ahead : occurredAt
  const slightlyLater = moved > receivedAt && moved - receivedAt <= MARKED
  return { occurredAt: slightlyLater ? receivedAt : moved, skewSeconds: seconds, skewed }
}
