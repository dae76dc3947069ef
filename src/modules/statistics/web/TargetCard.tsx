import { OUTLOOK_NAMES } from '#contract/statistics'
import { addDays } from '#kernel/day'
import { useTown } from '#web/desk/place.ts'
import { BulletChart } from '#web/ui/BulletChart.tsx'
import { dayText } from '#web/ui/DayText.tsx'
import { Figure } from '#web/ui/Figure.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useLanguage, useWords } from '#web/ui/words.ts'
import { type Board, entryHref, figureHref, type Target } from './board.ts'
import { LockedNow } from './LockedNow.tsx'
import { OriginTag } from './OriginTag.tsx'
import { periodText } from './periods.ts'
import { statisticsWords } from './statistics-words.ts'
import { VerdictTag } from './VerdictTag.tsx'
import { drawn, useValueText, Value, type WireRate } from './values.tsx'

type Props = { readonly board: Board; readonly target: Target }

/** 目标卡 One target that has a figure: value, requirement, pace, verdict, and the way to its rows. */
export function TargetCard({ board, target }: Props) {
  const { slug } = useTown()
  const [language] = useLanguage()
  const { own, period, window } = target
  const orders = target.by === 'days' || (target.by === 'growth' && own?.origin === 'computed')
  return (
    <Figure
      label={target.name}
      value={
        own?.value === undefined ? (
          <VerdictTag verdict={target.verdict} />
        ) : (
          <span className={own.origin === 'typed' ? 'typed-value' : undefined}>
            <Value value={own.value} written={writtenAlone(target)} />
          </span>
        )
      }
      asOf={(orders ? board.asOf?.at : undefined) ?? board.readAt}
      definition={<Definition board={board} target={target} />}
      href={figureHref(slug, target)}
    >
      <p className="target-state">
        {own?.value !== undefined && <VerdictTag verdict={target.verdict} />}
        {own?.origin !== undefined && <OriginTag origin={own.origin} />}
        <span>{periodText(period ?? window, language)}</span>
      </p>
      <Bullet target={target} />
      {target.locked !== undefined && <LockedNow locked={target.locked} />}
      <Remarks board={board} target={target} />
    </Figure>
  )
}

/** The indicator by itself; what is judged against the city is a difference in points. */
const writtenAlone = ({ againstCity, dimension, unit }: Target) =>
  againstCity ? ({ dimension: 'ratio', unit: '%' } as const) : { dimension, unit }

function Bullet({ target }: { readonly target: Target }) {
  const say = useBoth()
  const w = useWords(statisticsWords)
  const text = useValueText()
  const { againstCity, bound, forecast, margin, own, pace, required } = target
  const value = againstCity ? margin : own?.value
  if (value === undefined) {
    return (
      <p>
        {w.required} <b>{againstCity ? `${w.overCity} ${required}` : required}</b>
      </p>
    )
  }
  const mark = (at: WireRate) => ({ at: drawn(at), text: text(at, target) })
  return (
    <>
      <BulletChart
        label={`${target.name}: ${text(value, target)}, ${w.required} ${required}`}
        value={mark(value)}
        target={{ at: drawn(bound), text: required }}
        {...(pace === undefined ? {} : { pace: mark(pace.due) })}
        {...(forecast === undefined ? {} : { band: { low: mark(forecast.low), high: mark(forecast.high) } })}
      />
      {pace !== undefined && (
        <p className="target-state">
          <StateTag tone={pace.ahead ? 'good' : 'warn'}>{pace.ahead ? w.ahead : w.behind}</StateTag>
          <span>{w.paceDays(pace.days, pace.of)}</span>
        </p>
      )}
      {forecast !== undefined && (
        <p className="target-state">
          <span>{say(OUTLOOK_NAMES[forecast.outlook])}</span>
          <span>{w.basis[forecast.basis]}</span>
        </p>
      )}
    </>
  )
}

/** What the reader must know beside the number, and what to do next. */
function Remarks({ board, target }: Props) {
  const w = useWords(statisticsWords)
  const text = useValueText()
  const { slug, may } = useTown()
  const [language] = useLanguage()
  const { beyond, city, force, own, verdict } = target
  const mayEnter = may.includes('statistics.enter')
  const ratio = { dimension: 'ratio', unit: '%' } as const
  return (
    <ul className="remarks">
      {own?.value !== undefined && city !== undefined && (
        <li>
          {w.own} {text(own.value, ratio)} · {w.city} {text(city, ratio)}
        </li>
      )}
      {own?.baseSince !== undefined && <li>{w.baseSince(dayText(own.baseSince, language))}</li>}
      {beyond === true && <li>{w.beyond}</li>}
      {force === 'expected' && <li>{w.expected}</li>}
      {force === 'in-principle' && <li>{w.inPrinciple}</li>}
      {(verdict === 'no-base' || verdict === 'city-missing' || verdict === 'incomplete') && (
        <li>{w.why[verdict]}</li>
      )}
      {verdict === 'city-missing' && mayEnter && (
        <li>
          <To href={entryHref(slug, target, board.city)}>{w.enterCity}</To>
        </li>
      )}
    </ul>
  )
}

function Definition({ board, target }: Props) {
  const w = useWords(statisticsWords)
  const [language] = useLanguage()
  const words = board.definitions.find(({ version }) => version === target.definition)
  return (
    <>
      {words !== undefined && (
        <>
          <p>
            <b>{language === 'zh' ? words.zh : words.en}</b>
          </p>
          <p>{words.text}</p>
          <p>
            {w.source}：{words.source}
          </p>
        </>
      )}
      <p>
        {w.window}：{periodText(target.window, language)}
        {target.period !== undefined &&
          target.period.until < target.window.until &&
          `（${w.upTo(dayText(addDays(target.period.until, -1), language))}）`}
      </p>
      <p>
        {w.clauseText}（{target.clause.heading || target.clause.id}）：“{target.quote}”
      </p>
    </>
  )
}
