import { type Attested, attested } from '../../../kernel/attested.ts'
import type { Json } from '../../../kernel/canonical.ts'
import { keyIn } from '../../../kernel/keys.ts'
import { STEPS } from '../contract/index.ts'
import type { ItemRow } from '../db/items.ts'
import type { LotRow, SupervisionRow } from '../db/lots.ts'
import type { StepRow } from '../db/steps.ts'
import { quantity, quantityText } from '../domain/quantity.ts'
import {
  internalStatement,
  lotStatement,
  type StepStated,
  stepStatement,
  supervisionStatement,
} from '../domain/statement.ts'
import { factsOf } from './step-views.ts'

/** A row of the traces with the text that was attested of it and the leaf it is looked for by. */
export type Stated = { readonly kind: string; readonly subject: string; readonly record: Json }

export const statedStep = (row: StepRow): Stated => ({
  kind: 'trace.step',
  subject: String(row.id),
  record: stepStatement(stepOf(row)),
})

export const statedLot = (lot: LotRow, { gtin, unit }: Pick<ItemRow, 'gtin' | 'unit'>): Stated => ({
  kind: 'trace.lot',
  subject: String(lot.id),
  record: lotStatement({
    id: String(lot.id),
    gtin,
    unit,
    code: lot.code,
    origin: lot.origin,
    madeOn: lot.made_on,
    quantity: quantityText(quantity(lot.quantity)),
  }),
})

export const statedSupervision = ({ id, lot, kind, said, paper }: SupervisionRow): Stated => ({
  kind: 'trace.supervision',
  subject: String(id),
  record: supervisionStatement({
    id: String(id),
    lot: String(lot),
    kind,
    said,
    ...(paper !== null && { paper }),
  }),
})

export const statedPhoto = ({
  step,
  sha256,
}: {
  readonly step: bigint
  readonly sha256: string
}): Stated => ({
  kind: 'trace.photo',
  subject: `${step}/${sha256.slice(0, 16)}`,
  record: { step: String(step), sha256 },
})

export const leafOf = ({ kind, subject, record }: Stated): Attested => attested(kind, subject, record)

/** The leaves of a record: what anybody may read, and, apart from it, what is internal. */
export function leavesOfStep(row: StepRow): readonly Attested[] {
  const internal = internalStatement(stepOf(row))
  const open = leafOf(statedStep(row))
  return internal === undefined ? [open] : [open, attested('trace.step-internal', String(row.id), internal)]
}

const stepOf = (row: StepRow): StepStated => ({
  id: String(row.id),
  kind: keyIn(STEPS, row.kind),
  occurredAt: row.occurred_at.toISOString(),
  enteredAt: row.entered_at.toISOString(),
  entry: row.source,
  party: String(row.party),
  season: row.season === null ? null : String(row.season),
  lot: row.lot === null ? null : String(row.lot),
  corrects: row.corrects === null ? null : String(row.corrects),
  facts: factsOf(row),
})
