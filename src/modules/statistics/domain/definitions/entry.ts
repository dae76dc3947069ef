import { day } from '#kernel/day'
import type { Definition, IndicatorKind } from '../definition.ts'

type Declared = {
  readonly code: string
  readonly name: string
  readonly kind: IndicatorKind
  readonly unit: string
}

/** Where the plans leave a word open, what is to be typed. */
const WORDS: Readonly<Record<string, string>> = {
  'gross-output': '规划范围内全部市场主体申报的产值（营业收入口径），由统计部门核定。',
  'training-visits': '每人每班次签到计一次；同一人参加两班计两人次。人次不是人数。',
  jobs: '期末在规划范围内的主体就业、有用工凭证的人数，同一人只计一次。',
}

/** 填报指标 An indicator no room computes yet, as the plan declares it: its figure is typed, with the file that proves it. */
export const enteredDefinition = ({ code, name, kind, unit }: Declared): Definition => ({
  code,
  kind,
  unit,
  method: { by: 'entry' },
  versions: [
    {
      version: `${code}@entry`,
      from: day('2015-01-01'),
      zh: name,
      en: name,
      text: `${WORDS[code] ?? ''}尚无系统逐行计算本指标；此前由专人录入数值，并附来源文件。`,
      source: '方案原文',
    },
  ],
})
