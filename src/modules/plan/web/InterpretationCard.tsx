import { useState } from 'react'
import type { InterpretationView } from '#contract/plan'
import { useTown } from '#web/desk/place.ts'
import { DayText, dayText, instantText } from '#web/ui/DayText.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { useLanguage, useWords } from '#web/ui/words.ts'
import { DecideForm } from './DecideForm.tsx'
import { interpretationWords } from './interpretation-words.ts'
import { Cites, Home, ItemLink } from './Standing.tsx'

type Props = { readonly interpretation: InterpretationView; readonly version: number }

/** 一条口径 The question, its readings, what holds now and why, what rests on it, and how it came to that. */
export function InterpretationCard({ interpretation, version }: Props) {
  const w = useWords(interpretationWords)
  const [language] = useLanguage()
  const { may } = useTown()
  const { code, number, kind, issue, places, readings, decisions, fileAdopted, restsOn } = interpretation
  const now = decisions.at(-1)
  if (now === undefined) return null
  const confirmed = now.state === 'confirmed'
  return (
    <>
      <h2 className="issue">
        <Home item={{ kind: 'interpretation', code }}>{`${w.number(number)}　${issue}`}</Home>
      </h2>
      <p className="states">
        <StateTag tone={confirmed ? 'good' : 'warn'}>{confirmed ? w.confirmed : w.proposed}</StateTag>
        <span className="kind">{w.kinds[kind]}</span>
        {now.decidedBy !== undefined && now.decidedOn !== undefined && (
          <span>{w.decided(now.decidedBy, dayText(now.decidedOn, language))}</span>
        )}
      </p>
      <h3>{w.places}</h3>
      <Cites cites={places} />
      <h3>{w.readings}</h3>
      <ul className="readings">
        {readings.map((reading) => (
          <li key={reading.code} className={reading.code === now.adopted ? 'adopted' : undefined}>
            {reading.code === now.adopted && (
              <StateTag tone={confirmed ? 'good' : 'wait'}>{w.adopted}</StateTag>
            )}
            {reading.text}
            {reading.code === fileAdopted && now.adopted !== fileAdopted && `（${w.fileReading}）`}
          </li>
        ))}
      </ul>
      <p>
        {w.reason}：{now.reason}
      </p>
      {now.adopted !== fileAdopted && restsOn.length > 0 && (
        <p className="note note-warn">{w.diverges(restsOn.length)}</p>
      )}
      <h3>{w.restsOn}</h3>
      {restsOn.length === 0 ? (
        <p className="remark">{w.restsOnNone}</p>
      ) : (
        <ul className="item-list">
          {restsOn.map((item) => (
            <li key={`${item.kind} ${item.code}`}>
              <ItemLink item={item} />
            </li>
          ))}
        </ul>
      )}
      <History interpretation={interpretation} />
      {may.includes('plan.decide') && <Deciding interpretation={interpretation} version={version} />}
    </>
  )
}

function History({ interpretation: { decisions, readings } }: Pick<Props, 'interpretation'>) {
  const w = useWords(interpretationWords)
  const [language] = useLanguage()
  if (decisions.length < 2) return null
  return (
    <details>
      <summary>{w.history(decisions.length)}</summary>
      <ol>
        {decisions.map((decision) => (
          <li key={decision.place}>
            {w.origins[decision.origin]}：{readings.find(({ code }) => code === decision.adopted)?.text}
            <p className="remark">
              {w.reason}：{decision.reason}
            </p>
            <p className="remark">
              {decision.decidedBy !== undefined && decision.decidedOn !== undefined && (
                <>
                  {decision.decidedBy} <DayText day={decision.decidedOn} />{' '}
                </>
              )}
              {w.entered(decision.enteredBy, instantText(decision.enteredAt, language))}
            </p>
          </li>
        ))}
      </ol>
    </details>
  )
}

/** The form is drawn when it is wanted: a page has dozens of interpretations. */
function Deciding({ interpretation, version }: Props) {
  const w = useWords(interpretationWords)
  const [open, setOpen] = useState(false)
  return (
    <details open={open} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>
        {w.decide}
        <span className="unseen"> {w.number(interpretation.number)}</span>
      </summary>
      {open && (
        <DecideForm
          key={interpretation.decisions.length}
          interpretation={interpretation}
          version={version}
          close={() => setOpen(false)}
        />
      )}
    </details>
  )
}
