import { Readable } from 'node:stream'
import { zipOf } from '#attest'
import { namesOf } from '#identity'
import { dayOfInstant } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { isFields } from '#kernel/fields'
import { keyIn } from '#kernel/keys'
import { pageAsked, pageOf } from '#kernel/page'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'

import { inEtown } from '../../../platform/db/act.ts'
import { listEtowns } from '../../../platform/db/etowns.ts'
import { type AnyDb, roomOf } from '../../../platform/db/house.ts'
import { findEvidence, recordEvidence } from '../../../platform/files/evidence.ts'
import type { Call, Download } from '../../../platform/http/route.ts'
import { ask, type JobKind, viewJob } from '../../../platform/work/jobs.ts'
import {
  acceptanceRefusals,
  type askFile,
  FILE_STATES,
  type FileView,
  type listFiles,
  type openFolder,
  type openPdf,
} from '../contract/index.ts'
import { type FileRow, findFile, insertFile, pageOfFiles, updateFileOfJob } from '../db/files.ts'
import { folderOf } from './file/folder.ts'
import type { Rooms } from './read-items.ts'

const JOB = 'acceptance.export'

export async function askFileIn(
  call: Call<typeof askFile, Rooms>,
): Promise<Outcome<AnswerOf<typeof askFile>>> {
  const { db, etown, now } = call
  const by = call.actor?.account ?? ''
  const job = await ask({ db, etown: etown.id }, JOB, {}, by)
  const { id } = await insertFile(db, { etown: etown.id, job, state: 'making', asked_by: by, asked_at: now })
  call.note(String(id))
  return granted({ id: String(id) })
}

const ownOf = (db: AnyDb) => roomOf(db, 'acceptance')

/** 生成验收档案 Cut off at any point it leaves nothing but files nobody names, and begins again. */
export const makeFileJob: JobKind = {
  kind: JOB,
  async run({ house, etown: id, job, askedBy, signal, progress }) {
    const etown = (await listEtowns(house.db)).find((town) => town.id === id)
    if (etown === undefined) throw new Error(`no e-town ${id}`)
    const now = house.clock()
    const folder = await folderOf({ house, etown, now, signal, progress })
    if (folder === undefined) throw new Error('还没有生效的方案')
    const stem = `验收档案-${etown.name}-${dayOfInstant(now.getTime())}`
    const pdf = await house.evidence.receive(Readable.from([folder.pdf]), `${stem}.pdf`, ['document'])
    const zip = await house.evidence.receive(Readable.from(zipOf(folder.files)), `${stem}.zip`, ['table'])
    if (!pdf.ok || !zip.ok) throw new Error('the file could not be stored')
    const { items, gaps } = folder.content
    await inEtown(house.pool, id, 'write', async (scope) => {
      await recordEvidence(scope.db, id, pdf.value, askedBy)
      await recordEvidence(scope.db, id, zip.value, askedBy)
      const [pdfHash, zipHash] = [pdf.value.sha256, zip.value.sha256]
      await updateFileOfJob(ownOf(scope.db), id, job, {
        ...{ state: 'ready', pdf: pdfHash, folder: zipHash },
        ...{ items: items.length, gaps, made_at: now },
      })
      scope.announce({
        kind: 'acceptance.file-made',
        subject: `file-${job}`,
        payload: { items: items.length, gaps, pdf: pdfHash, folder: zipHash },
        evidence: [pdfHash, zipHash],
      })
      const detail = { items: items.length, gaps, pdf: pdfHash }
      scope.record({ actor: askedBy, act: JOB, subject: `job-${job}`, outcome: 'done', detail })
    })
    return { items: items.length, gaps }
  },
  async gaveUp(scope, job, trouble) {
    const { zh } = refusal(acceptanceRefusals, 'acceptance.gave_up', { why: trouble })
    await updateFileOfJob(ownOf(scope.db), scope.etown, job, { state: 'failed', trouble: zh })
  },
}

export async function listFilesIn(
  call: Call<typeof listFiles, Rooms>,
): Promise<Outcome<AnswerOf<typeof listFiles>>> {
  const { db, etown, query } = call
  const page = pageAsked(query)
  const { rows, total } = await pageOfFiles(db, etown.id, page)
  const { items: shown, next } = pageOf(rows, page.limit, (row) => row)
  const names = await namesOf(
    roomOf(db, 'identity'),
    shown.map(({ asked_by }) => asked_by),
  )
  const items: FileView[] = []
  for (const row of shown) items.push(await fileView(db, row, names.get(row.asked_by) ?? row.asked_by))
  return granted({ items, total, next })
}

async function fileView(db: AnyDb, row: FileRow, askedBy: string): Promise<FileView> {
  const job = row.state === 'making' ? await viewJob(db, row.etown, row.job) : undefined
  return {
    id: String(row.id),
    state: keyIn(FILE_STATES, row.state),
    askedBy,
    askedAt: row.asked_at.toISOString(),
    ...progressIn(job?.progress),
    ...(row.items === null || row.gaps === null ? {} : { items: row.items, gaps: row.gaps }),
    ...(row.pdf === null || row.folder === null ? {} : { pdf: row.pdf, folder: row.folder }),
    ...(row.made_at === null ? {} : { madeAt: row.made_at.toISOString() }),
    ...(row.trouble === null ? {} : { trouble: row.trouble }),
  }
}

const progressIn = (report: unknown): Pick<FileView, 'progress'> =>
  isFields(report) && typeof report.done === 'number' && typeof report.of === 'number'
    ? { progress: { done: report.done, of: report.of } }
    : {}

const opening =
  (part: 'pdf' | 'folder') =>
  async (call: Call<typeof openPdf | typeof openFolder, Rooms>): Promise<Outcome<Download>> => {
    const { db, etown, house, params } = call
    const row = await findFile(db, etown.id, BigInt(params.file))
    const hash = row?.[part]
    const file = hash == null ? undefined : await findEvidence(db, etown.id, hash)
    if (file === undefined) return refused(refusal(acceptanceRefusals, 'acceptance.file_not_found'))
    call.note(`file-${params.file}`, { part })
    return granted({ name: file.name, media: file.media, content: await house.evidence.read(file.stored) })
  }

export const openPdfIn = opening('pdf')
export const openFolderIn = opening('folder')
