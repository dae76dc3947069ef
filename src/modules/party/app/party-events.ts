import type { Announcement } from '../../../platform/db/act.ts'
import type { PartyRow } from '../db/parties.ts'
import { isCounted } from '../domain/new-entity.ts'
import { kindOf } from './party-columns.ts'

/**
 * 主体事件 What rooms above fold: how the party counted `before` (null: it was not there) and how it counts `after`.
 * Taking one away and adding the other keeps any sum right, whatever the kind of the event.
 */
export type PartyEventKind =
  | 'party.registered'
  | 'party.amended'
  | 'party.ecommerce-marked'
  | 'party.merged'
  | 'party.split'

const entityOf = (row: PartyRow) => ({
  kind: row.kind,
  registeredOn: row.registered_on,
  deregisteredOn: row.deregistered_on,
  inside: row.inside,
  ecommerceSince: row.ecommerce_since,
  counted: isCounted({ kind: kindOf(row), merged: row.merged_into !== null }),
})

export const partyEvent = (
  kind: PartyEventKind,
  before: PartyRow | undefined,
  after: PartyRow,
): Announcement => ({
  kind,
  subject: String(after.id),
  payload: {
    version: after.version,
    before: before === undefined ? null : entityOf(before),
    after: entityOf(after),
    ...(after.batch === null ? {} : { batch: String(after.batch), row: after.batch_row }),
  },
  evidence: after.ecommerce_evidence === null ? [] : [after.ecommerce_evidence],
})
