import { machine } from '#kernel/machine'
import type { Verdict } from './inhibition.ts'

/**
 * 样品状态 From its drawing to its end. A positive is locked: no test ends that but the laboratory's. The database moves it
 * (`inspection.move_sample`), by the same table.
 */
export const SAMPLE_MACHINE = machine({
  initial: 'drawn',
  states: {
    drawn: {
      zh: '待检',
      en: 'To be tested',
      on: { negative: 'to-review', positive: 'locked', 'lab-passed': 'to-review', 'lab-failed': 'condemned' },
    },
    'to-review': {
      zh: '待复核',
      en: 'To be reviewed',
      on: { reviewed: 'passed', withdrawn: 'withdrawn', positive: 'locked' },
    },
    passed: { zh: '已通过', en: 'Passed', on: { positive: 'locked' } },
    locked: {
      zh: '初检阳性，锁定待复检',
      en: 'Positive: locked, to be retested',
      on: { 'all-positive': 'failed', mixed: 'disputed', 'lab-passed': 'cleared', 'lab-failed': 'condemned' },
    },
    failed: {
      zh: '速测不合格，待实验室确证',
      en: 'Rapid test failed: to the laboratory',
      on: { 'lab-passed': 'cleared', 'lab-failed': 'condemned' },
    },
    disputed: {
      zh: '复检不一致，待实验室确证',
      en: 'Retests differ: to the laboratory',
      on: { 'lab-passed': 'cleared', 'lab-failed': 'condemned' },
    },
    cleared: { zh: '实验室确证合格，已解锁', en: 'Cleared by the laboratory' },
    condemned: { zh: '实验室确证不合格', en: 'Failed by the laboratory' },
    withdrawn: { zh: '作废，须重新抽样', en: 'Withdrawn: sample anew' },
  },
  ends: ['cleared', 'condemned', 'withdrawn'],
})
export type SampleState = keyof typeof SAMPLE_MACHINE.states

/** States in which the lot is held. */
export const HOLDS: readonly SampleState[] = ['locked', 'failed', 'disputed', 'condemned']

/**
 * 状态由读数决定 What a set of valid readings makes of a sample, in whatever order they came: the first result and two
 * retests decide once one of them is positive; only a set without any positive may go on to review.
 */
export function stateOfReadings(verdicts: readonly Verdict[], retests: number): SampleState {
  const valid = verdicts.filter((verdict) => verdict !== 'invalid')
  if (valid.length === 0) return 'drawn'
  if (!valid.includes('positive')) return 'to-review'
  if (valid.length < retests + 1) return 'locked'
  return valid.every((verdict) => verdict === 'positive') ? 'failed' : 'disputed'
}

/** 复检时限 The person tested may ask for another test so long after hearing of the result. @law 农产品质量安全法（2022）*/
export const REINSPECTION_HOURS = 4

export const mayAskAgain = (toldAt: number, askedAt: number): boolean =>
  askedAt >= toldAt && askedAt <= toldAt + REINSPECTION_HOURS * 3_600_000
