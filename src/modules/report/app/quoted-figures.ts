import { type Refusal, refusal } from '#kernel/refusal'
import type { Db } from '#platform/db/house'
import { type BulletinFigure, reportRefusals, type SnapshotContent } from '../contract/index.ts'
import { contentOf, newestSnapshot, newestSnapshots } from '../db/snapshots.ts'
import { periodText } from '../domain/period.ts'
import { type Quote, quotesIn } from '../domain/quote.ts'
import { reportAtHand } from './at-hand.ts'
import { saidOf } from './report-document.ts'

function lockedFigure(
  { token, field }: Quote,
  { content, sha256 }: { readonly content: SnapshotContent; readonly sha256: string },
): BulletinFigure | undefined {
  const cell = content.cells.find((one) => one.field === field)
  return (
    cell && {
      token,
      label: cell.label,
      period: periodText(content.period.code),
      shown: saidOf(cell),
      number: content.number,
      sha256,
      report: content.report,
    }
  )
}

type Quoted = { readonly figures: readonly BulletinFigure[]; readonly problems: readonly Refusal[] }

/** What the quotes of a text say: of the newest locked snapshot; a figure that is not locked keeps it from being published. */
export async function quotedIn(db: Db<'report'>, etown: number, text: string): Promise<Quoted> {
  const figures: BulletinFigure[] = []
  const problems: Refusal[] = []
  for (const quote of quotesIn(text)) {
    const { token, report, field } = quote
    const row = await newestSnapshot(db, etown, BigInt(report))
    const locked = row && lockedFigure(quote, { content: contentOf(row), sha256: row.sha256 })
    if (locked !== undefined) {
      figures.push(locked)
      continue
    }
    const hand = await reportAtHand(db, etown, BigInt(report))
    const known = hand?.content.fields.find(({ key }) => key === field)
    if (hand === undefined || known === undefined) {
      problems.push(refusal(reportRefusals, 'report.figure_unknown', { token }, '/body'))
      continue
    }
    problems.push(refusal(reportRefusals, 'report.figure_unlocked', { token: known.label }, '/body'))
    figures.push({
      token,
      label: known.label,
      period: periodText(hand.row.period),
      shown: '（未锁定）',
      report,
    })
  }
  return { figures, problems }
}

/** Published figures, with what a later correction says, where it says something else. */
export async function withLater(
  db: Db<'report'>,
  etown: number,
  figures: readonly BulletinFigure[],
): Promise<BulletinFigure[]> {
  const told: BulletinFigure[] = []
  for (const figure of figures) {
    const [quote] = quotesIn(figure.token)
    const row = await newestSnapshot(db, etown, BigInt(figure.report))
    const now = row && quote && lockedFigure(quote, { content: contentOf(row), sha256: row.sha256 })
    const { number = 0, shown = '' } = now ?? {}
    const moved = number > (figure.number ?? 0) && shown !== figure.shown
    told.push(moved ? { ...figure, later: { number, shown } } : figure)
  }
  return told
}

const REPORTS = 30

/** Every figure that may be quoted, of the reports locked last. */
export async function figuresToQuote(db: Db<'report'>, etown: number): Promise<BulletinFigure[]> {
  const rows = await newestSnapshots(db, etown, REPORTS)
  return rows.flatMap((row) => {
    const content = contentOf(row)
    return content.cells
      .filter(({ unit, value }) => unit !== '' && value !== undefined)
      .flatMap(({ field }) => {
        const token = `{{${row.report}.${field}}}`
        return (
          lockedFigure({ token, report: String(row.report), field }, { content, sha256: row.sha256 }) ?? []
        )
      })
  })
}
