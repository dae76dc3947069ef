import { parentPort, workerData } from 'node:worker_threads'
import { plan } from '../domain/routing/anneal.ts'
import { checkPlan } from '../domain/routing/check-plan.ts'
import { problemOf } from '../domain/routing/problem.ts'
import { nearnessOf } from '../domain/routing/search.ts'
import { answerOf } from '../domain/routing/solve.ts'
import type { Asked, Said, ThreadData } from './route-threads.ts'

/** One core of the planner: builds the problem once, then searches a part of the cooling, or writes the answer, when asked. */
const { input, stop }: ThreadData = workerData
const problem = problemOf(input)
const nearness = nearnessOf(problem)
const now = (): number => performance.now()
const PROGRESS_MS = 250

function answer(asked: Asked): Said {
  if (asked.kind === 'write') {
    const plan = answerOf(problem, asked.best, asked.work)
    return { kind: 'written', plan, faults: checkPlan(input, plan) }
  }
  let told = now()
  const found = plan(
    problem,
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
