import { existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { checkPlan } from '../src/modules/logistics/domain/routing/check-plan.ts'
import { readRouteInput } from '../src/modules/logistics/domain/routing/read-input.ts'
import { solve } from '../src/modules/logistics/domain/routing/solve.ts'
import { type Known, knownInstances, readInstance } from './routing-instances.ts'

/** What others reach, in the unit of the table: VROOM 1.15 -x 5 and PyVRP 0.14, 60 s (README of the instances). */
const OTHERS: Readonly<Record<string, readonly [vroom: number | null, pyvrp: number | null]>> = {
  'cvrp/X-n101-k25.vrp': [28117, 27591],
  'cvrp/X-n303-k21.vrp': [22177, null],
  'cvrp/X-n502-k39.vrp': [69626, null],
  'cvrp/X-n801-k40.vrp': [75409, null],
  'vrptw/R112.txt': [958.9, 950.9],
  'vrptw/RC207.txt': [1009.5, 964.3],
  'vrptw/R2_10_3.txt': [null, 24692.3],
  'vrptw/C2_10_5.txt': [null, 16949.3],
  'pdptw/lrc103.txt': [1258.74, 1258.74],
  'pdptw/LR1_2_4.txt': [3614.56, 3045.41],
  'vrpspd/CMT1X.vrp': [472.37, 466.77],
  'vrpspd/CMT3X.vrp': [726.45, 721.4],
  'vrpspdtw/Cdp101.txt': [980.57, 977.57],
  'vrpspdtw/JD-200_1.vrpsdptw': [null, 65624.28],
  'vrpb/X-n101-50-k13.vrpb': [20362, 19210],
  'vrpb/X-n401-66-k20.vrpb': [49357, 47939],
  'county/county-plain-a.json': [308118, 301341],
  'county/county-rich-a.json': [505591, null],
}

/** The data lies beside the checkout, or beside the folder of worktrees. */
function nearestShared(what: string): string {
  const beside = ['../..', '../../..'].map((up) => resolve(import.meta.dirname, up, 'shared', what))
  return beside.find((folder) => existsSync(folder)) ?? join(import.meta.dirname, what)
}

const { values } = parseArgs({
  options: {
    folder: { type: 'string', default: nearestShared('bench/routing') },
    seconds: { type: 'string', default: '10' },
    seeds: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
  },
})

const gap = (cost: number, best: number): string => `${((100 * (cost - best)) / best).toFixed(2)} %`
const cpuMs = (): number => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1000
}

/** CPU time, asked of the system at every fourth look only: it is no cheap question. */
function cpuClock(): () => number {
  let looks = 0
  let last = cpuMs()
  return () => {
    if (looks++ % 4 === 0) last = cpuMs()
    return last
  }
}

function run(folder: string, name: string, known: Known, seed: number): void {
  const { request, scale } = readInstance(folder, name, known)
  const input = readRouteInput(request)
  if (!input.ok) throw new Error(`${name}: ${input.refused.map((r) => r.en).join(' ')}`)
  const began = cpuMs()
  const plan = solve(input.value, {
    iterations: 0,
    milliseconds: Number(values.seconds) * 1000,
    now: cpuClock(),
    seed,
  })
  const seconds = (cpuMs() - began) / 1000
  const reference = known.bks ?? known.reference ?? 0
  const [vroom, pyvrp] = OTHERS[name] ?? [null, null]
  const cost = plan.summary.cost / scale
  const faults = checkPlan(input.value, plan)
  if (faults.length > 0) console.log(name, 'NOT ACCEPTED', JSON.stringify(faults.slice(0, 5)))
  console.log(
    [
      name.padEnd(28),
      `seed ${seed}`,
      cost.toFixed(2).padStart(10),
      `gap ${gap(cost, reference)}`.padEnd(12),
      `lost ${plan.summary.unassigned}`,
      `routes ${plan.summary.routes}`,
      `${seconds.toFixed(1)} CPU s`,
      `${(plan.summary.iterations / seconds / 1000).toFixed(1)} k/s`,
      `vroom ${vroom === null ? '–' : gap(vroom, reference)}`,
      `pyvrp ${pyvrp === null ? '–' : gap(pyvrp, reference)}`,
      `${Math.round(process.resourceUsage().maxRSS / 1e3)} MB`,
    ].join('  '),
  )
}

const folder = resolve(values.folder)
const all = knownInstances(folder)
if (all.length === 0) console.log(`no instances at ${join(folder, 'bks.json')}: skipped (give --folder)`)
for (const [name, known] of all)
  if (values.only.split(',').some((part) => name.includes(part)))
    for (const seed of values.seeds.split(',')) run(folder, name, known, Number(seed))
