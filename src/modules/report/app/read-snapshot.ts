import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import type { Call } from '#platform/http/route'
import {
  type getSnapshot,
  reportRefusals,
  type SnapshotCell,
  type SnapshotContent,
} from '../contract/index.ts'
import { contentOf, findSnapshot, newestSnapshot } from '../db/snapshots.ts'
import { changesBetween, laterRows } from '../domain/snapshot.ts'
import { shownValue } from '../domain/value.ts'
import { type AtHand, ownDb, reportAtHand } from './at-hand.ts'
import { computedCells } from './compute-cells.ts'

export async function getSnapshotIn({
  db,
  etown,
  params,
  now,
}: Pick<Call<typeof getSnapshot, 'report'>, 'db' | 'etown' | 'params' | 'now'>): Promise<
  Outcome<AnswerOf<typeof getSnapshot>>
> {
  const own = ownDb(db)
  const [report, number] = [BigInt(params.report), Number(params.number)]
  const row = await findSnapshot(own, etown.id, report, number)
  const hand = await reportAtHand(db, etown.id, report)
  if (row === undefined || hand === undefined) return refused(refusal(reportRefusals, 'report.not_found'))
  const content = contentOf(row)
  const before = number === 1 ? undefined : await findSnapshot(own, etown.id, report, number - 1)
  const today = await cellsToday(db, etown, hand, content, now)
  return granted({
    number,
    newest: (await newestSnapshot(own, etown.id, report))?.number ?? number,
    sha256: row.sha256,
    content,
    changes: before === undefined ? [] : [...changesBetween(contentOf(before).cells, content.cells)],
    now: {
      at: now.toISOString(),
      changes: [...changesBetween(content.cells, today)].filter(({ restsOnly }) => !restsOnly),
      rows: content.cells.flatMap(({ field, lineage = [] }) =>
        laterRows(lineage, today.find((cell) => cell.field === field)?.lineage ?? []).map((change) => ({
          field,
          ...change,
        })),
      ),
    },
  })
}

/** What the locked cells would say today: those from rows computed anew, the others as they were locked. */
async function cellsToday(
  db: Parameters<typeof computedCells>[0],
  etown: Parameters<typeof computedCells>[1],
  hand: AtHand,
  content: SnapshotContent,
  now: Date,
): Promise<readonly SnapshotCell[]> {
  const computed = await computedCells(db, etown, hand, now)
  return content.cells.map((cell) => {
    const found = computed.get(cell.field)
    const field = hand.content.fields.find(({ key }) => key === cell.field)
    if (field?.indicator === undefined || cell.lineage === undefined) return cell
    const { value: _, shown: __, lineage: ___, ...said } = cell
    return {
      ...said,
      origin: found?.origin ?? 'blank',
      ...(found?.value === undefined ? {} : { value: found.value, shown: shownValue(field, found.value) }),
      lineage: [...(found?.lineage ?? [])],
    }
  })
}
