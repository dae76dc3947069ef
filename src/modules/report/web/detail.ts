import type { getReport } from '#contract/report'
import type { AnswerOf } from '#web/ask.ts'

export type Detail = AnswerOf<typeof getReport>
