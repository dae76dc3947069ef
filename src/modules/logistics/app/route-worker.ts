import { parentPort, workerData } from 'node:worker_threads'
import { type Effort, plan } from '../domain/routing/anneal.ts'
import { problemOf } from '../domain/routing/problem.ts'
import { nearnessOf } from '../domain/routing/search.ts'

/** One core of the planner: builds the problem once, then searches a part of the cooling each time it is asked. */
const problem = problemOf(workerData)
const nearness = nearnessOf(problem)

parentPort?.on('message', (effort: Omit<Effort, 'now'>) => {
  parentPort?.postMessage(plan(problem, { ...effort, now: () => performance.now() }, nearness))
})
