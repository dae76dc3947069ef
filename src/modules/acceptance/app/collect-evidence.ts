import { dayOfInstant } from '#kernel/day'
import { planOf } from '#plan'
import { roomOf } from '../../../platform/db/house.ts'
import type { Consumer } from '../../../platform/work/consumers.ts'
import { collect } from '../db/evidence.ts'
import { COLLECTED, itemsTouched } from '../domain/collected.ts'

/** 随时归集 What happens anywhere in the house is written down for the items it is evidence of, when it happens. */
export const collectEvidence: Consumer = {
  name: 'acceptance.collect',
  kinds: Object.keys(COLLECTED),
  async fold({ db, etown }, event) {
    const on = dayOfInstant(event.at.getTime())
    const found = await planOf(roomOf(db, 'plan'), etown, on)
    const items = itemsTouched(event, found?.plan.targets ?? [])
    if (items.length === 0) return
    const what = COLLECTED[event.kind] ?? event.kind
    const row = {
      etown,
      title: what,
      happened_on: on,
      origin: `${event.kind}/${event.subject}`,
      event: event.seq,
      added_by: 'system',
      added_at: event.at,
    }
    await collect(roomOf(db, 'acceptance'), row, items, event.evidence)
  },
}
