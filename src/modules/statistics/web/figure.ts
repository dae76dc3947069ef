import type { listEntered, readFigure } from '#contract/statistics'
import type { AnswerOf } from '#web/ask.ts'

export type FigureData = AnswerOf<typeof readFigure>
export type Entered = AnswerOf<typeof listEntered>['items'][number]
