import { day } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { sha256Hex } from '#kernel/sha256'
import type { Call } from '#platform/http/route'
import {
  type addSender,
  type compareReceived,
  type listSenders,
  type receiveDispatch,
  reportRefusals,
  type SnapshotContent,
} from '../contract/index.ts'
import {
  findSender,
  insertReceived,
  insertSender,
  newestReceived,
  receivedForms,
  receivedSnapshots,
  sendersOf,
} from '../db/received.ts'
import { contentOf } from '../db/snapshots.ts'
import { comparisonOf } from '../domain/comparison.ts'
import { BROKEN, judgeDispatch, partsOf } from '../domain/dispatch.ts'
import { lateBy } from '../domain/report-check.ts'
import { accountOf, ownDb } from './at-hand.ts'
import { keyPair, trusting } from './dispatch-machine.ts'

export async function listSendersIn({
  db,
  etown,
}: Call<typeof listSenders, 'report'>): Promise<Outcome<AnswerOf<typeof listSenders>>> {
  const rows = await sendersOf(db, etown.id)
  return granted({
    total: rows.length,
    items: rows.map(({ id, origin, name, confirmed, added_at, dispatches, last_at }) => ({
      id: String(id),
      origin,
      name,
      confirmed,
      addedAt: added_at.toISOString(),
      dispatches: Number(dispatches),
      ...(last_at === null ? {} : { lastAt: last_at.toISOString() }),
    })),
  })
}

export async function addSenderIn(
  call: Call<typeof addSender, 'report'>,
): Promise<Outcome<AnswerOf<typeof addSender>>> {
  const { origin, name, keys, confirmed } = call.body
  const pair = keyPair(origin, keys)
  if (pair === undefined) return refused(refusal(reportRefusals, 'report.sender_key', { origin }, '/keys'))
  const made = await insertSender(ownDb(call.db), {
    etown: call.etown.id,
    origin,
    name,
    ed25519: pair[0],
    sm2: pair[1],
    confirmed,
    added_by: accountOf(call),
    added_at: call.now,
  })
  if (made === undefined)
    return refused(refusal(reportRefusals, 'report.sender_known', { origin }, '/origin'))
  call.note(`sender-${made.id}`, { origin })
  call.announce({ kind: 'report.sender-added', subject: String(made.id), payload: { origin } })
  return granted({ id: String(made.id) })
}

const fileRefused = (why: string, whyEn: string) =>
  refused(refusal(reportRefusals, 'report.file_refused', { why, whyEn }, '/file'))

/** 接收 Whole or not at all: signatures, order, every byte, and where it joins the dispatch before. */
export async function receiveDispatchIn(
  call: Call<typeof receiveDispatch, 'report'>,
): Promise<Outcome<AnswerOf<typeof receiveDispatch>>> {
  const { etown, now } = call
  const { file } = call.body
  const db = ownDb(call.db)
  // Text that no UTF-8 spells cannot be what was signed.
  const first = /[\p{Surrogate}\0]/u.test(file) ? undefined : partsOf(file)?.text.split('\n')[0]
  if (first === undefined) return fileRefused(BROKEN['no-dispatch'].zh, BROKEN['no-dispatch'].en)
  const origin = first.replace(/\/report$/, '')
  const sender = await findSender(db, etown.id, origin.slice(0, 300))
  if (sender === undefined) {
    return fileRefused(
      `报送单位“${origin.slice(0, 100)}”没有登记，请先登记其公钥`,
      `its sender ${origin.slice(0, 100)} is not registered`,
    )
  }
  const judged = await judgeDispatch(file, origin, trusting(origin, [sender.ed25519, sender.sm2]))
  if (!judged.ok) {
    const { zh, en } = BROKEN[judged.why]
    return fileRefused(zh.replace('{at}', String(judged.at)), en.replace('{at}', String(judged.at)))
  }
  const { head, snapshots } = judged
  const last = await newestReceived(db, etown.id, sender.id)
  if (head.number !== (last?.number ?? 0) + 1 || head.previous !== last?.sha256) {
    const due = (last?.number ?? 0) + 1
    return head.number === due
      ? fileRefused(
          '它接的不是已收的上一包，下级的链条被换过',
          'it does not follow the dispatch received before',
        )
      : fileRefused(
          `这是第 ${head.number} 包，应收第 ${due} 包`,
          `it is number ${head.number}, due is ${due}`,
        )
  }
  const sha256 = sha256Hex(file)
  const { number } = head
  await insertReceived(
    db,
    {
      etown: etown.id,
      sender: sender.id,
      number,
      prior: number === 1 ? null : number - 1,
      previous: last?.sha256 ?? null,
      sha256,
      content: file,
      by: accountOf(call),
      at: now,
    },
    snapshots.map(({ content, text, sha256: own }) => ({
      form: content.form.code,
      period: content.period.code,
      number: content.number,
      content: text,
      sha256: own,
    })),
  )
  call.note(`sender-${sender.id}`, { number, sha256, snapshots: snapshots.length })
  call.announce({
    kind: 'report.received',
    subject: `${sender.id}/${number}`,
    payload: {
      snapshots: snapshots.length,
      attested: [{ kind: 'report-received', subject: `${sender.id}/${number}`, sha256 }],
    },
  })
  return granted({ sender: sender.name, number, snapshots: snapshots.length })
}

/** 并列 The newest locked snapshot of each e-town for one form and period. */
export async function compareReceivedIn({
  db,
  etown,
  query,
}: Pick<Call<typeof compareReceived, 'report'>, 'db' | 'etown' | 'query'>): Promise<
  Outcome<AnswerOf<typeof compareReceived>>
> {
  const forms = await receivedForms(db, etown.id)
  const form = forms.find((one) => one.form === query.form) ?? forms[0]
  const period = form?.periods.find((one) => one === query.period) ?? form?.periods[0]
  if (form === undefined || period === undefined) return granted({ forms, columns: [], rows: [] })
  const rows = await receivedSnapshots(db, etown.id, form.form, period)
  const columns = rows.map((row) => ({ row, content: contentOf(row) }))
  return granted({
    forms,
    columns: columns.map(({ row, content }) => ({
      sender: String(row.sender),
      name: row.name,
      number: row.number,
      sha256: row.sha256,
      demonstration: content.demonstration,
      completeness: content.completeness,
      ...lateIn(content),
    })),
    rows: comparisonOf(columns.map(({ content }) => content)),
  })
}

function lateIn({ due, submittedOn }: SnapshotContent): { readonly late?: number } {
  const late = due === undefined ? undefined : lateBy(day(due), day(submittedOn))
  return late === undefined ? {} : { late }
}
