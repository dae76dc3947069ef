import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import { type AnyDb, roomOf } from '../../../platform/db/house.ts'
import { mayCall } from '../../../platform/http/actor.ts'
import type { RawCall } from '../../../platform/http/route.ts'
import { ask } from '../../../platform/work/jobs.ts'
import { type ExportForm, exportRefusals } from '../contract/index.ts'
import { insertExport } from '../db/exports.ts'
import type { Exportable } from './exportable.ts'

export const MAKE_JOB = 'export.make'

type Asker = Pick<RawCall, 'etown' | 'actor' | 'matrix' | 'now' | 'note'> & { readonly db: AnyDb }

type Wanted = {
  readonly form: ExportForm
  /** Which rows, with the asker's sight; read again by `Exportable.open`. JSON. */
  readonly ask: Readonly<Record<string, unknown>>
  /** The permission to see whole personal data, where that is wanted. */
  readonly personal?: string | undefined
}

/** 申请导出 Asks for a file of rows, in the transaction of the room's own act. */
export async function askExport(
  { db, etown, actor, matrix, now, note }: Asker,
  { kind }: Exportable,
  { form, ask: rows, personal }: Wanted,
): Promise<Outcome<{ export: string }>> {
  const whole = personal !== undefined
  note('', { kind, ...form, personal: whole })
  if (whole && mayCall(matrix, personal, actor, etown.id) !== 'yes')
    return refused(refusal(exportRefusals, 'export.personal'))
  const by = actor?.account ?? 'nobody'
  const job = await ask({ db, etown: etown.id }, MAKE_JOB, {}, by)
  const id = await insertExport(roomOf(db, 'export'), {
    etown: etown.id,
    kind,
    ask: JSON.stringify(rows),
    ...form,
    personal: whole,
    asked_by: by,
    asked_at: now,
    job,
  })
  note(String(id))
  return granted({ export: String(id) })
}
