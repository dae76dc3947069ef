import { type ApplicationState, applicationMachine } from '#contract/subsidy'
import { StateTag, type Tone } from '#web/ui/StateTag.tsx'
import { type Both, useBoth } from '#web/ui/words.ts'

const TONES: Readonly<Partial<Record<ApplicationState, Tone>>> = {
  draft: 'quiet',
  returned: 'warn',
  objected: 'warn',
  appealed: 'warn',
  refused: 'bad',
  rejected: 'bad',
  recovered: 'bad',
  decided: 'good',
  instructed: 'good',
  paid: 'good',
  closed: 'good',
}

/** A state by its name in both languages. */
export function stateWords(state: ApplicationState): Both {
  const { zh, en = zh }: { zh: string; en?: string } = applicationMachine.states[state]
  return { zh, en }
}

export function ApplicationTag({ state }: { readonly state: ApplicationState }) {
  const say = useBoth()
  return <StateTag tone={TONES[state] ?? 'wait'}>{say(stateWords(state))}</StateTag>
}
