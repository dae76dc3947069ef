import { EXCLUSIONS, type Exclusion, STAGE_NAMES, type Stage } from '#contract/market'
import { StateTag } from '#web/ui/StateTag.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { orderWords } from './market-words.ts'
import { exclusionTone, STAGE_TONES } from './tones.ts'

export function StageTag({ stage }: { readonly stage: Stage }) {
  const say = useBoth()
  return <StateTag tone={STAGE_TONES[stage]}>{say(STAGE_NAMES[stage])}</StateTag>
}

/** 计入 or 不计, with the reason. */
export function CountedTag({ excluded }: { readonly excluded: Exclusion | undefined }) {
  const w = useWords(orderWords)
  const say = useBoth()
  if (excluded === undefined) return <StateTag tone="good">{w.countedAs.yes}</StateTag>
  return <StateTag tone={exclusionTone(excluded)}>{say(EXCLUSIONS[excluded])}</StateTag>
}
