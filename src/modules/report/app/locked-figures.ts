import { day } from '#kernel/day'
import type { LockedFigure, LockedSource } from '#statistics'
import { contentOf, newestOfReports, snapshotWithForm } from '../db/snapshots.ts'
import { periodText } from '../domain/period.ts'
import { rateIn } from '../domain/value.ts'
import { ownDb } from './at-hand.ts'
import { daysAsked } from './compute-cells.ts'
import { contentOfForm } from './keep-forms.ts'

/** A snapshot never changes: what it holds is read once in the life of a process. */
const held = new Map<string, readonly LockedFigure[]>()
const HELD_MAX = 5_000

/** 锁定的数 What the newest snapshot of each report says of an indicator and the days it covers. */
export const lockedFigures: LockedSource = async (anyDb, etown) => {
  const db = ownDb(anyDb)
  const figures: LockedFigure[] = []
  for (const { report, number, sha256 } of await newestOfReports(db, etown)) {
    const key = `${report}/${number} ${sha256}`
    const found = held.get(key) ?? (await readOut(db, etown, report, number))
    held.set(key, found)
    const [oldest] = held.keys()
    if (held.size > HELD_MAX && oldest !== undefined) held.delete(oldest)
    figures.push(...found)
  }
  return figures
}

async function readOut(
  db: ReturnType<typeof ownDb>,
  etown: number,
  report: bigint,
  number: number,
): Promise<readonly LockedFigure[]> {
  const row = await snapshotWithForm(db, etown, report, number)
  const said = contentOf(row)
  const { fields } = contentOfForm({ content: row.form_content })
  const period = { from: day(said.period.from), until: day(said.period.until) }
  return fields.flatMap((field): LockedFigure[] => {
    const cell = said.cells.find((one) => one.field === field.key)
    if (field.indicator === undefined || cell === undefined) return []
    const value = cell.value === undefined ? undefined : rateIn(cell.value)
    if (value === undefined && cell.origin !== 'no-base') return []
    return [
      {
        indicator: field.indicator,
        period: daysAsked(field, period),
        value,
        name: `${said.form.name} ${periodText(said.period.code)}`,
        number,
        at: row.at.getTime(),
        path: `reports/${report}/snapshots/${number}`,
      },
    ]
  })
}
