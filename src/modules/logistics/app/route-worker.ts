import { parentPort, workerData } from 'node:worker_threads'
import { avoiding, isSame } from '../domain/routing/alternatives.ts'
import { problemOf } from '../domain/routing/build-problem.ts'
import { checkPlan } from '../domain/routing/check-plan.ts'
import { findPlan } from '../domain/routing/genetic/find.ts'
import { nearnessOf } from '../domain/routing/search.ts'
import type { Skeleton } from '../domain/routing/skeleton.ts'
import { answerOf } from '../domain/routing/solve.ts'
import type { Asked, Said, ThreadData } from './route-threads.ts'

/** One core of the planner: builds the problem once, then searches a part of the cooling, or writes the answer, when asked. */
const { input, stop }: ThreadData = workerData
const problem = problemOf(input)
const nearness = nearnessOf(problem)
const now = (): number => performance.now()
const PROGRESS_MS = 250

const different = (plans: readonly Skeleton[]): readonly Skeleton[] =>
  plans.filter((plan, i) => !plans.slice(0, i).some((earlier) => isSame(problem, earlier, plan)))

function answer(asked: Asked): Said {
  if (asked.kind === 'write') {
    const [plan, ...others] = different(asked.plans).map((found) => answerOf(problem, found, asked.work))
    if (plan === undefined) throw new Error('nothing to write')
    const faults = [plan, ...others].flatMap((one) => checkPlan(input, one))
    const alternatives = others.toSorted(
      (a, b) => a.summary.unassigned - b.summary.unassigned || a.summary.cost - b.summary.cost,
    )
    return { kind: 'written', plan: others.length === 0 ? plan : { ...plan, alternatives }, faults }
  }
  let told = now()
  const { avoid = [] } = asked.effort
  const found = findPlan(
    avoid.length === 0 ? problem : avoiding(problem, avoid),
    {
      ...asked.effort,
      now,
      progress: (share, { cost, lost }) => {
        if (now() - told > PROGRESS_MS) {
          told = now()
          const said: Said = { kind: 'progress', share, cost, lost }
          parentPort?.postMessage(said)
        }
        return Atomics.load(stop, 0) === 0
      },
    },
    nearness,
  )
  return { kind: 'found', found }
}

parentPort?.on('message', (asked: Asked) => parentPort?.postMessage(answer(asked)))
