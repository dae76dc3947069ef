import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import { limitOf } from '../../../kernel/wire.ts'
import { findEvidence } from '../../../platform/files/evidence.ts'
import { mayCall } from '../../../platform/http/actor.ts'
import type { Call, Download } from '../../../platform/http/route.ts'
import {
  type downloadExport,
  EXPORT_STATES,
  exportRefusals,
  type getExport,
  type listExports,
  type listHeld,
} from '../contract/index.ts'
import { type ExportRow, findExport, lockExport, pageOfExports, updateExport } from '../db/exports.ts'
import { exportViews, stateOf } from './export-views.ts'
import type { Exportable } from './exportable.ts'

type Known = ReadonlyMap<string, Exportable>
type Lists = typeof listExports | typeof listHeld

const accountOf = (call: Pick<Call<unknown, never>, 'actor'>): string => call.actor?.account ?? 'nobody'

const page =
  <E extends Lists>(
    known: Known,
    whose: (account: string) => { readonly askedBy: string } | { readonly heldFor: string },
  ) =>
  async (call: Call<E, 'export'>): Promise<Outcome<AnswerOf<typeof listExports>>> => {
    const { after } = call.query
    const limit = limitOf(call.query)
    const asked = { after: after === undefined ? undefined : BigInt(after), limit }
    const { rows, total } = await pageOfExports(call.db, call.etown.id, whose(accountOf(call)), asked)
    const items = await exportViews(call.db, rows.slice(0, limit), known, call.now)
    const next = rows.length > limit ? items.at(-1)?.id : undefined
    return granted({ items, total, ...(next === undefined ? {} : { next }) })
  }

export const listExportsIn = (known: Known) => page<typeof listExports>(known, (askedBy) => ({ askedBy }))

/** 待放行 Those of others: nobody decides on their own. */
export const listHeldIn = (known: Known) => page<typeof listHeld>(known, (heldFor) => ({ heldFor }))

const own = (row: ExportRow | undefined, account: string): Outcome<ExportRow> =>
  row?.asked_by === account ? granted(row) : refused(refusal(exportRefusals, 'export.not_found'))

export const getExportIn =
  (known: Known) =>
  async (call: Call<typeof getExport, 'export'>): Promise<Outcome<AnswerOf<typeof getExport>>> => {
    const found = own(await findExport(call.db, call.etown.id, BigInt(call.params.export)), accountOf(call))
    if (!found.ok) return found
    const [item] = await exportViews(call.db, [found.value], known, call.now)
    return item === undefined ? refused(refusal(exportRefusals, 'export.not_found')) : granted(item)
  }

/** 下载 For the asker alone, while it is ready and they may still export such rows. */
export const downloadExportIn =
  (known: Known) =>
  async (call: Call<typeof downloadExport, 'export'>): Promise<Outcome<Download>> => {
    const { db, etown, actor, matrix } = call
    const found = own(await lockExport(db, etown.id, BigInt(call.params.export)), accountOf(call))
    call.note(call.params.export)
    if (!found.ok) return found
    const { id, kind, file, file_name: name, downloads } = found.value
    const state = stateOf(found.value, call.now)
    if (state === 'expired') return refused(refusal(exportRefusals, 'export.expired'))
    if (state !== 'ready' || file === null || name === null) {
      return refused(refusal(exportRefusals, 'export.not_ready', { state: EXPORT_STATES[state].zh }))
    }
    const may = known.get(kind)?.may
    if (may === undefined || mayCall(matrix, may, actor, etown.id) !== 'yes')
      return refused(refusal(exportRefusals, 'export.not_allowed_any_more'))
    const kept = await findEvidence(db, etown.id, file)
    if (kept === undefined) throw new Error(`the file of export ${id} is gone`)
    await updateExport(db, etown.id, id, { downloads: downloads + 1 })
    call.note(String(id), { kind, sha256: file, rows: Number(found.value.rows) })
    return granted({ name, media: kept.media, content: await call.house.evidence.read(kept.stored) })
  }
