import type { TrialState } from '#contract/logistics'
import { StateTag, type Tone } from '#web/ui/StateTag.tsx'
import { useWords } from '#web/ui/words.ts'
import { trialWords } from './trial-words.ts'

const TONES = {
  waiting: 'wait',
  running: 'wait',
  planned: 'good',
  cancelled: 'quiet',
  failed: 'bad',
} as const satisfies Record<TrialState, Tone>

export function TrialTag({ state }: { readonly state: TrialState }) {
  const w = useWords(trialWords)
  return <StateTag tone={TONES[state]}>{w.states[state]}</StateTag>
}
