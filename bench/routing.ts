import { execFileSync } from 'node:child_process'
import { appendFileSync, existsSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { checkPlan } from '../src/modules/logistics/domain/routing/check-plan.ts'
import { readRouteInput } from '../src/modules/logistics/domain/routing/read-input.ts'
import { solve } from '../src/modules/logistics/domain/routing/solve.ts'
import { type Known, knownInstances, readInstance } from './routing-instances.ts'
import { type Row, rowLine, rowsOf, tableOf } from './routing-rows.ts'

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
    /** Rows already here are not run again; new ones are appended, and all are shown as a table. */
    rows: { type: 'string', default: '' },
    /** So many tasks may be left out: beside a reference that leaves some out. */
    wait: { type: 'string', default: '0' },
    /** Exactly this one, in this process, answered as one row. */
    file: { type: 'string', default: '' },
  },
})

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

const bestOf = (known: Known): number => known.bks ?? known.reference ?? 0

const named = (file: string): string => (values.wait === '0' ? file : `${file}?may_wait=${values.wait}`)

/** One run in this process. */
function run(name: string, known: Known, seed: number): Row {
  const { request, scale } = readInstance(folder, name, known)
  const options = { ...request.options, may_wait: Number(values.wait) }
  const input = readRouteInput({ ...request, options })
  if (!input.ok) throw new Error(`${name}: ${input.refused.map((r) => r.en).join(' ')}`)
  const began = cpuMs()
  const milliseconds = Number(values.seconds) * 1000
  const plan = solve(input.value, { iterations: 0, milliseconds, now: cpuClock(), seed })
  const cpu = (cpuMs() - began) / 1000
  return {
    file: named(name),
    seconds: Number(values.seconds),
    seed,
    cost: plan.summary.cost / scale,
    gap: (100 * (plan.summary.cost / scale - bestOf(known))) / bestOf(known),
    lost: plan.summary.unassigned,
    routes: plan.summary.routes,
    cpu,
    rounds: plan.summary.iterations,
    megabytes: Math.round(process.resourceUsage().maxRSS / 1e3),
    faults: checkPlan(input.value, plan).length,
  }
}

/** One run in a process of its own: what an earlier run warmed up or left in memory does not count. */
function runApart(name: string, seed: number): Row {
  const args = [
    '--folder',
    folder,
    '--seconds',
    values.seconds,
    '--seeds',
    String(seed),
    '--wait',
    values.wait,
    '--file',
    name,
  ]
  const said = execFileSync(process.execPath, [import.meta.filename, ...args], { encoding: 'utf8' })
  return JSON.parse(said)
}

const folder = resolve(values.folder)
const all = knownInstances(folder)
const [alone] = all.filter(([name]) => name === values.file)
if (alone !== undefined) console.log(JSON.stringify(run(...alone, Number(values.seeds))))
else if (all.length === 0) console.log(`no instances at ${join(folder, 'bks.json')}: skipped (give --folder)`)
else {
  const known = new Map(all)
  const wanted = values.only.split(',').flatMap((part) => all.filter(([name]) => name.includes(part)))
  for (const seed of values.seeds.split(',').map(Number))
    for (const [name] of new Map(wanted)) {
      const isThere = (r: Row): boolean =>
        r.file === named(name) && r.seed === seed && r.seconds === Number(values.seconds)
      if (values.rows !== '' && rowsOf(values.rows).some(isThere)) continue
      const row = runApart(name, seed)
      console.log(rowLine(row))
      if (values.rows !== '') appendFileSync(values.rows, `${JSON.stringify(row)}\n`)
    }
  if (values.rows !== '') console.log(`\n${tableOf(rowsOf(values.rows), known).join('\n')}`)
}
