import { smsOutbox } from '#contract/identity'
import { useRead } from '#web/read.ts'
import { InstantText } from '#web/ui/DayText.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { useWords } from '#web/ui/words.ts'
import { signInWords } from './sign-in-words.ts'

const EVERY_MS = 5_000

/** The phone that people of a demonstration do not have. The server shows it in a demonstration only. */
export function DemonstrationPhone() {
  const w = useWords(signInWords)
  const outbox = useRead(smsOutbox, {}, { every: () => EVERY_MS })
  return (
    <details className="demonstration-phone">
      <summary>{w.demonstration}</summary>
      <p>{w.demonstrationHint}</p>
      <Loaded query={outbox}>
        {({ codes, messages }) => (
          <>
            <ul>
              {codes.map(({ signIn, name, code, secondsLeft }) => (
                <li key={signIn}>
                  <strong>{code}</strong> {signIn} {name} {w.secondsLeft(secondsLeft)}
                </li>
              ))}
            </ul>
            <h2>{w.messages}</h2>
            {messages.length === 0 && <p>{w.noMessages}</p>}
            <ul>
              {messages.map(({ to, text, at }) => (
                <li key={`${to}${at}`}>
                  {to} <InstantText instant={at} />：{text}
                </li>
              ))}
            </ul>
          </>
        )}
      </Loaded>
    </details>
  )
}
