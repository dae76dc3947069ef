import { readFile } from 'node:fs/promises'
import { buffer } from 'node:stream/consumers'
import { parse } from 'yaml'
import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { sha256Hex } from '#kernel/sha256'
import type { Db } from '../../../platform/db/house.ts'
import { findEvidence } from '../../../platform/files/evidence.ts'
import type { Call } from '../../../platform/http/route.ts'
import {
  acceptanceRefusals,
  type adoptSheet,
  type listSheets,
  type scoreIndicator,
} from '../contract/index.ts'
import {
  findSheet,
  insertScore,
  insertSheet,
  type ScoreRow,
  type SheetRow,
  scoresOf,
  sheetsOf,
} from '../db/scores.ts'
import { isBeyond, type SheetFile, sheetFaults, totalOf, weightsOf, zSheetFile } from '../domain/scoring.ts'
import type { Rooms } from './read-items.ts'

/** 评分 A sheet with what has been given so far, and what that comes to. */
export type Scoring = {
  readonly id: string
  readonly name: string
  readonly source: string
  readonly sha256: string
  readonly full: string
  readonly of: string
  /** Points there may be beyond the full score; none: absent. */
  readonly bonus?: string
  readonly total: string
  readonly grade: string
  readonly rounding: string
  readonly unscored: number
  readonly lines: readonly {
    readonly block: string
    readonly group?: string
    readonly code: string
    readonly name: string
    readonly text: string
    readonly weight: string
    readonly evidence: readonly string[]
    readonly onSite: string
    readonly points?: string
    readonly reason?: string
  }[]
}

export async function scoringOf(db: Db<'acceptance'>, etown: number): Promise<readonly Scoring[]> {
  const all: Scoring[] = []
  for (const row of await sheetsOf(db, etown)) all.push(scoringView(row, await scoresOf(db, etown, row.id)))
  return all
}

function scoringView(row: SheetRow, scores: ReadonlyMap<string, ScoreRow>): Scoring {
  const sheet = zSheetFile.parse(row.content)
  const { rounded, grade } = totalOf(
    sheet,
    [...scores.values()].map(({ points }) => plain(points)),
  )
  const lines = sheet.blocks.flatMap(({ name: block, bonus, indicators }) =>
    indicators.map(({ code, name, group, explains, weight, scoring, evidence, on_site: onSite }) => {
      const score = scores.get(code)
      return {
        ...{ block: bonus === undefined ? block : `${block}（加分）`, code, name, weight, evidence, onSite },
        ...(group !== undefined && { group }),
        text: explains === undefined ? scoring : `${explains}。${scoring}`,
        ...(score && { points: plain(score.points), reason: score.reason }),
      }
    }),
  )
  const beyond = weightsOf(sheet, 'bonus')
  const unscored = lines.filter(({ points }) => points === undefined).length
  return {
    ...{ id: String(row.id), name: sheet.name, source: sheet.source, sha256: row.sha256 },
    ...{ full: sheet.full, of: sheet.full, total: rounded },
    ...(beyond.length > 0 && { bonus: plain(totalOf(TO_THE_HUNDREDTH(sheet), beyond).rounded) }),
    grade: unscored === 0 ? grade : `尚有 ${unscored} 项未评，暂不定等级`,
    rounding: sheet.rounding.text,
    unscored,
    lines,
  }
}

const TO_THE_HUNDREDTH = (sheet: SheetFile): SheetFile => ({
  ...sheet,
  rounding: { ...sheet.rounding, to: '0.01' },
})

/** `4.00` is 4. */
const plain = (points: string): string => points.replace(/\.?0+$/, '') || '0'

export async function listSheetsIn(
  call: Call<typeof listSheets, Rooms>,
): Promise<Outcome<AnswerOf<typeof listSheets>>> {
  const items = await scoringOf(call.db, call.etown.id)
  return granted({
    items: items.map(({ lines, ...sheet }) => ({
      ...sheet,
      lines: lines.map(({ evidence, ...line }) => ({ ...line, evidence: [...evidence] })),
    })),
    total: items.length,
  })
}

const OWN_SHEET = new URL('../domain/sheets/county-e-town.yaml', import.meta.url)

function readSheet(text: string): Outcome<SheetFile> {
  const wrong = (why: string) =>
    refused(refusal(acceptanceRefusals, 'acceptance.sheet_wrong', { why }, '/evidence'))
  try {
    const read = zSheetFile.safeParse(parse(text, { schema: 'failsafe', logLevel: 'error' }))
    if (!read.success)
      return wrong(
        read.error.issues
          .map(({ path }) => path.join('.'))
          .slice(0, 5)
          .join('、'),
      )
    const faults = sheetFaults(read.data)
    return faults.length > 0 ? wrong(faults.join('；')) : granted(read.data)
  } catch {
    return wrong('不是 YAML')
  }
}

/** 采用评分表 The office's own file, or the one that comes with the product. */
export async function adoptSheetIn(
  call: Call<typeof adoptSheet, Rooms>,
): Promise<Outcome<AnswerOf<typeof adoptSheet>>> {
  const { db, etown, house, now, body } = call
  const file = body.evidence === undefined ? undefined : await findEvidence(db, etown.id, body.evidence)
  if (body.evidence !== undefined && file === undefined)
    return refused(refusal(acceptanceRefusals, 'acceptance.evidence_unknown', {}, '/evidence'))
  const bytes =
    file === undefined ? await readFile(OWN_SHEET) : await buffer(await house.evidence.read(file.stored))
  const sheet = readSheet(bytes.toString('utf8'))
  if (!sheet.ok) return sheet
  const { name, source } = sheet.value
  const sha256 = sha256Hex(bytes)
  const by = call.actor?.account ?? ''
  const { id } = await insertSheet(db, {
    ...{ etown: etown.id, name, source, sha256, content: sheet.value },
    ...{ adopted_by: by, adopted_at: now },
  })
  call.note(String(id), { sha256 })
  call.announce({ kind: 'acceptance.sheet-adopted', subject: `sheet-${id}`, payload: { name, sha256 } })
  return granted({ id: String(id) })
}

/** 打分 One indicator; another score of it is another row. */
export async function scoreIndicatorIn(
  call: Call<typeof scoreIndicator, Rooms>,
): Promise<Outcome<AnswerOf<typeof scoreIndicator>>> {
  const { db, etown, now, params } = call
  const { indicator, points, reason } = call.body
  const row = await findSheet(db, etown.id, BigInt(params.sheet))
  if (row === undefined) return refused(refusal(acceptanceRefusals, 'acceptance.sheet_not_found'))
  const known = zSheetFile
    .parse(row.content)
    .blocks.flatMap(({ indicators }) => indicators)
    .find(({ code }) => code === indicator)
  if (known === undefined)
    return refused(refusal(acceptanceRefusals, 'acceptance.indicator_unknown', {}, '/indicator'))
  const { weight } = known
  if (isBeyond(points, weight))
    return refused(refusal(acceptanceRefusals, 'acceptance.points_beyond', { points, weight }, '/points'))
  const by = call.actor?.account ?? ''
  await insertScore(db, { etown: etown.id, sheet: row.id, indicator, points, reason, by, at: now })
  call.note(params.sheet, { indicator, points })
  call.announce({
    kind: 'acceptance.scored',
    subject: `sheet-${row.id}`,
    payload: { indicator, points, reason },
  })
  return granted({ id: params.sheet })
}
