import { type ReactNode, useId, useState } from 'react'
import { keepComposition } from '#web/ui/composition.ts'
import { useLanguage, useWords } from '#web/ui/words.ts'
import { fieldWords } from './field-words.ts'
import { Icon, type IconName } from './Icon.tsx'
import { canListen, listen } from './voice.ts'

type Pressed = {
  readonly onPress: () => void
  readonly icon?: IconName
  readonly children: ReactNode
  readonly disabled?: boolean
}

/** The one thing to do next. */
export const Primary = ({ onPress, icon, children, disabled }: Pressed) => (
  <button type="button" className="primary" onClick={onPress} disabled={disabled}>
    {icon && <Icon name={icon} />}
    <span>{children}</span>
  </button>
)

export const Plain = ({ onPress, icon, children, disabled }: Pressed) => (
  <button type="button" className="plain" onClick={onPress} disabled={disabled}>
    {icon && <Icon name={icon} />}
    <span>{children}</span>
  </button>
)

type Tone = 'good' | 'wait' | 'bad'
const TONES: Readonly<Record<Tone, IconName>> = { good: 'tick', wait: 'clock', bad: 'warning' }

/** A sentence that must not be missed: colour, picture and words say the same. */
export const Notice = ({ tone, children }: { readonly tone: Tone; readonly children: ReactNode }) => (
  <div className={`notice ${tone}`} role={tone === 'bad' ? 'alert' : 'status'}>
    <Icon name={TONES[tone]} />
    <div>{children}</div>
  </div>
)

/** Heading, way back, and what there is. */
export function Screen(props: {
  readonly title: string
  readonly back?: (() => void) | undefined
  readonly children: ReactNode
}) {
  const w = useWords(fieldWords)
  return (
    <main>
      {props.back && (
        <button type="button" className="back" onClick={props.back}>
          <Icon name="back" />
          <span>{w.back}</span>
        </button>
      )}
      <h1>{props.title}</h1>
      {props.children}
    </main>
  )
}

type Answered = {
  readonly label: string
  readonly value: string
  readonly onAnswer: (value: string) => void
  readonly unit?: string | undefined
  readonly optional?: boolean
  readonly problem?: string | undefined
  readonly suggest?: readonly string[]
  readonly inputMode?: 'decimal' | 'numeric' | 'tel' | 'text'
  readonly type?: 'text' | 'password'
  readonly autoComplete?: string
  readonly spoken?: boolean
}

/** A question with room for its answer: typed, spoken where the browser listens, or one press. */
export function Question(props: Answered) {
  const { label, value, onAnswer, unit, optional, problem, suggest = [], spoken } = props
  const w = useWords(fieldWords)
  const id = useId()
  return (
    <div className="question">
      <label htmlFor={id}>
        {label}
        {unit && `（${unit}）`}
        {optional && <span className="hint"> {w.may}</span>}
      </label>
      {problem && (
        <p className="problem" id={`${id}-problem`} role="alert">
          {problem}
        </p>
      )}
      <div className="answer">
        <input
          id={id}
          type={props.type ?? 'text'}
          inputMode={props.inputMode ?? 'text'}
          autoComplete={props.autoComplete ?? 'off'}
          value={value}
          maxLength={200}
          aria-invalid={problem !== undefined}
          aria-describedby={problem && `${id}-problem`}
          onKeyDown={keepComposition}
          onChange={(event) => onAnswer(event.target.value)}
        />
        {spoken && canListen() && <Voice label={label} onHeard={onAnswer} />}
      </div>
      {suggest.length > 0 && (
        <div className="chips">
          {suggest.map((one) => (
            <button type="button" key={one} aria-pressed={value === one} onClick={() => onAnswer(one)}>
              {one}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}

function Voice({ label, onHeard }: { readonly label: string; readonly onHeard: (text: string) => void }) {
  const w = useWords(fieldWords)
  const [language] = useLanguage()
  const [listening, setListening] = useState(false)
  const hear = async () => {
    setListening(true)
    const text = await listen(language)
    setListening(false)
    if (text !== '') onHeard(text)
  }
  return (
    <button type="button" className="voice" aria-label={w.speak(label)} onClick={hear} disabled={listening}>
      <Icon name="voice" />
      {listening && <span role="status">{w.listening}</span>}
    </button>
  )
}
