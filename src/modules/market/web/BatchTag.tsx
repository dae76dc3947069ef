import { BATCH, type BatchState } from '#contract/market'
import { StateTag } from '#web/ui/StateTag.tsx'
import { useBoth } from '#web/ui/words.ts'
import { BATCH_TONES } from './tones.ts'

export function BatchTag({ state }: { readonly state: BatchState }) {
  const say = useBoth()
  const { zh, en = zh } = BATCH.states[state]
  return <StateTag tone={BATCH_TONES[state]}>{say({ zh, en })}</StateTag>
}
