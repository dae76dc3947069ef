import type { FieldLot, FieldSeason } from '#contract/trace'
import { UNITS } from '#contract/trace'
import { useBoth, useWords } from '#web/ui/words.ts'
import { fieldWords } from '../field-words.ts'
import { Icon } from '../Icon.tsx'
import { Notice, Screen } from '../Kit.tsx'
import { daysWaited } from '../queue/journal.ts'
import { hashOf } from '../road.ts'
import { usePhone } from '../use-phone.ts'

function Warnings() {
  const w = useWords(fieldWords)
  const { records, others, signedOut, writer } = usePhone()
  const refused = records.filter(({ state }) => state === 'refused').length
  const days = daysWaited(records, Date.now())
  return (
    <>
      {signedOut && (
        <Notice tone="bad">
          <a href="#/me">{w.signInAgain}</a>
        </Notice>
      )}
      {writer?.etown === '' && <Notice tone="bad">{w.noTown}</Notice>}
      {days !== undefined && <Notice tone="bad">{w.late(days)}</Notice>}
      {refused > 0 && (
        <Notice tone="bad">
          <a href="#/records">{w.refusedN(refused)}</a>
        </Notice>
      )}
      {others > 0 && <Notice tone="wait">{w.others(others)}</Notice>}
    </>
  )
}

const SeasonCard = ({ season }: { readonly season: FieldSeason }) => (
  <li>
    <a className="card" href={hashOf({ at: 'tiles', of: 'season', id: season.id })}>
      <Icon name="sprout" />
      <span>
        <b>{season.siteName}</b>
        <br />
        {season.itemName} · {season.name}
      </span>
    </a>
  </li>
)

function LotCard({ lot }: { readonly lot: FieldLot }) {
  const w = useWords(fieldWords)
  const say = useBoth()
  return (
    <li>
      <a className="card" href={hashOf({ at: 'tiles', of: 'lot', id: lot.id })}>
        <Icon name="box" />
        <span>
          <b>{lot.itemName}</b>
          <br />
          {lot.code} · {w.lotLeft(lot.left, say(UNITS[lot.unit]))}
        </span>
      </a>
    </li>
  )
}

/** 首页 My plots and my goods: what to record on. */
export function Plots() {
  const w = useWords(fieldWords)
  const { plots, online } = usePhone()
  const { seasons = [], lots = [], seasonsTotal = 0, lotsTotal = 0 } = plots ?? {}
  return (
    <Screen title={w.choosePlot}>
      <Warnings />
      {seasons.length === 0 && (
        <>
          <p>
            <b>{w.noPlots}</b>
          </p>
          <p>{plots === undefined && !online ? w.noPlotsOffline : w.noPlotsNext}</p>
        </>
      )}
      <ul className="cards">
        {seasons.map((season) => (
          <SeasonCard key={season.id} season={season} />
        ))}
      </ul>
      {seasonsTotal > seasons.length && <p>{w.someOf(seasonsTotal, seasons.length)}</p>}
      {lots.length > 0 && (
        <>
          <h2>{w.chooseLot}</h2>
          <ul className="cards">
            {lots.map((lot) => (
              <LotCard key={lot.id} lot={lot} />
            ))}
          </ul>
          {lotsTotal > lots.length && <p>{w.someOf(lotsTotal, lots.length)}</p>}
        </>
      )}
    </Screen>
  )
}
