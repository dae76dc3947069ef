import { InstantText } from '#web/ui/DayText.tsx'
import { useWords } from '#web/ui/words.ts'
import { setUpWords } from './set-up-words.ts'

type Props = { readonly code: string; readonly endsAt: string; readonly held?: boolean }

/** A code to be handed over in person, and the address where it is used. */
export function ActivationCode({ code, endsAt, held = false }: Props) {
  const w = useWords(setUpWords)
  return (
    <div className="note" role="status">
      <p>
        {w.code} <code>{code}</code>
      </p>
      <p>
        {w.until} <InstantText instant={endsAt} />
      </p>
      {held && <p>{w.held}</p>}
      <p>
        <a href={`/activate#${code}`} target="_blank" rel="noreferrer">
          {w.toActivate}
        </a>
      </p>
    </div>
  )
}
