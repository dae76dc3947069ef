import type { Period } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome, type RefusalValues, refusal, refused } from '#kernel/refusal'
import type { Call } from '#platform/http/route'
import { type correctFigure, type enterFigure, statisticsRefusals } from '../contract/index.ts'
import { sumsIn } from '../db/day-sums.ts'
import { findEntered, insertEntered, periodOf, standingFigure } from '../db/entered-figures.ts'
import { checkEntry, type EntryFacts, type NewEntry } from '../domain/check-entry.ts'
import { type Definition, versionOn } from '../domain/definition.ts'
import { findDefinition } from './find-definition.ts'
import { partsOf, today } from './on-the-wire.ts'
import { cityOf } from './read-board.ts'

type Enter = Call<typeof enterFigure, 'statistics'>
type Correct = Call<typeof correctFigure, 'statistics'>
type Saved = AnswerOf<typeof enterFigure>

const no = (code: keyof typeof statisticsRefusals, values: RefusalValues = {}) =>
  refused(refusal(statisticsRefusals, code, values))

/** The seam has stored the body before the handler runs. */
const evidenceOf = ({ file }: Enter | Correct): string => {
  if (file === undefined) throw new Error('an entry without its file')
  return file.sha256
}

const actorOf = ({ actor }: Enter | Correct): string => actor?.account ?? 'nobody'

/** 录入 A figure no rows exist for, or the city's growth: kept with the file it was read from. */
export async function enterFigureIn(call: Enter): Promise<Outcome<Saved>> {
  const { query, etown, db } = call
  const found = await findDefinition(db, etown.id, query.indicator, today(call.now), '/query/indicator')
  if (!found.ok) return found
  const { definition, define } = found.value
  const period: Period = { from: query.from, until: query.until }
  const parts = partsOf(definition).flatMap((code) => define(code) ?? [])
  const checked = await check(call, { ...query, area: query.area, period }, definition, parts)
  if (!checked.ok) return checked
  const key = { indicator: query.indicator, area: query.area ?? '', period }
  const id = await save(call, key, checked.value)
  if (id !== undefined) return granted({ id: id.toString(), evidence: evidenceOf(call) })
  const before = await standingFigure(db, etown.id, key)
  const { value = '', unit = '', source = '' } = before ?? {}
  return no('statistics.already_entered', { name: definition.versions[0].zh, value, unit, source })
}

/** 更正 A new row that names the one it replaces; both stay. */
export async function correctFigureIn(call: Correct): Promise<Outcome<Saved>> {
  const { query, etown, db, params } = call
  const old = await findEntered(db, etown.id, BigInt(params.figure))
  if (old === undefined) return no('statistics.no_such_figure')
  const found = await findDefinition(db, etown.id, old.indicator, today(call.now), '/path/figure')
  if (!found.ok) return found
  const period = periodOf(old)
  const entry = { ...query, area: old.area === '' ? undefined : old.area, period }
  const checked = await check(call, entry, found.value.definition, [])
  if (!checked.ok) return checked
  const key = { indicator: old.indicator, area: old.area, period }
  const id = await save(call, key, checked.value, { id: old.id, reason: query.reason })
  return id === undefined
    ? no('statistics.already_corrected')
    : granted({ id: id.toString(), evidence: evidenceOf(call) })
}

async function check(
  call: Enter | Correct,
  entry: NewEntry,
  definition: Definition,
  parts: readonly Definition[],
): Promise<Outcome<string>> {
  const { db, etown, now } = call
  const { method } = definition
  const [rows] =
    method.by === 'days' && entry.area === undefined
      ? await sumsIn(db, etown.id, [{ measure: method.measure, period: entry.period }])
      : []
  const facts: EntryFacts = {
    definition,
    today: today(now),
    city: cityOf(etown),
    parts: parts.map((part) => versionOn(part, today(now)).zh),
    rows,
  }
  return checkEntry(entry, facts)
}

async function save(
  call: Enter | Correct,
  key: { readonly indicator: string; readonly area: string; readonly period: Period },
  value: string,
  replaces?: { readonly id: bigint; readonly reason: string },
): Promise<bigint | undefined> {
  const { db, etown, query, now } = call
  const evidence = evidenceOf(call)
  const id = await insertEntered(db, {
    etown: etown.id,
    ...key,
    value,
    unit: query.unit,
    source: query.source,
    evidence,
    by: actorOf(call),
    at: now,
    ...(replaces && { replaces }),
  })
  if (id === undefined) return undefined
  const detail = { indicator: key.indicator, area: key.area, ...key.period, value, unit: query.unit }
  call.note(id.toString(), { ...detail, ...(replaces && { replaces: replaces.id.toString() }) })
  const kind = replaces === undefined ? 'statistics.entered' : 'statistics.corrected'
  call.announce({ kind, subject: id.toString(), payload: detail, evidence: [evidence] })
  return id
}
