import { day } from '../../../kernel/day.ts'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { keyIn } from '../../../kernel/keys.ts'
import { granted, type Outcome } from '../../../kernel/refusal.ts'
import type { Call } from '../../../platform/http/route.ts'
import { FIELD_PLOTS_MOST, type FieldSeason, type fieldPlots, fieldsOf, STEPS } from '../contract/index.ts'
import { itemsById } from '../db/items.ts'
import { pageOfLots } from '../db/lots.ts'
import { pageOfSeasons } from '../db/seasons.ts'
import { type StepWithPhotos, stepsOf } from '../db/steps.ts'
import { lotViews } from './lots.ts'
import { seasonViews } from './seasons.ts'
import { onlyParty } from './seeing.ts'
import { applicationsIn, factsOf } from './step-views.ts'

const PAGE = { after: undefined, limit: FIELD_PLOTS_MOST }

/** The newest record of each kind, without the fields kept from whoever scans: these may name a person. */
function lastOf(steps: readonly StepWithPhotos[]): FieldSeason['last'] {
  const newest = new Map(steps.filter((step) => !step.corrected).map((step) => [step.kind, step]))
  return [...newest.values()].map((step) => {
    const kind = keyIn(STEPS, step.kind)
    const open = Object.entries(factsOf(step)).filter(([name]) => fieldsOf(kind)[name]?.internal !== true)
    return { kind, facts: Object.fromEntries(open) }
  })
}

export async function fieldPlotsIn(
  call: Call<typeof fieldPlots, 'trace'>,
): Promise<Outcome<AnswerOf<typeof fieldPlots>>> {
  const { db, etown, actor } = call
  const only = onlyParty(actor, etown.id)
  const seasons = await pageOfSeasons(db, etown.id, only, PAGE)
  const shown = seasons.rows.slice(0, FIELD_PLOTS_MOST)
  const lots = await pageOfLots(db, etown.id, { only, state: 'open', text: undefined }, PAGE)
  const steps = await stepsOf(db, etown.id, { seasons: shown.map((row) => row.id), lots: [] })
  const items = await itemsById(
    db,
    etown.id,
    lots.rows.map((row) => row.item),
  )
  const seasonOf = await seasonViews(call, shown)
  const lotOf = lotViews(items, () => '')
  return granted({
    seasons: shown.map((row) => {
      const own = steps.filter((step) => step.season === row.id)
      const applications = applicationsIn(own).map((one) => ({ ...one, on: day(one.on) }))
      return { ...seasonOf(row), applications, last: lastOf(own) }
    }),
    seasonsTotal: seasons.total,
    lots: lots.rows.slice(0, FIELD_PLOTS_MOST).map(lotOf),
    lotsTotal: lots.total,
  })
}
