import { addDays, type Period } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome } from '#kernel/refusal'
import type { Call } from '#platform/http/route'
import type { readFigure } from '../contract/index.ts'
import { pageOfEntered } from '../db/entered-figures.ts'
import { versionOn } from '../domain/definition.ts'
import { lockedWithin } from '../domain/locked.ts'
import { asksOf, read } from '../domain/reading.ts'
import { breakdownOf, brokenDown } from './break-down.ts'
import { findDefinition } from './find-definition.ts'
import { loadFacts, loadKnown } from './known-figures.ts'
import {
  today,
  wireAsOf,
  wireDefinition,
  wireEntered,
  wirePeriod,
  wireReading,
  writtenAs,
} from './on-the-wire.ts'
import type { LockedSource } from './seams.ts'
import { lockedFigures, thenAndNow } from './then-and-now.ts'

type Figure = AnswerOf<typeof readFigure>
type FigureCall = Call<typeof readFigure, 'statistics' | 'party_pub' | 'market_pub'>

export type FigureAsked = Pick<FigureCall, 'db' | 'etown' | 'params' | 'query' | 'now'> & {
  readonly locked?: readonly LockedSource[]
}

/** 数字 A figure over a period: how it is counted, what it is made of, and whether its parts add up to it. */
export async function readFigureIn({
  db,
  etown,
  params,
  query,
  now,
  locked: sources = [],
}: FigureAsked): Promise<Outcome<Figure>> {
  const found = await findDefinition(db, etown.id, params.indicator, today(now), '/path/indicator')
  if (!found.ok) return found
  const { definition, define } = found.value
  const period: Period = { from: query.from, until: query.until }
  const known = await loadKnown(db, etown.id)
  const asks = asksOf(definition, period)
  const facts = await loadFacts(db, etown.id, asks, define, known)
  const reading = read(definition, period, facts)
  const madeOf = asks.flatMap((ask) => {
    const part = define(ask.indicator)
    return part === undefined || part === definition ? [] : [{ part, period: ask.period }]
  })
  const entered = await pageOfEntered(
    db,
    etown.id,
    { indicator: definition.code },
    { after: undefined, limit: 100 },
  )
  const locked = lockedWithin(await lockedFigures(db, etown.id, sources), definition.code, period)
  return granted({
    indicator: definition.code,
    unit: definition.unit,
    dimension: writtenAs(definition.unit),
    definition: wireDefinition(definition),
    period: wirePeriod(period),
    reading: wireReading(reading),
    asOf: wireAsOf(known.asOf),
    madeOf: madeOf.map(({ part, period: over }) => ({
      indicator: part.code,
      name: versionOn(part, addDays(over.until, -1)).zh,
      unit: part.unit,
      period: wirePeriod(over),
      reading: wireReading(read(part, over, facts)),
    })),
    ...brokenDown(await breakdownOf(db, etown.id, definition, period, now), reading),
    locked: [...(await thenAndNow({ db, etown, define, known }, locked))],
    entered: entered.rows.map((row) => wireEntered(row, definition)),
  })
}
