import { type Day, day, dayOfInstant } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { keyIn } from '#kernel/keys'
import { pageAsked, pageOf } from '#kernel/page'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { findEvidence } from '../../../platform/files/evidence.ts'
import type { Call, Download } from '../../../platform/http/route.ts'
import {
  type bringList,
  type getNotice,
  type listNotices,
  NOTICE_KINDS,
  type NoticeItem,
  type noticeEvidence,
  noticeRefusals,
} from '../contract/index.ts'
import {
  type EditionRow,
  editionsOf,
  findNotice,
  type NoticeRow,
  type ObjectionRow,
  objectionsOf,
  pageOfNotices,
} from '../db/notices.ts'
import { sightingsOf } from '../db/sightings.ts'
import { stateOn } from '../domain/clock.ts'

export const noticeView = (row: NoticeRow, today: Day): NoticeItem => ({
  id: String(row.id),
  kind: keyIn(NOTICE_KINDS, row.kind),
  state: stateOn(today, {
    runsThrough: day(row.runs_through),
    withdrawn: row.withdrawn_at !== null,
    hindered: row.hindered > 0n,
  }),
  title: row.title,
  edition: row.number,
  days: row.days,
  publishedOn: day(row.published_on),
  runsThrough: day(row.runs_through),
  listed: row.listed,
  ...(row.origin === null ? {} : { origin: row.origin }),
})

export const publicPath = (slug: string, notice: bigint): string => `/notices/${slug}/${notice}`

export async function listNoticesIn(
  call: Call<typeof listNotices, 'notice'>,
): Promise<Outcome<AnswerOf<typeof listNotices>>> {
  const page = pageAsked(call.query)
  const { rows, total } = await pageOfNotices(call.db, call.etown.id, call.query.kind, page)
  const today = dayOfInstant(call.now.getTime())
  return granted({ total, ...pageOf(rows, page.limit, (row) => noticeView(row, today)) })
}

const editionView = (row: EditionRow) => ({
  number: row.number,
  publishedAt: row.published_at.toISOString(),
  publishedOn: day(row.published_on),
  runsThrough: day(row.runs_through),
  material: row.material,
  ...(row.why === null ? {} : { why: row.why }),
  by: row.by,
  sha256: row.sha256,
})

const objectionView = (row: ObjectionRow) => ({
  id: String(row.id),
  edition: row.edition,
  receivedOn: day(row.received_on),
  text: row.text,
  enteredBy: row.entered_by,
  ...(row.upheld === null ? {} : { upheld: row.upheld }),
  ...(row.answer === null ? {} : { answer: row.answer }),
  ...(row.answered_by === null ? {} : { answeredBy: row.answered_by }),
})

export async function getNoticeIn(
  call: Call<typeof getNotice, 'notice'>,
): Promise<Outcome<AnswerOf<typeof getNotice>>> {
  const { db, etown } = call
  const row = await findNotice(db, etown.id, BigInt(call.params.notice))
  const editions = row === undefined ? [] : await editionsOf(db, etown.id, row.id)
  const [newest] = editions
  if (row === undefined || newest === undefined) return refused(refusal(noticeRefusals, 'notice.not_found'))
  const { seen, missed, first, last } = await sightingsOf(db, etown.id, row.id, row.number)
  return granted({
    ...noticeView(row, dayOfInstant(call.now.getTime())),
    basis: newest.basis,
    contact: newest.contact,
    columns: newest.columns,
    rows: newest.rows,
    evidence: newest.evidence,
    ...(row.withdrawn_why === null ? {} : { withdrawnWhy: row.withdrawn_why }),
    editions: editions.map(editionView),
    objections: (await objectionsOf(db, etown.id, row.id)).map(objectionView),
    sightings: {
      seen,
      missed,
      ...(first === null ? {} : { first: first.toISOString() }),
      ...(last === null ? {} : { last: last.toISOString() }),
    },
    publicPath: publicPath(etown.slug, row.id),
  })
}

export async function bringListIn(
  call: Call<typeof bringList, 'notice'>,
): Promise<Outcome<AnswerOf<typeof bringList>>> {
  const { file } = call
  if (file === undefined) throw new Error('an upload came without its file')
  call.note(file.sha256)
  return granted({ sha256: file.sha256 })
}

/** The signed list of the edition that is up: only for who may publish, for it is not masked. */
export async function noticeEvidenceIn(
  call: Call<typeof noticeEvidence, 'notice'>,
): Promise<Outcome<Download>> {
  const [newest] = await editionsOf(call.db, call.etown.id, BigInt(call.params.notice))
  const file = newest && (await findEvidence(call.db, call.etown.id, newest.evidence))
  if (file === undefined) return refused(refusal(noticeRefusals, 'notice.not_found'))
  const content = await call.house.evidence.read(file.stored)
  return granted({ name: file.name, media: file.media, content, inline: true })
}
