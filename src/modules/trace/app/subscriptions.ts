import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import { zInstant } from '../../../kernel/wire.ts'
import type { Call, RawAnswer } from '../../../platform/http/route.ts'
import { outwardFault } from '../../../platform/outward.ts'
import { ask } from '../../../platform/work/jobs.ts'
import {
  epcisRefusals,
  type epcisSubscribe,
  type epcisSubscription,
  type epcisSubscriptions,
  type epcisUnsubscribe,
} from '../contract/index.ts'
import {
  deleteSubscription,
  findQuery,
  findSubscription,
  insertSubscription,
  lastCapture,
  queueSince,
  type SubscriptionRow,
  subscriptionsOf,
} from '../db/subscriptions.ts'
import { nextTime, SCHEDULE_FIELDS, type Schedule, scheduleFault } from '../domain/epcis/schedule.ts'
import { acceptable, answer, bare, formatAsked } from './epcis-answer.ts'
import { readJson } from './epcis-capture.ts'
import { nextLink, readPaging } from './epcis-paging.ts'

const zField = z.union([z.string().max(200), z.int().transform(String)]).optional()
const zSchedule = z.strictObject(Object.fromEntries(SCHEDULE_FIELDS.map((field) => [field, zField])))
const zSubscription = z.object({
  dest: z.string().max(1_000),
  signatureToken: z.string().min(1).max(500).optional(),
  secret: z.string().min(1).max(500).optional(),
  stream: z.literal(true).optional(),
  schedule: zSchedule.optional(),
  reportIfEmpty: z.boolean().optional(),
  initialRecordTime: zInstant.optional(),
  epcFormat: z
    .enum(['Always_GS1_Digital_Link', 'Always_EPC_URN', 'Never_Translates', 'No_Preference'])
    .optional(),
})

const NIL = '00000000-0000-0000-0000-000000000000'
const DESTINATION: Readonly<Record<string, string>> = {
  url: 'dest 应为网址',
  scheme: 'dest 应以 https:// 或 http:// 开头',
  password: 'dest 里不能带用户名和密码',
  private: 'dest 指向内网，本系统不向内网推送',
}

const no = (why: string) => refused(refusal(epcisRefusals, 'trace.subscription_form', { why }))
const missing = (what: string) => refused(refusal(epcisRefusals, 'trace.not_found', { what }))

/** The schedule of a subscription; undefined: it streams. */
export function scheduleOf(row: SubscriptionRow): Schedule | undefined {
  const read = zSchedule.safeParse(row.schedule)
  return read.success ? read.data : undefined
}

const viewOf = (row: SubscriptionRow) => ({
  subscriptionID: row.id,
  dest: row.destination,
  createdAt: row.created_at.toISOString(),
  ...(row.delivered_at !== null && { lastNotifiedAt: row.delivered_at.toISOString() }),
  ...(row.stream ? { stream: true } : { schedule: row.schedule, reportIfEmpty: row.report_if_empty }),
  epcFormat: row.epc_format,
  ...(row.trouble !== null && { lastTrouble: row.trouble }),
})

type Asked = z.output<typeof zSubscription>

function faultOf(asked: Asked, hosts: readonly string[]): string | undefined {
  const where = outwardFault(asked.dest, hosts)
  if (where !== undefined) return DESTINATION[where]
  if ((asked.stream === true) === (asked.schedule !== undefined)) return 'stream 与 schedule 必须且只能写一个'
  if (asked.schedule === undefined) return undefined
  const field = scheduleFault(asked.schedule)
  if (field !== undefined) return `schedule.${field} 应为数、数的列表或 [起-止]`
  if (Object.values(asked.schedule).every((text) => text === undefined)) return 'schedule 是空的'
  return undefined
}

export async function epcisSubscribeIn(
  call: Call<typeof epcisSubscribe, 'trace'>,
): Promise<Outcome<RawAnswer>> {
  const name = call.params.epcisName ?? ''
  const [accepts, json, format] = [acceptable(call.headers), readJson(call), formatAsked(call.headers)]
  if (!accepts.ok) return accepts
  if (!json.ok) return json
  if (!format.ok) return format
  if ((await findQuery(call.db, call.etown.id, name)) === undefined) return missing(name)
  const read = zSubscription.safeParse(json.value)
  if (!read.success) return no(read.error.issues.map((i) => `${i.path.join('.')} ${i.message}`).join('；'))
  const fault = faultOf(read.data, call.house.config.hookHosts)
  if (fault !== undefined) return no(fault)
  const row = await store(call, name, read.data, format.value)
  if (row === undefined) return no('schedule 永远不会到来')
  call.note(row.id, { query: name })
  const location = `/epcis/${call.etown.slug}/queries/${encodeURIComponent(name)}/subscriptions/${row.id}`
  return granted(answer(viewOf(row), { location }, 201))
}

async function store(
  call: Call<typeof epcisSubscribe, 'trace'>,
  query: string,
  asked: Asked,
  format: string,
): Promise<SubscriptionRow | undefined> {
  const secret = asked.signatureToken ?? asked.secret
  const due = asked.schedule === undefined ? undefined : nextTime(asked.schedule, call.now.getTime())
  if (asked.schedule !== undefined && due === undefined) return undefined
  const id = randomUUID()
  const by = call.actor?.account ?? ''
  const since = asked.initialRecordTime === undefined ? undefined : new Date(asked.initialRecordTime)
  const dueAt = due === undefined ? (since === undefined ? null : call.now) : new Date(due)
  const row = await insertSubscription(call.db, {
    etown: call.etown.id,
    id,
    query,
    destination: asked.dest,
    secret_sealed: secret === undefined ? null : call.house.vault.seal('trace.hook', secret),
    stream: asked.stream === true,
    schedule: asked.schedule === undefined ? null : JSON.stringify(asked.schedule),
    report_if_empty: asked.reportIfEmpty ?? false,
    epc_format: asked.epcFormat === 'No_Preference' ? 'Never_Translates' : (asked.epcFormat ?? format),
    since_capture: await lastCapture(call.db, call.etown.id),
    due_at: dueAt,
    by_account: by,
    created_at: call.now,
  })
  if (since !== undefined) await queueSince(call.db, call.etown.id, id, since)
  if (dueAt !== null)
    await ask({ db: call.db, etown: call.etown.id }, 'trace.deliver', { subscription: id }, by, dueAt)
  return row
}

export async function epcisSubscriptionsIn(
  call: Call<typeof epcisSubscriptions, 'trace'>,
): Promise<Outcome<RawAnswer>> {
  const name = call.params.epcisName ?? ''
  if ((await findQuery(call.db, call.etown.id, name)) === undefined) return missing(name)
  const paging = await readPaging(call, `/queries/${encodeURIComponent(name)}/subscriptions`)
  if (!paging.ok) return paging
  const { size, place } = paging.value
  const rows = await subscriptionsOf(call.db, call.etown.id, name, place?.after ?? NIL, size + 1)
  const shown = rows.slice(0, size)
  const last = rows.length > size ? shown.at(-1) : undefined
  return granted(answer(shown.map(viewOf), nextLink(call, paging.value, last && { after: last.id })))
}

const isUuid = (text: string): boolean => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(text)

export async function epcisSubscriptionIn(
  call: Call<typeof epcisSubscription, 'trace'>,
): Promise<Outcome<RawAnswer>> {
  const { epcisName: name = '', epcisOther: id = '' } = call.params
  const row = isUuid(id) ? await findSubscription(call.db, call.etown.id, id) : undefined
  return row === undefined || row.query !== name ? missing(id) : granted(answer(viewOf(row)))
}

export async function epcisUnsubscribeIn(
  call: Call<typeof epcisUnsubscribe, 'trace'>,
): Promise<Outcome<RawAnswer>> {
  const id = call.params.epcisOther ?? ''
  call.note(id, {})
  const gone = isUuid(id) && (await deleteSubscription(call.db, call.etown.id, id))
  return gone ? granted(bare(204)) : missing(id)
}
