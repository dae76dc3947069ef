import { LOT_STATES, type LotState as State } from '#contract/trace'
import { StateTag, type Tone } from '#web/ui/StateTag.tsx'
import { useBoth } from '#web/ui/words.ts'

const TONES: Readonly<Record<State, Tone>> = { open: 'good', frozen: 'warn', recalled: 'bad' }

export function LotState({ state }: { readonly state: State }) {
  const say = useBoth()
  return <StateTag tone={TONES[state]}>{say(LOT_STATES[state])}</StateTag>
}
