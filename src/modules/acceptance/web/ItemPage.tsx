import { getItem, ITEM_STATES, ITEM_VERDICTS, type ItemDetail, type Reading } from '#contract/acceptance'
import { addDays } from '#kernel/day'
import { useParam, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { dayText } from '#web/ui/DayText.tsx'
import { FactList } from '#web/ui/FactList.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useLanguage, useWords } from '#web/ui/words.ts'
import { clauseLabel } from '../domain/clause-label.ts'
import { acceptanceWords, STATE_TONES, VERDICT_TONES } from './acceptance-words.ts'
import { EvidenceList } from './EvidenceList.tsx'
import { Steps } from './Steps.tsx'

/** 一个验收事项 */
export function Page() {
  const { slug: etown } = useTown()
  const item = useParam('item')
  const query = useRead(getItem, { etown, params: { item } })
  return (
    <Loaded query={query} lines={12}>
      {(detail) => <Detail detail={detail} />}
    </Loaded>
  )
}

function Detail({ detail }: { readonly detail: ItemDetail }) {
  const w = useWords(acceptanceWords)
  const say = useBoth()
  const { slug } = useTown()
  const { clause, definition, verdict, state } = detail
  return (
    <>
      <PageHead
        title={detail.name}
        lead={
          <>
            <StateTag tone={VERDICT_TONES[verdict]}>{say(ITEM_VERDICTS[verdict])}</StateTag>{' '}
            <StateTag tone={STATE_TONES[state]}>{say(ITEM_STATES[state])}</StateTag>
          </>
        }
      />
      <FactList
        facts={[
          [
            w.quote,
            <To key="clause" href={`/e/${slug}/plan#clause-${clause.id}`}>
              {`${clauseLabel(clause)}：“${detail.quote}”`}
            </To>,
          ],
          [w.required, `${detail.required}（${w.forces[detail.force]}）`],
          ...(definition === undefined
            ? []
            : ([[w.definition, `${definition.text}（${definition.source}）`]] as const)),
        ]}
      />
      <Gaps gaps={detail.gaps} />
      <Readings detail={detail} />
      <EvidenceList detail={detail} />
      <Steps key={detail.steps.length} detail={detail} />
    </>
  )
}

function Gaps({ gaps }: { readonly gaps: readonly string[] }) {
  const w = useWords(acceptanceWords)
  return (
    <section>
      <h2>{w.gaps}</h2>
      {gaps.length === 0 ? (
        <p>
          <StateTag tone="good">{w.noGaps}</StateTag>
        </p>
      ) : (
        <ul>
          {gaps.map((gap) => (
            <li key={gap}>{gap}</li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Readings({ detail }: { readonly detail: ItemDetail }) {
  const w = useWords(acceptanceWords)
  const say = useBoth()
  const [language] = useLanguage()
  const { slug } = useTown()
  const { readings, sources } = detail
  const span = ({ from, until }: Pick<Reading, 'from' | 'until'>) =>
    w.span(dayText(from, language), dayText(addDays(until, -1), language))
  if (readings.length === 0)
    return (
      <section>
        <h2>{w.readings}</h2>
        <p className="hint">{w.noReadings}</p>
      </section>
    )
  return (
    <section>
      <h2>{w.readings}</h2>
      <FactList
        facts={readings.map((reading) => {
          const period = reading.covers ?? { from: reading.from, until: reading.until }
          const source = sources.find(({ from }) => from === period.from)
          const parts = [
            reading.actual,
            reading.covers && w.asOf(dayText(addDays(reading.covers.until, -1), language)),
            reading.typed ? w.typed : source && w.rows(source.rows, source.files.length),
          ].filter((part) => part !== undefined)
          return [
            span(reading),
            <span key="reading">
              <StateTag tone={VERDICT_TONES[reading.verdict]}>{say(ITEM_VERDICTS[reading.verdict])}</StateTag>{' '}
              {parts.join('，')}{' '}
              {reading.indicator !== undefined && source !== undefined && (
                <To
                  href={`/e/${slug}/figures/${reading.indicator}?from=${period.from}&until=${period.until}`}
                >
                  {w.openFigure}
                </To>
              )}
            </span>,
          ] as const
        })}
      />
    </section>
  )
}
