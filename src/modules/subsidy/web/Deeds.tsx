import { type ApplicationDetail, DUTIES, EVENT_NAMES } from '#contract/subsidy'
import { InstantText } from '#web/ui/DayText.tsx'
import { Money } from '#web/ui/Money.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { subsidyWords } from './subsidy-words.ts'

/** 办理记录 Who did what, as what, why. */
export function Deeds({ application }: { readonly application: ApplicationDetail }) {
  const w = useWords(subsidyWords)
  const say = useBoth()
  if (application.deeds.length === 0) return null
  return (
    <section aria-labelledby="deeds">
      <h2 id="deeds">{w.deeds}</h2>
      <ol>
        {application.deeds.map((deed) => (
          <li key={deed.place}>
            <InstantText instant={deed.at} /> {say(DUTIES[deed.duty])} {deed.by}：
            {say(EVENT_NAMES[deed.event])}
            {deed.amountFen !== undefined && (
              <>
                {' '}
                <Money fen={deed.amountFen} />
              </>
            )}
            {deed.reason !== undefined && `（${deed.reason}）`}
          </li>
        ))}
      </ol>
    </section>
  )
}
