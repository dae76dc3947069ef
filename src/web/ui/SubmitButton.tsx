import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { Step } from '../act.ts'
import { kitWords } from './kit-words.ts'
import { shareText } from './numbers.ts'
import { useWords } from './words.ts'

type Props = {
  readonly act: { readonly step: Step<unknown>; readonly check: () => Promise<void> }
  readonly children: ReactNode
  /** Outside a form: what a press does. In a form the press submits it. */
  readonly onPress?: () => void
  readonly disabled?: boolean
  /** Not what the page is for: it only tries, or takes something back. */
  readonly quiet?: boolean
}

/** Sends an act once. While it runs the button waits; when its result is unknown the button asks for it instead. */
export function SubmitButton({ act, children, onPress, disabled = false, quiet = false }: Props) {
  const w = useWords(kitWords)
  const { step } = act
  if (step.at === 'unknown') {
    return (
      <div role="alert" className="note note-warn">
        <p>{w.unknown}</p>
        <Button type="primary" onClick={() => act.check()}>
          {w.check}
        </Button>
      </div>
    )
  }
  const running = step.at === 'running'
  const share = running && step.share !== undefined ? ` ${shareText(step.share)}` : ''
  return (
    <Button
      type={quiet ? 'default' : 'primary'}
      htmlType={onPress === undefined ? 'submit' : 'button'}
      loading={running}
      disabled={disabled}
      aria-live="polite"
      {...(onPress === undefined ? {} : { onClick: onPress })}
    >
      {running ? w.running + share : children}
    </Button>
  )
}
