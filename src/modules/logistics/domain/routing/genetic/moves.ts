import { endOf, join, overCost, type Routes, recount, startOf, way } from './routes.ts'

const EPSILON = 1e-5

const done = (g: Routes, ru: number, rv: number): true => {
  g.changes++
  recount(g, ru)
  if (rv !== ru) recount(g, rv)
  return true
}

/**
 * Puts the `a` stops from `u` on (turned round, if `turned`) after `v`, or in place of the `b` stops from `v` on, which
 * then take theirs. Done if it makes the plan cheaper.
 */
export function exchange(g: Routes, u: number, v: number, a: number, b: number, turned: boolean): boolean {
  const { next, prev, plain } = g
  const { loads, stops } = plain
  const x = next[u]
  const y = next[v]
  if ((a === 2 && x > stops) || (b === 2 && y > stops)) return false
  const uLast = a === 2 ? x : u
  const vLast = b === 2 ? y : v
  const p = prev[u]
  const after = next[uLast]
  const before = b === 0 ? v : prev[v]
  const behind = b === 0 ? y : next[vLast]
  // What overlaps or stands side by side is another move's business.
  if (uLast === before || behind === u || (a === 2 && x === v) || (b === 2 && y === u)) return false
  if (b > 0 && (after === v || vLast === p)) return false
  const head = turned ? uLast : u
  const tail = turned ? u : uLast
  const { row, at } = g
  const { cost } = plain
  let less = cost[row[before] + at[head]] + cost[row[tail] + at[behind]]
  less -= cost[row[p] + at[u]] + cost[row[uLast] + at[after]]
  if (b === 0) less += cost[row[p] + at[after]] - cost[row[before] + at[behind]]
  else {
    less += cost[row[p] + at[v]] + cost[row[vLast] + at[after]]
    less -= cost[row[before] + at[v]] + cost[row[vLast] + at[behind]]
  }
  if (turned) less += cost[row[x] + at[u]] - cost[row[u] + at[x]]
  const ru = g.route[u]
  const rv = g.route[v]
  if (ru !== rv) {
    less -= g.penalty[ru] + g.penalty[rv]
    if (less > -EPSILON) return false
    let first = loads[0][u] + (a === 2 ? loads[0][x] : 0)
    let second = loads[1][u] + (a === 2 ? loads[1][x] : 0)
    if (b > 0) {
      first -= loads[0][v] + (b === 2 ? loads[0][y] : 0)
      second -= loads[1][v] + (b === 2 ? loads[1][y] : 0)
    }
    const eu = endOf(g, ru)
    const ev = endOf(g, rv)
    less += overCost(g, g.first[eu] - first, g.second[eu] - second)
    less += overCost(g, g.first[ev] + first, g.second[ev] + second)
  }
  if (less > -EPSILON) return false
  if (b === 0) join(g, p, after)
  else {
    join(g, p, v)
    join(g, vLast, after)
  }
  join(g, before, head)
  if (turned) join(g, x, u)
  join(g, tail, behind)
  return done(g, ru, rv)
}

/** Drives what lies between `u` and `v` of one route the other way round (2-opt). */
export function turn(g: Routes, u: number, v: number): boolean {
  if (g.position[u] >= g.position[v]) return false
  const x = g.next[u]
  const y = g.next[v]
  if (x === v) return false
  const less = way(g, u, v) + way(g, x, y) - way(g, u, x) - way(g, v, y) + g.back[v] - g.back[x]
  if (less > -EPSILON) return false
  let c = x
  let towards = y
  while (c !== y) {
    const z = g.next[c]
    join(g, c, towards)
    towards = c
    c = z
  }
  join(g, u, v)
  const r = g.route[u]
  return done(g, r, r)
}

/** Two routes change their tails (2-opt*). */
export function crossTails(g: Routes, u: number, v: number): boolean {
  const ru = g.route[u]
  const rv = g.route[v]
  const x = g.next[u]
  const y = g.next[v]
  let less = way(g, u, y) + way(g, v, x) - way(g, u, x) - way(g, v, y) - g.penalty[ru] - g.penalty[rv]
  if (less > -EPSILON) return false
  const eu = endOf(g, ru)
  const ev = endOf(g, rv)
  less += overCost(g, g.first[u] + g.first[ev] - g.first[v], g.second[u] + g.second[ev] - g.second[v])
  less += overCost(g, g.first[v] + g.first[eu] - g.first[u], g.second[v] + g.second[eu] - g.second[u])
  if (less > -EPSILON) return false
  const pu = g.prev[eu]
  const pv = g.prev[ev]
  if (y === ev) join(g, u, eu)
  else {
    join(g, u, y)
    join(g, pv, eu)
  }
  if (x === eu) join(g, v, ev)
  else {
    join(g, v, x)
    join(g, pu, ev)
  }
  return done(g, ru, rv)
}

/** The two heads become one route, the two tails the other; half of each is turned round. */
export function crossTurned(g: Routes, u: number, v: number): boolean {
  const ru = g.route[u]
  const rv = g.route[v]
  const x = g.next[u]
  const y = g.next[v]
  const eu = endOf(g, ru)
  const ev = endOf(g, rv)
  let less = way(g, u, v) + way(g, x, y) - way(g, u, x) - way(g, v, y)
  less += g.back[v] + g.back[eu] - g.back[x] - g.penalty[ru] - g.penalty[rv]
  if (less > -EPSILON) return false
  less += overCost(g, g.first[u] + g.first[v], g.second[u] + g.second[v])
  less += overCost(
    g,
    g.first[eu] + g.first[ev] - g.first[u] - g.first[v],
    g.second[eu] + g.second[ev] - g.second[u] - g.second[v],
  )
  if (less > -EPSILON) return false
  const sv = startOf(g, rv)
  const heads = rowOf(g, g.next[sv], y)
  const tails = rowOf(g, x, eu)
  let b = u
  for (let i = heads.length - 1; i >= 0; i--) {
    join(g, b, heads[i])
    b = heads[i]
  }
  join(g, b, eu)
  b = sv
  for (let i = tails.length - 1; i >= 0; i--) {
    join(g, b, tails[i])
    b = tails[i]
  }
  join(g, b, y)
  return done(g, ru, rv)
}

/** The nodes from one on, before another. */
function rowOf(g: Routes, from: number, before: number): number[] {
  const row: number[] = []
  for (let c = from; c !== before; c = g.next[c]) row.push(c)
  return row
}
