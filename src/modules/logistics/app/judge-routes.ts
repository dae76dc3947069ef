import { granted, type Outcome } from '../../../kernel/refusal.ts'
import { judgeSteps } from '../domain/routing/judge-steps.ts'
import type { Plan } from '../domain/routing/plan.ts'
import { type MatrixProvider, measured } from './distances.ts'

/** 核对人工方案 Times the `steps` each vehicle brings and lists what they break; nothing is changed or refused for it. */
export async function judgeRoutes(json: unknown, matrices?: MatrixProvider): Promise<Outcome<Plan>> {
  const read = await measured(json, matrices)
  if (!read.ok) return read
  const plan = judgeSteps(read.value.input)
  return granted({ ...plan, summary: { ...plan.summary, distances: read.value.source } })
}
