import { day } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { pageBy } from '#kernel/page'
import { granted, type Outcome } from '#kernel/refusal'
import { limitOf } from '#kernel/wire'
import type { Call } from '#platform/http/route'
import { type listTally, TALLIES } from '../contract/index.ts'
import { addTally, pageOfTally, type TallyPlace, type TallyRow } from '../db/tallies.ts'
import { keptRows, type Rows } from './kept-rows.ts'
import { partNames, tallyAsk } from './tally-asks.ts'

/** 计数行 The rows behind a figure that is no sum of order lines, page by page. */
export async function listTallyIn(
  call: Call<typeof listTally, Rows>,
): Promise<Outcome<AnswerOf<typeof listTally>>> {
  const { db, etown, query, now } = call
  const kept = await keptRows(call, ['tally'])
  if (!kept.ok) return kept
  const ask = await tallyAsk(db, etown.id, kept.value, query)
  const limit = limitOf(query)
  const rows = await pageOfTally(db, etown.id, ask, { after: placeIn(query.after), limit })
  const { rows: total } = await addTally(db, etown.id, ask)
  const names = await partNames(db, etown.id, kept.value, now)
  const item = (row: TallyRow) => ({
    day: row.day,
    measure: row.measure,
    partName: names.get(row.part) ?? row.part,
    name: row.name,
    amount: row.amount.toString(),
    key: row.key,
    about: row.about,
    ...(row.at !== null && { at: row.at.toISOString() }),
    ...(row.evidence !== null && { evidence: row.evidence }),
  })
  return granted({ total: Number(total), ...pageBy(rows, limit, item, placeOf) })
}

const placeOf = ({ day: on, measure, key }: TallyPlace): string => [on, measure, key].join('/')

function placeIn(after: string | undefined): TallyPlace | undefined {
  const [on = '', named = '', key = ''] = after?.split('/') ?? []
  const measure = TALLIES.find((one) => one === named)
  return measure === undefined ? undefined : { day: day(on), measure, key }
}
