import { granted, type Outcome } from '../../../kernel/refusal.ts'
import { judgeSteps } from '../domain/routing/judge-steps.ts'
import type { Plan } from '../domain/routing/plan.ts'
import { readRouteInput } from '../domain/routing/read-input.ts'
import { haversineMatrices, type MatrixProvider, withMatrices } from './distances.ts'

/** 核对人工方案 Times the `steps` each vehicle brings and lists what they break; nothing is changed or refused for it. */
export async function judgeRoutes(
  json: unknown,
  matrices: MatrixProvider = haversineMatrices(),
): Promise<Outcome<Plan>> {
  const read = readRouteInput(await withMatrices(json, matrices))
  return read.ok ? granted(judgeSteps(read.value)) : read
}
