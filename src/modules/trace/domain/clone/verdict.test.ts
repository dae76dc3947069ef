import { describe, expect, test } from 'vitest'
import { cloneLooks, honestLooks, seededDice } from './household.ts'
import { type CloneVerdict, judgeScans, kmBetween, type Look } from './verdict.ts'

const DAY = 86_400_000
const BOUGHT = 1_795_000_000_000
const LIFE = { issuedAt: BOUGHT - 10 * DAY, keepsUntil: BOUGHT + 170 * DAY }
const SEED = 20_261_122
const HOUSEHOLDS = 40_000
const COPIED = 4_000
const KS = [1, 2, 3, 4, 5, 6, 8, 10]

type Rates = { readonly unusual: number; readonly contradicts: number }

function rates(verdicts: readonly CloneVerdict[]): Rates {
  const share = (wanted: readonly string[]): number =>
    verdicts.filter(({ level }) => wanted.includes(level)).length / verdicts.length
  return { unusual: share(['unusual', 'contradicts']), contradicts: share(['contradicts']) }
}

/** Of honest packs, and of packs whose code was copied, after the k-th scan of a copy. `located`: share with a place. */
function measure(located: number): { honest: Rates; copied: Map<number, Rates> } {
  const dice = seededDice(SEED)
  const scene = { bought: BOUGHT, located }
  const honest = Array.from({ length: HOUSEHOLDS }, () => judgeScans(honestLooks(scene, dice), LIFE))
  const copied = new Map(
    KS.map((k) => {
      const verdicts = Array.from({ length: COPIED }, () =>
        judgeScans([...honestLooks(scene, dice), ...cloneLooks(BOUGHT, k, located, dice)], LIFE),
      )
      return [k, rates(verdicts)] as const
    }),
  )
  return { honest: rates(honest), copied }
}

const percent = (share: number): string => `${(share * 100).toFixed(2)} %`

describe('仿冒判断 error rates, by simulation', () => {
  test.each([
    ['every scan has a place', 1],
    ['half of the scans have a place', 0.5],
    ['no scan has a place', 0],
  ] as const)('%s', (name, located) => {
    const { honest, copied } = measure(located)
    const lines = [...copied].map(
      ([k, r]) => `  k = ${k}: unusual ${percent(r.unusual)}, contradicts ${percent(r.contradicts)}`,
    )
    process.stdout.write(
      `${name}, seed ${SEED}\n  honest: unusual ${percent(honest.unusual)}, contradicts ${percent(honest.contradicts)}\n${lines.join('\n')}\n`,
    )
    expect(honest.contradicts).toBeLessThanOrEqual(0.001)
    if (located === 1) expect(copied.get(5)?.contradicts).toBeGreaterThanOrEqual(0.95)
  })
})

describe('a verdict', () => {
  const at = (days: number, device: string, place?: { lon: number; lat: number }): Look => ({
    at: BOUGHT + days * DAY,
    device,
    ...(place && { place }),
  })
  const LINFEN = { lon: 111.5, lat: 36.1 }
  const SHENZHEN = { lon: 114.1, lat: 22.5 }

  test('says nothing against one household, however often it looks', () => {
    const looks = Array.from({ length: 30 }, (_, i) => at(i / 2, i % 2 ? 'a' : 'b', LINFEN))
    expect(judgeScans(looks, LIFE)).toEqual({ level: 'consistent', score: 88, reasons: [] })
  })
  test('gives its reasons when two scans lie an hour and 1 500 km apart among many devices', () => {
    const looks = [at(0, 'a', LINFEN), at(0.04, 'b', SHENZHEN), at(30, 'c', LINFEN), at(40, 'd', SHENZHEN)]
    const { level, reasons } = judgeScans(looks, LIFE)
    expect(level).toBe('contradicts')
    expect(reasons.map(({ reason }) => reason)).toEqual(['devices', 'returning', 'places', 'speed'])
  })
  test('does not depend on the order in which scans are told', () => {
    const looks = [at(0, 'a', LINFEN), at(2, 'b'), at(30, 'c', SHENZHEN)]
    expect(judgeScans(looks.toReversed(), LIFE)).toEqual(judgeScans(looks, LIFE))
  })
  test('a scan before the code was issued contradicts at once', () => {
    expect(judgeScans([at(-20, 'a')], LIFE).level).toBe('contradicts')
  })
  test('nobody has scanned it: nothing is said', () => {
    expect(judgeScans([], LIFE)).toEqual({ level: 'consistent', score: 0, reasons: [] })
  })
  test('distances are those of the earth', () => {
    expect(kmBetween(LINFEN, SHENZHEN)).toBeGreaterThan(1_500)
    expect(kmBetween(LINFEN, SHENZHEN)).toBeLessThan(1_560)
    expect(kmBetween(LINFEN, LINFEN)).toBe(0)
  })
})
