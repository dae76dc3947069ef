import type { AnswerOf } from '#kernel/endpoint'
import { pageBy } from '#kernel/page'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { limitOf } from '#kernel/wire'
import { findEvidence } from '#platform/files/evidence'
import type { Call, Download } from '#platform/http/route'
import { type listEntered, type readSource, statisticsRefusals } from '../contract/index.ts'
import { type EnteredItem, isSource, pageOfEntered } from '../db/entered-figures.ts'
import { definedOn } from './find-definition.ts'
import { today, wireEntered } from './on-the-wire.ts'

/** 录入数 What people entered, newest first, corrected ones too. */
export async function listEnteredIn({
  db,
  etown,
  query,
  now,
}: Call<typeof listEntered, 'statistics'>): Promise<Outcome<AnswerOf<typeof listEntered>>> {
  const { define } = await definedOn(db, etown.id, today(now))
  const limit = limitOf(query)
  const after = query.after === undefined ? undefined : BigInt(query.after)
  const { rows, total } = await pageOfEntered(db, etown.id, query, { after, limit })
  const item = (row: EnteredItem) => wireEntered(row, define(row.indicator))
  return granted({ total, ...pageBy(rows, limit, item, (row) => row.id.toString()) })
}

/** 来源文件 The file an entered figure was read from. */
export async function readSourceIn({
  db,
  etown,
  params,
  house,
}: Call<typeof readSource, 'statistics'>): Promise<Outcome<Download>> {
  const { sha256 } = params
  const file = (await isSource(db, etown.id, sha256)) ? await findEvidence(db, etown.id, sha256) : undefined
  if (file === undefined) return refused(refusal(statisticsRefusals, 'statistics.no_such_source'))
  return granted({ name: file.name, media: file.media, content: await house.evidence.read(file.stored) })
}
