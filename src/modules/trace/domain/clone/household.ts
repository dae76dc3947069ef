import type { Look } from './verdict.ts'

/**
 * Households that buy one pack each, and copies of one code sold far and wide: the model under the published error
 * rates of the clone verdict. Every number is an assumption, written down so that it can be argued with.
 */
export type Dice = () => number

const HOUR = 3_600_000
const DAY = 24 * HOUR

/** Around 110 km a degree of latitude is precise enough to place a household. */
const near = (place: { lon: number; lat: number }, km: number, dice: Dice) => ({
  lon: round(place.lon + ((dice() - 0.5) * 2 * km) / 88),
  lat: round(place.lat + ((dice() - 0.5) * 2 * km) / 110),
})

/** Kept places are rounded to about 10 km. */
const round = (degrees: number): number => Math.round(degrees * 10) / 10

/** Somewhere between the coast and the plateau, where goods are sold. */
const somewhere = (dice: Dice) => ({ lon: round(104 + dice() * 17), lat: round(24 + dice() * 17) })

/** How many more: each further one comes with chance `p`. */
function more(p: number, dice: Dice): number {
  let n = 0
  while (dice() < p) n++
  return n
}

let devices = 0
const newDevice = (): string => {
  devices += 1
  return `d${devices}`
}

type Scene = { readonly bought: number; readonly located: number }

/**
 * 一户人家 One pack: 1 phone of the buyer, now and then others of the household within three weeks; one in twenty-five
 * gives it away to another city; one in thirty posts a photo that a few friends anywhere scan within a day; one in fifty
 * finds it at the back of the cupboard months later.
 */
export function honestLooks({ bought, located }: Scene, dice: Dice): readonly Look[] {
  const home = somewhere(dice)
  const looks: Look[] = []
  const look = (at: number, device: string, place: { lon: number; lat: number }): void => {
    looks.push({ at, device, ...(dice() < located && { place: near(place, 5, dice) }) })
  }
  const family = [newDevice(), ...Array.from({ length: more(0.3, dice) }, newDevice)]
  for (const device of family)
    for (let i = 0; i <= more(0.3, dice); i++) look(bought + dice() * 18 * DAY, device, home)
  if (dice() < 0.04) {
    const away = somewhere(dice)
    for (let i = 0; i <= more(0.3, dice); i++) look(bought + (3 + dice() * 10) * DAY, newDevice(), away)
  }
  if (dice() < 0.033)
    for (let i = 0; i <= more(0.4, dice); i++)
      look(bought + DAY + dice() * DAY, newDevice(), dice() < 0.5 ? home : somewhere(dice))
  if (dice() < 0.02) look(bought + (60 + dice() * 150) * DAY, newDevice(), home)
  return looks
}

/** 仿冒者的一户 Each copy is bought by a household of its own, in another place, over four months. */
export function cloneLooks(first: number, k: number, located: number, dice: Dice): readonly Look[] {
  const looks: Look[] = []
  for (let i = 0; i < k; i++) {
    const at = first + dice() * 120 * DAY
    const place = somewhere(dice)
    looks.push({ at, device: newDevice(), ...(dice() < located && { place: near(place, 5, dice) }) })
  }
  return looks
}

/** 小型伪随机数 Mulberry32: the same seed gives the same households everywhere. */
export function seededDice(seed: number): Dice {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
}
