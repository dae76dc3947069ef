import { VERDICTS, type Verdict } from '#contract/statistics'
import { StateTag, type Tone } from '#web/ui/StateTag.tsx'
import { useBoth } from '#web/ui/words.ts'

const TONES: Readonly<Record<Verdict, Tone>> = {
  met: 'good',
  'not-met': 'bad',
  'below-expected': 'warn',
  'not-due': 'wait',
  'not-begun': 'quiet',
  'no-base': 'warn',
  'city-missing': 'warn',
  incomplete: 'warn',
  'not-computed': 'quiet',
}

export function VerdictTag({ verdict }: { readonly verdict: Verdict }) {
  const say = useBoth()
  return <StateTag tone={TONES[verdict]}>{say(VERDICTS[verdict])}</StateTag>
}
