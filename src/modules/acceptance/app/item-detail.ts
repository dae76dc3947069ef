import { placesOf, placesOfEvents } from '#attest'
import { namesOf } from '#identity'
import { day } from '#kernel/day'
import { sourcesOf } from '#statistics'
import { type AnyDb, roomOf } from '../../../platform/db/house.ts'
import type { Etown } from '../../../platform/http/route.ts'
import type { Evidence, Item, ItemDetail, Step } from '../contract/index.ts'
import { type EvidenceRooms, type EvidenceRow, evidenceOf } from '../db/evidence.ts'
import { stepsOf } from '../db/steps.ts'
import type { Gathered } from './gather-items.ts'

type Where = { readonly db: AnyDb; readonly etown: Etown; readonly now: Date }
const own = (db: AnyDb) => roomOf<EvidenceRooms>(db, 'acceptance')

/** Shown and written into index.json; the rest is counted. */
const MOST = 200

/** 事项全貌 An item with its clause, the rows behind its figures, its evidence and its steps. */
export async function itemDetail(where: Where, { plan }: Gathered, item: Item): Promise<ItemDetail> {
  const { db, etown } = where
  const clause = plan.clauses.find(({ id }) => id === item.clause.id)
  const evidence = await evidenceOf(own(db), etown.id, item.code, MOST)
  const steps = await stepsOf(roomOf(db, 'acceptance'), etown.id, item.code)
  const accounts = [...evidence.map((row) => row.added_by), ...steps.map((row) => row.by)].filter((by) =>
    /^\d{1,18}$/.test(by),
  )
  const names = await namesOf(roomOf(db, 'identity'), [...new Set(accounts)])
  const named = (account: string): string => names.get(account) ?? (account === 'system' ? '系统' : account)
  const places = await placesOfEvents(
    db,
    etown.id,
    evidence.flatMap(({ event }) => event ?? []),
  )
  const list: Evidence[] = []
  for (const row of evidence) list.push(evidenceView(row, named, await leafOf(where, row, places)))
  return {
    ...item,
    clauseText: clause?.text ?? '',
    sources: await sourcesOfItem(where, item),
    evidenceList: list,
    steps: steps.map(
      (row): Step => ({
        number: row.number,
        kind: row.kind,
        text: row.text,
        ...(row.due_on === null ? {} : { dueOn: day(row.due_on) }),
        ...(row.owner === null ? {} : { owner: nameOfBody(plan.organisation, row.owner) }),
        ...(row.sha256 === null ? {} : { sha256: row.sha256 }),
        by: named(row.by),
        at: row.at.toISOString(),
      }),
    ),
    owners: plan.organisation.map(({ code, name }) => ({ code, name })),
  }
}

const nameOfBody = (bodies: readonly { code: string; name: string }[], code: string): string =>
  bodies.find((body) => body.code === code)?.name ?? code

/** What a person added is announced under its own number; what was collected has its event. */
export const EVIDENCE_ADDED = 'acceptance.evidence-added'

async function leafOf(
  { db, etown }: Where,
  row: EvidenceRow,
  places: ReadonlyMap<bigint, bigint>,
): Promise<bigint | undefined> {
  if (row.event !== null) return places.get(row.event)
  const [place] = await placesOf(db, etown.id, { subject: `evidence-${row.id}`, kind: EVIDENCE_ADDED })
  return place?.index
}

const evidenceView = (
  row: EvidenceRow,
  named: (account: string) => string,
  leaf: bigint | undefined,
): Evidence => ({
  id: String(row.id),
  title: row.title,
  happenedOn: day(row.happened_on),
  ...(row.sha256 === null ? {} : { sha256: row.sha256 }),
  ...(row.name === null ? {} : { name: row.name }),
  ...(row.origin === null ? {} : { origin: row.origin }),
  ...(leaf === undefined ? {} : { leaf: String(leaf) }),
  collected: row.event !== null,
  addedBy: named(row.added_by),
  addedAt: row.added_at.toISOString(),
})

async function sourcesOfItem({ db, etown, now }: Where, item: Item): Promise<ItemDetail['sources']> {
  const sources: ItemDetail['sources'] = []
  for (const { indicator, actual, from, until, covers } of item.readings) {
    if (indicator === undefined || actual === undefined) continue
    const period = covers ?? { from, until }
    const { rows, files } = await sourcesOf(db, etown.id, indicator, period, now)
    sources.push({
      ...period,
      rows,
      files: files.map(({ sha256, rows: count }) => ({
        sha256,
        ...(count === undefined ? {} : { rows: count }),
      })),
    })
  }
  return sources
}
