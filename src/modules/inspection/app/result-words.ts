import { keyIn } from '#kernel/keys'
import { RAPID_NEGATIVE, SAMPLE_STATES } from '../contract/index.ts'
import { isRapid } from '../domain/registry.ts'
import { knownMethod } from './registry.ts'

type Said = { readonly zh: string; readonly en: string }

/** 结果怎么说 `快筛阴性 抑制率 40.0 %`: what was measured, and never more than that. */
export function resultSaid(
  sample: { readonly state: string; readonly method: string },
  runs: readonly { readonly percent: string | null; readonly verdict: string }[],
): Said {
  const state = keyIn(SAMPLE_STATES, sample.state)
  if (state !== 'passed') return SAMPLE_STATES[state]
  if (!isRapid(knownMethod(sample.method)))
    return { zh: '委托检验：所检项目均不超过限量', en: 'Laboratory: no item above its limit' }
  const percent = runs.findLast((run) => run.verdict === 'negative')?.percent ?? '—'
  return {
    zh: `${RAPID_NEGATIVE.zh} 抑制率 ${percent} %`,
    en: `${RAPID_NEGATIVE.en}, inhibition ${percent} %`,
  }
}
