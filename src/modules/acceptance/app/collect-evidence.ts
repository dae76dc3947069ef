import { dayOfInstant } from '#kernel/day'
import { planOf } from '#plan'
import { projectsOf } from '#project'
import { type AnyDb, roomOf } from '../../../platform/db/house.ts'
import type { Consumer } from '../../../platform/work/consumers.ts'
import { collect } from '../db/evidence.ts'
import { COLLECTED, itemsOfClause, itemsTouched } from '../domain/collected.ts'
import { itemsOfPlan } from '../domain/plan-items.ts'

/** 随时归集 What happens anywhere in the house is written down for the items it is evidence of, when it happens. */
export const collectEvidence: Consumer = {
  name: 'acceptance.collect',
  kinds: Object.keys(COLLECTED),
  async fold({ db, etown }, event) {
    const on = dayOfInstant(event.at.getTime())
    const found = await planOf(roomOf(db, 'plan'), etown, on)
    if (found === undefined) return
    const items = event.kind.startsWith('project.')
      ? itemsOfClause(await clauseOf(db, etown, event.subject), itemsOfPlan(found.plan))
      : itemsTouched(event, found.plan.targets)
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

/** The clause of the plan that a project is for. */
async function clauseOf(db: AnyDb, etown: number, project: string): Promise<string | null | undefined> {
  const projects = await projectsOf(db, etown)
  return projects.find(({ id }) => String(id) === project)?.clause
}
