import { canonicalJson, type Json } from '../../../kernel/canonical.ts'
import { type AnyDb, roomOf } from '../../../platform/db/house.ts'
import { leafAt, placesAmong } from '../db/leaves.ts'
import { prove } from './prove.ts'

/** 待证记录 A row of another room as it was attested: the kind and subject of its leaf, and the very text that was hashed. */
export type StatedRecord = { readonly kind: string; readonly subject: string; readonly record: Json }

export type RecordProof = {
  /** Canonical JSON (RFC 8785): what the leaf's `sha256` is the hash of. */
  readonly content: string
  /** Undefined where the log holds no such leaf, or no signature covers it yet. */
  readonly proof: string | undefined
}

/** Each record with its proof, in the order given. Whether a proof fits is for whoever reads it to find out. */
export async function proveRecords(
  db: AnyDb,
  etown: number,
  records: readonly StatedRecord[],
): Promise<readonly RecordProof[]> {
  const own = roomOf(db, 'attest')
  const places = await placesAmong(own, etown, records)
  const proven: RecordProof[] = []
  for (const { kind, subject, record } of records) {
    const place = places.get(`${kind} ${subject}`)
    const made = place === undefined ? undefined : await prove(own, etown, place, leafAt(own, etown, place))
    proven.push({ content: canonicalJson(record), proof: made?.text })
  }
  return proven
}
