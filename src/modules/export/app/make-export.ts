import { dayOfInstant } from '../../../kernel/day.ts'
import { type Outcome, type Refusal, refusal, refused } from '../../../kernel/refusal.ts'
import { inEtown } from '../../../platform/db/act.ts'
import { roomOf } from '../../../platform/db/house.ts'
import { type Evidence, recordEvidence } from '../../../platform/files/evidence.ts'
import type { Etown } from '../../../platform/http/route.ts'
import type { JobCall, JobKind } from '../../../platform/work/jobs.ts'
import { namesOf } from '../../identity/public.ts'
import { exportRefusals } from '../contract/index.ts'
import { type ExportRow, exportOfJob, updateExport } from '../db/exports.ts'
import { needsRelease } from '../domain/release.ts'
import { MAKE_JOB } from './ask-export.ts'
import { formatOf } from './export-views.ts'
import type { Exportable } from './exportable.ts'
import { fileOf, MOST_ROWS } from './write-export.ts'

type Known = ReadonlyMap<string, Exportable>
type Asked = { readonly row: ExportRow; readonly etown: Etown; readonly who: string }
type Made = { readonly file: Evidence; readonly rows: number }

/** 生成导出 Writes the file from one snapshot of the e-town. Cut off at any point it leaves nothing, and begins again. */
export const makeJob = (known: Known): JobKind => ({
  kind: MAKE_JOB,
  async run(call) {
    const asked = await find(call)
    if (asked === undefined) return {}
    const made = await make(call, asked, known)
    await settle(call, asked, made)
    return { export: String(asked.row.id) }
  },
  async gaveUp(scope, job, trouble) {
    const db = roomOf(scope.db, 'export')
    const row = await exportOfJob(db, scope.etown, job)
    if (row?.state !== 'making') return
    const why = refusal(exportRefusals, 'export.gave_up', { why: trouble })
    await updateExport(db, scope.etown, row.id, { state: 'failed', refusals: JSON.stringify([said(why)]) })
  },
})

const find = ({ house, etown, job }: JobCall): Promise<Asked | undefined> =>
  inEtown(house.pool, etown, 'read', async ({ db }) => {
    const row = await exportOfJob(roomOf(db, 'export'), etown, job)
    if (row?.state !== 'making') return undefined
    const town = await db
      .selectFrom('platform.etown')
      .select(['slug', 'name', 'county_code as countyCode', 'demonstration'])
      .where('id', '=', etown)
      .executeTakeFirstOrThrow()
    const names = await namesOf(roomOf(db, 'identity'), [row.asked_by])
    return { row, etown: { id: etown, ...town }, who: names.get(row.asked_by) ?? row.asked_by }
  })

const make = ({ house, tries, signal, progress }: JobCall, { row, etown, who }: Asked, known: Known) =>
  inEtown(house.pool, etown.id, 'snapshot', async ({ db }): Promise<Outcome<Made>> => {
    const exportable = known.get(row.kind)
    if (exportable === undefined) throw new Error(`no room exports ${row.kind}`)
    const { ask, personal, id, reason } = row
    const format = formatOf(row)
    const content = await exportable.open({ db, house, etown, ask, personal, tries })
    const limit = MOST_ROWS[format]
    if (content.total > limit) {
      const values = { total: content.total, limit, format: format.toUpperCase() }
      return refused(refusal(exportRefusals, 'export.too_many', values))
    }
    const at = house.clock().getTime()
    const title = exportable.name.zh
    const say = (rows: number): Promise<void> => {
      signal.throwIfAborted()
      return progress({ rows, of: content.total })
    }
    const heading = { id, title, etown, who, at, reason, personal }
    const bytes = await fileOf(format, heading, content, say)
    const name = `${title}-${etown.name}-${dayOfInstant(at)}-${content.total}行.${format}`
    const file = await house.evidence.receive(bytes, name, ['table'])
    return file.ok ? { ok: true, value: { file: file.value, rows: content.total } } : file
  })

const said = ({ code, zh, en }: Refusal) => ({ code, zh, en })

/** What becomes of it, and the audit line, in one transaction. */
const settle = ({ house, etown, askedBy }: JobCall, { row }: Asked, made: Outcome<Made>): Promise<void> =>
  inEtown(house.pool, etown, 'write', async (scope) => {
    const db = roomOf(scope.db, 'export')
    const line = { actor: askedBy, act: MAKE_JOB, subject: String(row.id) }
    if (!made.ok) {
      const refusals = made.refused.map(said)
      await updateExport(db, etown, row.id, { state: 'failed', refusals: JSON.stringify(refusals) })
      scope.record({ ...line, outcome: 'refused', detail: { codes: refusals.map(({ code }) => code) } })
      return
    }
    const { file, rows } = made.value
    await recordEvidence(scope.db, etown, file, askedBy)
    const held = needsRelease({ rows, personal: row.personal }, house.config.exportFreeRows)
    await updateExport(db, etown, row.id, {
      state: held ? 'held' : 'ready',
      rows: BigInt(rows),
      file: file.sha256,
      file_name: file.name,
      ready_at: held ? null : house.clock(),
    })
    scope.record({ ...line, outcome: 'done', detail: { rows, sha256: file.sha256, held } })
  })
