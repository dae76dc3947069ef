/** 一次查询 One scan of a code as it is kept: when, by which device (a salted digest), and where to about 10 km if told. */
export type Look = {
  readonly at: number
  readonly device: string
  readonly place?: { readonly lon: number; readonly lat: number }
}

/** What is known of the goods themselves. Epoch milliseconds. */
export type CodeLife = {
  readonly issuedAt: number
  /** End of the shelf life, where the product has one. */
  readonly keepsUntil?: number
}

/** 可疑之处 Why a code looks copied, each with what it weighs. */
export type CloneReason = 'devices' | 'returning' | 'places' | 'speed' | 'stale' | 'before-issue'

/**
 * 仿冒判断 How the scans of one code sit with one pack in one household. Never "fake": a printed code can be copied, and
 * only its history tells.
 */
export type CloneVerdict = {
  readonly level: 'consistent' | 'unusual' | 'contradicts'
  /** Sum of log-likelihood ratios, in hundredths of a nat. */
  readonly score: number
  readonly reasons: readonly { readonly reason: CloneReason; readonly n: number; readonly weight: number }[]
}

/**
 * Log-likelihood ratios, hundredths of a nat: how much more often a copied code shows this than an honest one. The
 * honest model and the measured error rates stand in docs/rules/clone-verdict.md.
 */
const WEIGHT = {
  /** Each device beyond the first: 0.92 against 0.38. */
  devices: 88,
  /** Each device that comes more than 21 days after the first scan: 0.55 against 0.20. */
  returning: 101,
  /** Each place more than 60 km from all before, and days after them: 0.80 against 0.10. */
  places: 208,
  /** The first pair of scans that nobody could have travelled between; a forwarded photo makes them too. */
  speed: 161,
  /** Scans a month after the shelf life ended. */
  stale: 161,
} as const

const DAY = 86_400_000
const RETURNS_AFTER = 21 * DAY
const APART_KM = 60
const BURST = 3 * DAY
/** Faster than trains on the road between two places, once the error of both places is taken off. */
const KM_PER_HOUR = 300
const ERROR_KM = 30

/** 阈值 Set by simulation, so that at most one honest code in a thousand is told to contradict its records. */
export const UNUSUAL = 420
export const CONTRADICTS = 740

type Place = { readonly lon: number; readonly lat: number }

const radians = (degrees: number): number => (degrees * Math.PI) / 180

/** Great-circle distance on a sphere of 6 371 km. */
export function kmBetween(a: Place, b: Place): number {
  const half = (from: number, to: number): number => Math.sin(radians(to - from) / 2) ** 2
  const h = half(a.lat, b.lat) + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * half(a.lon, b.lon)
  return 12_742 * Math.asin(Math.min(1, Math.sqrt(h)))
}

/** The first scan of each device, in time. */
function firstLooks(looks: readonly Look[]): readonly Look[] {
  const seen = new Set<string>()
  return looks.filter(({ device }) => !seen.has(device) && seen.add(device))
}

/** Places far from each other, and days apart: a photo sent round is scanned in ten cities within a day, and is one pack. */
function placesApart(looks: readonly Look[]): number {
  const counted: { place: Place; at: number }[] = []
  for (const { place, at } of looks) {
    const later = at - (counted.at(-1)?.at ?? -Infinity) > BURST
    if (place !== undefined && later && counted.every((one) => kmBetween(one.place, place) > APART_KM))
      counted.push({ place, at })
  }
  return counted.length
}

const impossible = (looks: readonly Look[]): number => {
  const located = looks.flatMap(({ at, place }) => (place === undefined ? [] : [{ at, place }]))
  return located.filter((look, i) => {
    const before = located[i - 1]
    if (before === undefined) return false
    const km = kmBetween(before.place, look.place) - ERROR_KM
    return km > KM_PER_HOUR * ((look.at - before.at) / 3_600_000)
  }).length
}

/** 判断 Weighs the scans of one code, in any order. */
export function judgeScans(scans: readonly Look[], life: CodeLife): CloneVerdict {
  const looks = scans.toSorted((a, b) => a.at - b.at)
  const first = looks[0]
  if (first === undefined) return { level: 'consistent', score: 0, reasons: [] }
  const devices = firstLooks(looks)
  const counted: readonly (readonly [CloneReason, number, number])[] = [
    ['devices', Math.max(devices.length - 1, 0), WEIGHT.devices],
    ['returning', devices.filter(({ at }) => at - first.at > RETURNS_AFTER).length, WEIGHT.returning],
    ['places', Math.max(placesApart(looks) - 1, 0), WEIGHT.places],
    ['speed', Math.min(impossible(looks), 1), WEIGHT.speed],
    ['stale', looks.some(({ at }) => at > (life.keepsUntil ?? Infinity) + 30 * DAY) ? 1 : 0, WEIGHT.stale],
    ['before-issue', looks.some(({ at }) => at < life.issuedAt) ? 1 : 0, CONTRADICTS],
  ]
  const reasons = counted
    .filter(([, n]) => n > 0)
    .map(([reason, n, weight]) => ({ reason, n, weight: n * weight }))
  const score = reasons.reduce((sum, { weight }) => sum + weight, 0)
  const level = score >= CONTRADICTS ? 'contradicts' : score >= UNUSUAL ? 'unusual' : 'consistent'
  return { level, score, reasons: level === 'consistent' ? [] : reasons }
}
