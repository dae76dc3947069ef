import { subRates } from '#kernel/money'
import type { AnyDb } from '#platform/db/house'
import type { Locked } from '../contract/index.ts'
import type { Definition } from '../domain/definition.ts'
import type { Define } from '../domain/indicators.ts'
import { asksOf, read } from '../domain/reading.ts'
import { type Known, loadFacts, type Reads } from './known-figures.ts'
import { wirePeriod, wireRate, wireReading, writtenAs } from './on-the-wire.ts'
import type { LockedFigure, LockedSource } from './seams.ts'

export async function lockedFigures(
  db: AnyDb,
  etown: number,
  sources: readonly LockedSource[],
): Promise<readonly LockedFigure[]> {
  const found: LockedFigure[] = []
  for (const source of sources) found.push(...(await source(db, etown)))
  return found
}

type Frame = {
  readonly db: Reads
  readonly etown: { readonly id: number; readonly slug: string }
  readonly define: Define
  readonly known: Known
}

/** 锁定与现在 Each locked figure beside what the rows say now of exactly the same days, with the difference. */
export async function thenAndNow(
  { db, etown, define, known }: Frame,
  figures: readonly LockedFigure[],
): Promise<readonly Locked[]> {
  const defined = figures.flatMap((figure) => {
    const definition = define(figure.indicator)
    return definition === undefined ? [] : [{ figure, definition }]
  })
  if (defined.length === 0) return []
  const asks = defined.flatMap(({ figure, definition }) => asksOf(definition, figure.period))
  const facts = await loadFacts(db, etown.id, asks, define, known)
  return defined.map(({ figure, definition }) => besides(etown.slug, figure, definition, facts))
}

function besides(
  slug: string,
  figure: LockedFigure,
  definition: Definition,
  facts: Awaited<ReturnType<typeof loadFacts>>,
): Locked {
  const { indicator, period, value, name, number, at, path } = figure
  const now = read(definition, period, facts)
  const difference = value === undefined || now.state !== 'known' ? undefined : subRates(now.value, value)
  const dimension = writtenAs(definition.unit)
  return {
    indicator,
    unit: definition.unit,
    dimension,
    name,
    number,
    at: new Date(at).toISOString(),
    period: wirePeriod(period),
    ...(value && { value: wireRate(value) }),
    now: wireReading(now),
    ...(difference && { difference: wireRate(difference) }),
    same: value === undefined ? now.state === 'no-base' : difference?.num === 0n,
    href: `/e/${slug}/${path}`,
    nowHref: `/e/${slug}/figures/${indicator}?from=${period.from}&until=${period.until}`,
  }
}
