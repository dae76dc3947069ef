import { calendarNotCovered } from '#kernel/calendar'
import { canonicalJson } from '#kernel/canonical'
import { day, dayOfInstant } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { parseRate } from '#kernel/money'
import { granted, type Outcome, type Refusal, refusal, refused } from '#kernel/refusal'
import { sha256Hex } from '#kernel/sha256'
import { planOf } from '#plan'
import type { Announcement } from '../../../platform/db/act.ts'
import { type Db, roomOf } from '../../../platform/db/house.ts'
import { findEvidence } from '../../../platform/files/evidence.ts'
import type { AnyCall, Call } from '../../../platform/http/route.ts'
import {
  type amendNotice,
  type NoticeContent,
  type NoticeKind,
  noticeRefusals,
  type publishNotice,
} from '../contract/index.ts'
import { editionsOf, insertEdition, insertNotice, lockNotice } from '../db/notices.ts'
import { isMaterial, type Running, runningFrom } from '../domain/clock.ts'
import { maskList } from '../domain/mask-list.ts'

/** 经办 Who publishes, when, in whose transaction. */
export type Publishing = {
  readonly db: Db<'notice'>
  readonly etown: number
  readonly account: string
  readonly now: Date
  announce(event: Announcement): void
}

export const publishingOf = (call: AnyCall): Publishing => ({
  db: roomOf(call.db, 'notice'),
  etown: call.etown.id,
  account: call.actor?.account ?? '',
  now: call.now,
  announce: call.announce,
})

const FEWEST = 5

/** @law both plans: 公示时间不少于5个工作日; the plan in force says, else five. */
export async function leastDays({ db, etown, now }: Publishing): Promise<number> {
  const found = await planOf(roomOf(db, 'plan'), etown, dayOfInstant(now.getTime()))
  const said = found?.plan.policies
    .filter(({ code }) => code.startsWith('publicity'))
    .flatMap(({ parameters = [] }) => parameters)
    .find(({ unit }) => unit === '工作日')
  const asked = said && parseRate(said.value)
  return asked?.den === 1n ? Number(asked.num) : FEWEST
}

async function contentRefusals(where: Publishing, content: NoticeContent): Promise<readonly Refusal[]> {
  const least = await leastDays(where)
  const wanted = content.columns.length
  return [
    ...(content.days < least ? [refusal(noticeRefusals, 'notice.days_few', { least }, '/days')] : []),
    ...content.rows.flatMap((row, i) =>
      row.length === wanted
        ? []
        : [refusal(noticeRefusals, 'notice.row_width', { row: i + 1, found: row.length, wanted }, '/rows')],
    ),
    ...((await findEvidence(where.db, where.etown, content.evidence)) === undefined
      ? [refusal(noticeRefusals, 'notice.evidence_unknown', {}, '/evidence')]
      : []),
  ]
}

type Edition = {
  readonly number: number
  readonly running: Running
  readonly material: boolean
  readonly why?: string
}

/** Writes an edition as the public will see it, and tells the log its hash. */
async function write(
  where: Publishing,
  notice: bigint,
  kind: string,
  content: NoticeContent,
  { number, running, material, why }: Edition,
): Promise<void> {
  const { title, basis, contact, columns, days, evidence } = content
  const rows = maskList(columns, content.rows)
  const shown = {
    notice: String(notice),
    edition: number,
    kind,
    title,
    basis,
    contact,
    columns,
    rows: rows.map((r) => [...r]),
    days,
    ...running,
  }
  const sha256 = sha256Hex(canonicalJson(shown))
  await insertEdition(where.db, {
    etown: where.etown,
    notice,
    number,
    title,
    basis,
    contact,
    columns,
    rows,
    days,
    published_at: where.now,
    published_on: running.publishedOn,
    runs_through: running.runsThrough,
    material,
    why: why ?? null,
    by: where.account,
    evidence,
    sha256,
  })
  where.announce({
    kind: number === 1 ? 'notice.published' : 'notice.amended',
    subject: String(notice),
    payload: {
      kind,
      edition: number,
      material,
      listed: rows.length,
      ...running,
      attested: [{ kind: 'notice', subject: `${notice}/${number}`, sha256 }],
    },
    evidence: [evidence],
  })
}

/** 发布公示 The list as it is comes in; masked it goes out. Its number. */
export async function publish(
  where: Publishing,
  asked: NoticeContent & { readonly kind: NoticeKind; readonly origin?: string },
): Promise<Outcome<bigint>> {
  const { kind, origin, ...content } = asked
  const running = runningFrom(dayOfInstant(where.now.getTime()), content.days)
  const wrong = [
    ...(await contentRefusals(where, content)),
    ...(running === undefined ? [calendarNotCovered('/days')] : []),
  ]
  if (running === undefined || wrong.length > 0) return refused(...wrong)
  const { id } = await insertNotice(where.db, {
    etown: where.etown,
    kind,
    origin: origin ?? null,
    made_by: where.account,
  })
  await write(where, id, kind, content, { number: 1, running, material: true })
  return granted(id)
}

/** 更正公示 A material change starts the clock anew; a slip in title or contact does not. */
export async function amend(
  where: Publishing,
  id: bigint,
  { why, ...content }: NoticeContent & { readonly why: string },
): Promise<Outcome<bigint>> {
  const { db, etown } = where
  const row = await lockNotice(db, etown, id)
  if (row === undefined) return refused(refusal(noticeRefusals, 'notice.not_found'))
  if (row.withdrawn_at !== null) return refused(refusal(noticeRefusals, 'notice.withdrawn'))
  const [last] = await editionsOf(db, etown, id)
  if (last === undefined) throw new Error(`notice ${id} has no edition`)
  const after = { ...content, rows: maskList(content.columns, content.rows) }
  // The signed list tells apart what the masks make alike: another original is another list.
  const material = isMaterial(last, after) || last.evidence !== content.evidence
  const same = !material && last.title === content.title && last.contact === content.contact
  const today = dayOfInstant(where.now.getTime())
  const kept = { publishedOn: day(last.published_on), runsThrough: day(last.runs_through) }
  const running = material ? runningFrom(today, content.days) : kept
  const wrong = [
    ...(await contentRefusals(where, content)),
    ...(running === undefined ? [calendarNotCovered('/days')] : []),
    ...(same ? [refusal(noticeRefusals, 'notice.nothing_changed')] : []),
  ]
  if (running === undefined || wrong.length > 0) return refused(...wrong)
  await write(where, id, row.kind, content, { number: last.number + 1, running, material, why })
  return granted(id)
}

type Relisted = {
  readonly rows: NoticeContent['rows']
  readonly why: string
  /** The list signed anew; without it the last one stands. */
  readonly evidence?: string
}

/** 改动名单 Everything else stays as it stands. */
export async function relist(where: Publishing, id: bigint, changed: Relisted): Promise<Outcome<bigint>> {
  await lockNotice(where.db, where.etown, id)
  const [last] = await editionsOf(where.db, where.etown, id)
  if (last === undefined) return refused(refusal(noticeRefusals, 'notice.not_found'))
  const { title, basis, contact, columns, days, evidence } = last
  return amend(where, id, { title, basis, contact, columns, days, evidence, ...changed })
}

export async function publishIn(
  call: Call<typeof publishNotice, 'notice'>,
): Promise<Outcome<AnswerOf<typeof publishNotice>>> {
  const made = await publish(publishingOf(call), call.body)
  if (!made.ok) return made
  call.note(String(made.value), { kind: call.body.kind, listed: call.body.rows.length })
  return granted({ id: String(made.value) })
}

export async function amendIn(
  call: Call<typeof amendNotice, 'notice'>,
): Promise<Outcome<AnswerOf<typeof amendNotice>>> {
  call.note(call.params.notice, { listed: call.body.rows.length })
  const done = await amend(publishingOf(call), BigInt(call.params.notice), call.body)
  return done.ok ? granted({ id: call.params.notice }) : done
}
