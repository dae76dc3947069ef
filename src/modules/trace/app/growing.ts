import { type Day, dayOfInstant } from '../../../kernel/day.ts'
import { type AnyDb, roomOf } from '../../../platform/db/house.ts'
import { ancestryOf } from '../db/lots.ts'
import { stepsOf } from '../db/steps.ts'
import { factsOf } from './step-views.ts'

/** 种养简况 What was recorded of how a lot grew, its own and that of all it was made of. Corrected records are left out. */
export type Growing = {
  /** The lot and all it was made of. */
  readonly lots: readonly bigint[]
  readonly sprayed: readonly {
    readonly name: string
    readonly on: Day
    readonly intervalDays: number | undefined
  }[]
  readonly harvestedOn: readonly Day[]
  /** Records of growing other than harvests. */
  readonly records: number
}

const KINDS: readonly string[] = ['planting', 'tending', 'input']
const MEDICINES: readonly string[] = ['pesticide', 'medicine']

export async function growingOf(db: AnyDb, etown: number, lot: bigint): Promise<Growing> {
  const own = roomOf(db, 'trace')
  const lots = await ancestryOf(own, etown, lot)
  const ids = lots.map(({ id }) => id)
  const seasons = lots.flatMap(({ season }) => season ?? [])
  const steps = (await stepsOf(own, etown, { seasons, lots: ids })).filter(({ corrected }) => !corrected)
  const on = (step: { readonly occurred_at: Date }): Day => dayOfInstant(step.occurred_at.getTime())
  return {
    lots: ids,
    sprayed: steps.flatMap((step) => {
      const { inputKind = '', name = '', intervalDays } = step.kind === 'input' ? factsOf(step) : {}
      const days = intervalDays === undefined ? undefined : Number(intervalDays)
      return MEDICINES.includes(inputKind) ? [{ name, on: on(step), intervalDays: days }] : []
    }),
    harvestedOn: steps
      .filter((step) => step.kind === 'harvest' && step.lot !== null && ids.includes(step.lot))
      .map(on),
    records: steps.filter((step) => KINDS.includes(step.kind)).length,
  }
}
