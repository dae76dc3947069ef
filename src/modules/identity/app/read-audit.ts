import type { AnswerOf, QueryOf } from '../../../kernel/endpoint.ts'
import { granted, type Outcome } from '../../../kernel/refusal.ts'
import { limitOf } from '../../../kernel/wire.ts'
import { pageOfAudit, verifyAudit } from '../../../platform/db/audit.ts'
import type { Etown } from '../../../platform/http/route.ts'
import type { listAudit, verifyAudit as verifyEndpoint } from '../contract/audit-endpoints.ts'
import { namesOf } from '../db/accounts.ts'
import type { IdentityDb } from './inside.ts'

type AuditCall = { readonly db: IdentityDb; readonly etown: Etown }
type Entries = AnswerOf<typeof listAudit>
type Verified = AnswerOf<typeof verifyEndpoint>

const isOutcome = (text: string): text is Entries['items'][number]['outcome'] =>
  text === 'done' || text === 'refused' || text === 'failed'

const isWhy = (text: string): text is Verified['breaks'][number]['why'] =>
  text === 'gap' || text === 'link' || text === 'content' || text === 'tail'

/** The chain of the call's e-town; of the platform (0) where the path names none. */
export async function readAudit(
  call: AuditCall & { readonly query: QueryOf<typeof listAudit> },
): Promise<Outcome<Entries>> {
  const { after, actor, outcome } = call.query
  const limit = limitOf(call.query)
  const before = after === undefined ? undefined : BigInt(after)
  const { items, total } = await pageOfAudit(call.db, call.etown.id, { before, limit, actor, outcome })
  const shown = items.slice(0, limit)
  const names = await namesOf(
    call.db,
    shown.map((row) => row.actor),
  )
  const last = items.length > limit ? shown.at(-1) : undefined
  return granted({
    items: shown.map((row) => {
      if (!isOutcome(row.outcome)) throw new Error(`audit entry ${row.seq} with an unknown outcome`)
      const name = names.get(row.actor)
      return {
        seq: String(row.seq),
        at: row.at.toISOString(),
        actor: row.actor,
        ...(name === undefined ? {} : { actorName: name }),
        act: row.act,
        subject: row.subject,
        outcome: row.outcome,
        detail: JSON.stringify(row.detail),
        hash: row.hash.toString('hex'),
      }
    }),
    total,
    ...(last === undefined ? {} : { next: String(last.seq) }),
  })
}

export async function verifyWholeAudit(call: AuditCall): Promise<Outcome<Verified>> {
  const { entries, hash, breaks } = await verifyAudit(call.db, call.etown.id)
  return granted({
    whole: breaks.length === 0,
    entries: String(entries),
    head: hash.toString('hex'),
    breaks: breaks.flatMap(({ seq, why }) => (isWhy(why) ? [{ seq: String(seq), why }] : [])),
  })
}
