import { SAMPLE_STATES, type Sample } from '#contract/inspection'
import { StateTag, type Tone } from '#web/ui/StateTag.tsx'
import { useBoth } from '#web/ui/words.ts'

const TONES: Readonly<Record<Sample['state'], Tone>> = {
  drawn: 'wait',
  'to-review': 'wait',
  passed: 'good',
  locked: 'warn',
  failed: 'bad',
  disputed: 'warn',
  cleared: 'good',
  condemned: 'bad',
  withdrawn: 'quiet',
}

export function SampleState({ state }: { readonly state: Sample['state'] }) {
  const say = useBoth()
  return <StateTag tone={TONES[state]}>{say(SAMPLE_STATES[state])}</StateTag>
}
