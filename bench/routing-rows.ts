import { existsSync, readFileSync } from 'node:fs'
import type { Known } from './routing-instances.ts'

/** One run: cost in the unit of the paper, gap in percent of the best known, CPU seconds, most memory of the process. */
export type Row = {
  readonly file: string
  readonly seconds: number
  readonly seed: number
  readonly cost: number
  readonly gap: number
  readonly lost: number
  readonly routes: number
  readonly cpu: number
  readonly rounds: number
  readonly megabytes: number
  /** What the checker has against the plan. */
  readonly faults: number
}

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

export const rowsOf = (file: string): readonly Row[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line))
    : []

export const rowLine = (r: Row): string =>
  [
    r.file.padEnd(28),
    `seed ${r.seed}`,
    r.cost.toFixed(2).padStart(10),
    `gap ${r.gap.toFixed(2)} %`.padEnd(12),
    `lost ${r.lost}`,
    `routes ${r.routes}`,
    `${r.cpu.toFixed(1)} CPU s`,
    `${(r.rounds / r.cpu / 1000).toFixed(1)} k/s`,
    `${r.megabytes} MB`,
    r.faults > 0 ? 'NOT ACCEPTED' : '',
  ].join('  ')

const percent = (gap: number): string => gap.toFixed(2)

/** A line of the table for each file and limit: least, mean and largest gap of its seeds, beside the others. */
export function tableOf(rows: readonly Row[], known: ReadonlyMap<string, Known>): string[] {
  const groups = Map.groupBy(rows, (r) => `${String(r.seconds).padStart(4)} ${r.file}`)
  const lines = [...groups].map(([order, group]) => {
    const [seconds = '', file = ''] = order.trim().split(' ')
    const { bks, reference } = known.get(file.split('?')[0] ?? '') ?? {}
    const best = bks ?? reference ?? 0
    const gaps = group.map((r) => r.gap)
    const mean = gaps.reduce((a, b) => a + b, 0) / gaps.length
    const others = (OTHERS[file.split('?')[0] ?? ''] ?? [null, null]).map((x) =>
      x === null ? '–' : percent((100 * (x - best)) / best),
    )
    return {
      order,
      line: `| ${[
        file.replace(/\.\w+$/, ''),
        seconds,
        group.length,
        percent(Math.min(...gaps)),
        percent(mean),
        percent(Math.max(...gaps)),
        group.map((r) => r.lost).join(', '),
        ...others,
        Math.max(...group.map((r) => r.megabytes)),
      ].join(' | ')} |`,
    }
  })
  return [
    '| file | CPU s | seeds | least | mean | largest | lost | VROOM | PyVRP | MB |',
    '|---|---|---|---|---|---|---|---|---|---|',
    ...lines.toSorted((a, b) => a.order.localeCompare(b.order)).map(({ line }) => line),
  ]
}
