import { below, type Dice } from '../random.ts'
import { distanceOf, type Tour } from './tour.ts'

const MOST_MORE = 40
const KEPT = 25
const ELITE = 4
const CLOSE = 5

type Other = { readonly tour: Tour; readonly distance: number }

/** 种群 Tours by the money they cost, and how far each is from the others. */
export type Population = {
  readonly members: Tour[]
  /** The others, nearest first. */
  readonly others: Map<Tour, Other[]>
  /** What a tour costs here, what breaks rules included. */
  readonly worth: (t: Tour) => number
  /** Kept until somebody comes or goes. */
  fitness: ReadonlyMap<Tour, number> | null
}

export const newPopulation = (worth: (t: Tour) => number): Population => ({
  members: [],
  others: new Map(),
  worth,
  fitness: null,
})

/** Mean distance to the nearest few. */
function apart(p: Population, t: Tour): number {
  const others = p.others.get(t) ?? []
  const close = Math.min(CLOSE, others.length)
  let sum = 0
  for (let i = 0; i < close; i++) sum += others[i].distance
  return close === 0 ? 1 : sum / close
}

function meet(others: Other[], tour: Tour, distance: number): void {
  let at = others.length
  while (at > 0 && others[at - 1].distance > distance) at--
  others.splice(at, 0, { tour, distance })
}

/** By cost and by how unlike the others: small is good. */
function fitness(p: Population): ReadonlyMap<Tour, number> {
  if (p.fitness !== null) return p.fitness
  const size = p.members.length
  const aparts = new Map(p.members.map((t) => [t, apart(p, t)]))
  const byUnlike = p.members
    .map((t, rank) => ({ t, rank }))
    .sort((a, b) => (aparts.get(b.t) ?? 0) - (aparts.get(a.t) ?? 0))
  const weight = size <= ELITE ? 0 : 1 - ELITE / size
  p.fitness = new Map(byUnlike.map(({ t, rank }, unlike) => [t, rank + weight * unlike]))
  return p.fitness
}

function leave(p: Population, gone: Tour): void {
  p.fitness = null
  p.members.splice(p.members.indexOf(gone), 1)
  p.others.delete(gone)
  for (const others of p.others.values())
    others.splice(
      others.findIndex(({ tour }) => tour === gone),
      1,
    )
}

function worst(p: Population): Tour | undefined {
  const fit = fitness(p)
  const isClone = (t: Tour): boolean => (p.others.get(t)?.[0]?.distance ?? 1) < 1e-9
  let found: { t: Tour; clone: boolean; fit: number } | undefined
  for (const t of p.members.slice(1)) {
    const one = { t, clone: isClone(t), fit: fit.get(t) ?? 0 }
    if (found === undefined || (one.clone === found.clone ? one.fit > found.fit : one.clone)) found = one
  }
  return found?.t
}

/** Takes a tour in, in order of cost; when there are too many, clones and the least fit leave. */
export function enter(p: Population, t: Tour): void {
  const others: Other[] = []
  for (const tour of p.members) {
    const distance = distanceOf(t, tour)
    meet(others, tour, distance)
    meet(p.others.get(tour) ?? [], t, distance)
  }
  p.others.set(t, others)
  p.fitness = null
  const worth = p.worth(t)
  const at = p.members.findIndex((other) => p.worth(other) > worth)
  p.members.splice(at < 0 ? p.members.length : at, 0, t)
  if (p.members.length <= KEPT + MOST_MORE) return
  while (p.members.length > KEPT) {
    const gone = worst(p)
    if (gone === undefined) return
    leave(p, gone)
  }
}

/** Prices have changed. */
export function reorder(p: Population): void {
  p.members.sort((a, b) => p.worth(a) - p.worth(b))
  p.fitness = null
}

/** The fitter of two drawn from both populations. */
export function choose(both: readonly Population[], d: Dice): Tour {
  const total = both.reduce((sum, p) => sum + p.members.length, 0)
  const draw = (): readonly [Tour, number] => {
    let at = below(d, total)
    for (const p of both) {
      const t = p.members[at]
      if (t !== undefined) return [t, fitness(p).get(t) ?? 0]
      at -= p.members.length
    }
    throw new Error('nobody to choose from')
  }
  const [a, b] = [draw(), draw()]
  return a[1] < b[1] ? a[0] : b[0]
}
