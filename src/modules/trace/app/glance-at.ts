import { inEtown } from '../../../platform/db/act.ts'
import { roomOf } from '../../../platform/db/house.ts'
import { together } from '../../../platform/db/together.ts'
import type { House } from '../../../platform/house.ts'
import { type Glance, type Glanced, glances } from '../db/scans.ts'

type Ask = (key: Glanced) => Promise<Glance | undefined>
const asking = new WeakMap<House, Map<number, Ask>>()

const askIn = ({ pool }: House, etown: number): Ask =>
  together((keys) => inEtown(pool, etown, 'read', ({ db }) => glances(roomOf(db, 'trace'), etown, keys)), {
    atOnce: 2,
    most: 200,
  })

/** 一眼 What may have changed since a page was drawn; whoever looks at the same moment shares a statement (docs/adr/0016). */
export async function glanceAt(house: House, etown: number, key: Glanced): Promise<Glance> {
  const towns = asking.get(house) ?? new Map<number, Ask>()
  asking.set(house, towns)
  const ask = towns.get(etown) ?? askIn(house, etown)
  towns.set(etown, ask)
  const seen = await ask(key)
  if (seen === undefined) throw new Error('a question was left unanswered')
  return seen
}
