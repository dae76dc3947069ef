import { ExclamationCircleOutlined, InfoCircleOutlined, WarningOutlined } from '@ant-design/icons'
import { useEffect, useState } from 'react'
import { OUTLOOK_NAMES, VERDICTS, type Wall } from '#contract/statistics'
import { addDays } from '#kernel/day'
import { useParam } from '#web/desk/place.ts'
import { SignInFirst } from '#web/desk/Redirect.tsx'
import { BulletChart } from '#web/ui/BulletChart.tsx'
import { dayText, instantText } from '#web/ui/DayText.tsx'
import { To } from '#web/ui/To.tsx'
import { type Language, useBoth, useLanguage, useWords } from '#web/ui/words.ts'
import { lockedWords } from '../locked-words.ts'
import { drawn, valueText, type WireRate, whole } from '../values.tsx'
import { MonthBars } from './drawings.tsx'
import { keyIn } from './events.ts'
import { Tile } from './Tile.tsx'
import { useWall, type Watching } from './use-wall.ts'
import { WallMap } from './WallMap.tsx'
import { wallWords } from './wall-words.ts'
import './wall.css'
import './wall-panels.css'

const MONEY = { dimension: 'money', unit: '元' } as const

export function Page() {
  const w = useWords(wallWords)
  const watching = useWall(useParam('etown'))
  const { wall, line } = watching
  if (line === 'refused' && keyIn(location.hash) === undefined) return <SignInFirst />
  return (
    <div className={wall?.demonstration ? 'wall demonstration' : 'wall'} data-line={line}>
      <Head watching={watching} />
      {line === 'refused' && (
        <p className="wall-line" role="alert">
          {w.refused}
        </p>
      )}
      {wall !== undefined && line !== 'refused' && <Panels wall={wall} />}
    </div>
  )
}

const CLOCK: Intl.DateTimeFormatOptions = {
  timeZone: 'Asia/Shanghai',
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
}
const clockText = (at: number): string => new Intl.DateTimeFormat('zh-CN', CLOCK).format(at)
const dateText = (at: number, language: Language): string =>
  new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'full',
  }).format(at)

/** Drawn by itself every second, so that nothing else is. */
function Clock() {
  const [language] = useLanguage()
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 1_000)
    return () => clearInterval(timer)
  }, [])
  return (
    <p className="clock">
      <span>{dateText(now, language)}</span>
      <b className="number">{clockText(now)}</b>
    </p>
  )
}

function Head({ watching: { wall, line, heard } }: { readonly watching: Watching }) {
  const w = useWords(wallWords)
  const [language] = useLanguage()
  return (
    <header className="wall-head">
      <h1>
        {wall?.etown.name} {w.wall}
      </h1>
      {wall?.demonstration && <p className="wall-ribbon">{w.demonstration}</p>}
      <p className={`wall-state ${line}`} role={line === 'stopped' ? 'alert' : 'status'}>
        <i aria-hidden />
        {line === 'stopped'
          ? heard === undefined
            ? w.neverHeard
            : w.stopped(clockText(heard))
          : line === 'live'
            ? w.live
            : line === 'opening' && w.opening}
      </p>
      {wall?.asOf !== undefined && <p className="wall-asof">{w.asOf(instantText(wall.asOf.at, language))}</p>}
      <Clock />
    </header>
  )
}

function Panels({ wall }: { readonly wall: Wall }) {
  const w = useWords(wallWords)
  const of = (indicator: string) => wall.figures.filter((one) => one.indicator === indicator)
  const tiles = (...indicators: string[]) =>
    indicators.flatMap(of).map((figure) => <Tile key={figure.indicator} figure={figure} />)
  return (
    <main className="wall-grid">
      <div className="area-retail">
        <Tile figure={wall.retail} big>
          <Goal wall={wall} />
        </Tile>
        <section className="tile" aria-label={w.months}>
          <h2>
            {w.thisYear(wall.year)} {w.months} <small>{w.thisAndLast}</small>
          </h2>
          <MonthBars months={wall.months} label={w.months} />
        </section>
      </div>
      <div className="area-flows">{tiles('parcels', 'new-entities', 'training-visits')}</div>
      <section className="area-map" aria-label={w.map}>
        <h2>
          {w.thisYear(wall.year)} {w.map}
        </h2>
        <WallMap wall={wall} />
      </section>
      <div className="area-money">
        <Funds wall={wall} />
        {tiles('trace-scans')}
      </div>
      <Alerts wall={wall} />
      <Targets wall={wall} />
    </main>
  )
}

/** 目标 The year's retail against what the plan asks, what is due by now, and where it is going. */
function Goal({ wall }: { readonly wall: Wall }) {
  const { goal, retail } = wall
  const w = useWords(wallWords)
  const say = useBoth()
  const [language] = useLanguage()
  const { value } = retail.reading
  if (goal === undefined || value === undefined) return null
  const mark = (at: WireRate) => ({ at: drawn(at), text: valueText(at, MONEY, language, true) })
  const { bound, due, forecast, required, verdict } = goal
  return (
    <>
      <BulletChart
        label={`${w.required} ${required}`}
        value={mark(value)}
        target={{ at: drawn(bound), text: required }}
        {...(due === undefined ? {} : { pace: mark(due) })}
        {...(forecast === undefined ? {} : { band: { low: mark(forecast.low), high: mark(forecast.high) } })}
      />
      <p className="verdict">
        {say(VERDICTS[verdict])}
        {forecast !== undefined && ` · ${say(OUTLOOK_NAMES[forecast.outlook])}`}
      </p>
      {wall.locked !== undefined && <LockedLine locked={wall.locked} />}
    </>
  )
}

/** 锁定 v1 / 现在 What was last reviewed, beside what the same days say now. */
function LockedLine({ locked }: { readonly locked: NonNullable<Wall['locked']> }) {
  const w = useWords(lockedWords)
  const [language] = useLanguage()
  const { difference, href, now, number, period, same, value } = locked
  if (value === undefined || now.value === undefined) return null
  const text = (at: WireRate) => valueText(at, MONEY, language, true)
  return (
    <p className="foot locked">
      <span>
        <To href={href}>
          {w.locked(number)}（{w.until(dayText(addDays(period.until, -1), language))}）
        </To>{' '}
        <b className="number">{text(value)}</b>
      </span>
      <span>
        {w.now} <b className="number">{text(now.value)}</b>
      </span>
      <span>{same || difference === undefined ? w.same : `${w.difference} ${text(difference)}`}</span>
    </p>
  )
}

function Funds({ wall }: { readonly wall: Wall }) {
  const w = useWords(wallWords)
  const [language] = useLanguage()
  const money = (digits: string): string => valueText(whole(digits), MONEY, language, true)
  const [arrived, paid] = ['fund-arrived', 'fund-paid'].map((code) =>
    wall.figures.find(({ indicator }) => indicator === code),
  )
  const share = (part: string, of: string): number =>
    of === '0' ? 0 : Math.min(100, (100 * Number(part)) / Number(of))
  const known = (figure: typeof arrived): string =>
    figure?.reading.value === undefined ? w.none : money(figure.reading.value.num)
  return (
    <section className="tile funds" aria-label={w.funds}>
      <h2>{w.funds}</h2>
      <p className="pair">
        {arrived !== undefined && (
          <To href={arrived.href}>
            {w.arrived} <b className="number">{known(arrived)}</b>
          </To>
        )}
        {paid !== undefined && (
          <To href={paid.href}>
            {w.paid} <b className="number">{known(paid)}</b>
          </To>
        )}
      </p>
      <ul className="sources">
        {wall.funds.map((source) => (
          <li key={source.code}>
            <To href={source.href}>
              <span>{source.name}</span>
              <span className="number">
                {money(source.paid)} / {money(source.arrived)} / {money(source.planned)}
              </span>
            </To>
            <div className="bar" aria-hidden="true">
              <i className="arrived" style={{ width: `${share(source.arrived, source.planned)}%` }} />
              <i className="paid" style={{ width: `${share(source.paid, source.planned)}%` }} />
            </div>
          </li>
        ))}
      </ul>
      <p className="foot">
        {w.paid} / {w.arrived} / {w.planned}
      </p>
    </section>
  )
}

const ICONS = { bad: WarningOutlined, warn: ExclamationCircleOutlined, quiet: InfoCircleOutlined }

function Alerts({ wall }: { readonly wall: Wall }) {
  const w = useWords(wallWords)
  const say = useBoth()
  return (
    <section className="area-alerts tile" aria-label={w.alerts}>
      <h2>{w.alerts}</h2>
      {wall.alerts.length === 0 && <p className="quiet">{w.noAlerts}</p>}
      <ul className="alert-list">
        {wall.alerts.map((alert) => {
          const Icon = ICONS[alert.tone]
          return (
            <li key={`${alert.code} ${alert.href}`} className={alert.tone}>
              <Icon aria-hidden />
              <To href={alert.href}>{say(alert)}</To>
            </li>
          )
        })}
      </ul>
    </section>
  )
}

/** 目标一行 How many targets stand where, each group opening on the board. */
function Targets({ wall: { targets } }: { readonly wall: Wall }) {
  const w = useWords(wallWords)
  const say = useBoth()
  return (
    <section className="area-targets" aria-label={w.targets(targets.total)}>
      <h2>
        <To href={targets.href}>{w.targets(targets.total)}</To>
      </h2>
      <ul className="verdicts">
        {targets.verdicts.map(({ verdict, count, href }) => (
          <li key={verdict} className={verdict} style={{ flexGrow: count }}>
            <To href={href}>
              <b className="number">{count}</b> {say(VERDICTS[verdict])}
            </To>
          </li>
        ))}
      </ul>
      <p className="foot">
        <span>
          {w.ahead} <b className="number">{targets.ahead}</b>
        </span>
        <span>
          {w.behind} <b className="number">{targets.behind}</b>
        </span>
      </p>
    </section>
  )
}
