import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import type { AnyDb } from '#platform/db/house'
import type { Etown } from '#platform/http/route'
import { statisticsRefusals } from '../contract/index.ts'
import { type Definition, type RowsKept, rowsOf, versionOn } from '../domain/definition.ts'
import { findDefinition } from './find-definition.ts'
import { partsOf, today } from './on-the-wire.ts'

/** Its own tables, and what the rooms below publish for counting. */
export type Rows = 'statistics' | 'party_pub' | 'market_pub'

export type Kept<Kind extends RowsKept['kind']> = Extract<RowsKept, { kind: Kind }> & {
  readonly definition: Definition
}

/** The rows of an indicator; refused where it is made of others, typed, or keeps rows of another kind. */
export async function keptRows<Kind extends RowsKept['kind']>(
  { db, etown, params, now }: { db: AnyDb; etown: Etown; params: { indicator: string }; now: Date },
  kinds: readonly Kind[],
): Promise<Outcome<Kept<Kind>>> {
  const found = await findDefinition(db, etown.id, params.indicator, today(now), '/path/indicator')
  if (!found.ok) return found
  const { definition, define } = found.value
  const kept = rowsOf(definition.method)
  const isWanted = (rows: RowsKept): rows is Extract<RowsKept, { kind: Kind }> =>
    kinds.some((kind) => kind === rows.kind)
  if (kept !== undefined && isWanted(kept)) return granted({ ...kept, definition })
  const name = (of: Definition): string => versionOn(of, today(now)).zh
  const parts = partsOf(definition).flatMap((code) => define(code) ?? [])
  const made = parts.length > 0 ? parts.map(name).join('、') : kept === undefined ? '录入' : MADE[kept.kind]
  const values = { name: name(definition), made }
  return refused(refusal(statisticsRefusals, 'statistics.no_rows_kept', values, '/path/indicator'))
}

const MADE: Readonly<Record<RowsKept['kind'], string>> = {
  'order-lines': '订单行',
  entities: '市场主体登记',
  tally: '计数行',
}
