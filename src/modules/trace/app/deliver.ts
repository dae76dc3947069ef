import { createHmac } from 'node:crypto'
import { z } from 'zod'
import { inEtown } from '../../../platform/db/act.ts'
import { roomOf } from '../../../platform/db/house.ts'
import { postOutward } from '../../../platform/outward.ts'
import type { Consumer } from '../../../platform/work/consumers.ts'
import { ask, type JobCall, type JobKind } from '../../../platform/work/jobs.ts'
import type { Place, StoredEvent } from '../db/find-events.ts'
import {
  findQuery,
  findSubscription,
  noteDelivery,
  queueCapture,
  queuedCaptures,
  type SubscriptionRow,
  unqueue,
} from '../db/subscriptions.ts'
import { type EventQuery, readQuery } from '../domain/epcis/query.ts'
import { nextTime } from '../domain/epcis/schedule.ts'
import { formatOf, queryDocument } from './epcis-answer.ts'
import { eventPage } from './query-events.ts'
import { scheduleOf } from './subscriptions.ts'

const CAPTURES = 200
const BATCH = 500
const PATIENCE_MS = 15_000
const PAUSE_LEAST_MS = 10_000
const PAUSE_MOST_MS = 6 * 3_600_000

export const DELIVER = 'trace.deliver'
const zInput = z.object({ subscription: z.string() })

/** Puts each capture before the subscriptions and wakes those that stream; effects and place commit together. */
export const queueDeliveries: Consumer = {
  name: 'trace.deliveries',
  kinds: ['trace.events-captured'],
  async fold(scope, event) {
    const woken = await queueCapture(roomOf(scope.db, 'trace'), scope.etown, BigInt(event.subject))
    for (const subscription of woken) await ask(scope, DELIVER, { subscription }, 'trace')
  },
}

type Due = {
  readonly subscription: SubscriptionRow
  readonly query: EventQuery
  readonly captures: readonly bigint[]
}

/** Asks a standing query of what is queued and posts the answer, signed; whatever comes of it, the next try is set. */
export const deliverJob: JobKind = {
  kind: DELIVER,
  async run(call) {
    const due = await load(call, zInput.parse(call.input).subscription)
    if (due === undefined) return { gone: true }
    try {
      const events = await post(call, due)
      await settle(call, due, undefined)
      return { events }
    } catch (error) {
      if (call.signal.aborted) throw error
      const trouble = error instanceof Error ? error.message : String(error)
      await settle(call, due, trouble)
      return { trouble }
    }
  },
}

const load = (call: JobCall, id: string): Promise<Due | undefined> =>
  inEtown(call.house.pool, call.etown, 'read', async (scope) => {
    const db = roomOf(scope.db, 'trace')
    const subscription = await findSubscription(db, call.etown, id)
    const named = subscription && (await findQuery(db, call.etown, subscription.query))
    const query = readQuery(parametersOf(named?.query))
    if (subscription === undefined || !query.ok) return undefined
    return { subscription, query: query.value, captures: await queuedCaptures(db, call.etown, id, CAPTURES) }
  })

const parametersOf = (json: unknown): Readonly<Record<string, unknown>> =>
  typeof json === 'object' && json !== null ? { ...json } : {}

async function post(call: JobCall, due: Due): Promise<number> {
  const query: EventQuery = {
    ...due.query,
    conditions: [{ by: 'capture', values: due.captures }, ...due.query.conditions],
    orderBy: 'recordTime',
    direction: 'ASC',
  }
  let [place, sent]: [Place | undefined, number] = [undefined, 0]
  do {
    const page = await inEtown(call.house.pool, call.etown, 'read', (scope) =>
      eventPage(roomOf(scope.db, 'trace'), call.etown, query, place, BATCH),
    )
    if (page.events.length > 0 || (sent === 0 && page.next === undefined && due.subscription.report_if_empty))
      await send(call, due.subscription, page.events)
    sent += page.events.length
    place = page.next
  } while (place !== undefined)
  return sent
}

async function send(call: JobCall, to: SubscriptionRow, events: readonly StoredEvent[]): Promise<void> {
  const { vault, config, clock } = call.house
  const body = JSON.stringify(
    queryDocument(events, formatOf(to.epc_format), clock(), { name: to.query, subscription: to.id }),
  )
  const secret = to.secret_sealed === null ? undefined : vault.open('trace.hook', to.secret_sealed)
  const signature = secret && createHmac('sha256', secret).update(body).digest('hex')
  const status = await postOutward({
    url: new URL(to.destination),
    headers: {
      'content-type': 'application/json; charset=utf-8',
      'gs1-epcis-version': '2.0.0',
      'gs1-cbv-version': '2.0.0',
      ...(signature !== undefined && { 'gs1-signature': `sha256=${signature}` }),
    },
    body,
    hosts: config.hookHosts,
    patienceMs: PATIENCE_MS,
    signal: call.signal,
  })
  if (status < 200 || status > 299) throw new Error(`HTTP ${status}`)
}

/** After success: on with what is still queued, or at the schedule's next time. After failure: later and later. */
async function settle(call: JobCall, due: Due, trouble: string | undefined): Promise<void> {
  const { subscription, captures } = due
  const now = call.house.clock()
  await inEtown(call.house.pool, call.etown, 'write', async (scope) => {
    const db = roomOf(scope.db, 'trace')
    if (trouble === undefined) await unqueue(db, call.etown, subscription.id, captures)
    const failures = trouble === undefined ? 0 : subscription.failures + 1
    const left = await queuedCaptures(db, call.etown, subscription.id, 1)
    const pause = Math.min(PAUSE_LEAST_MS * 2 ** (failures - 1), PAUSE_MOST_MS)
    const schedule = scheduleOf(subscription)
    const scheduled = schedule === undefined ? undefined : nextTime(schedule, now.getTime())
    const next =
      trouble !== undefined
        ? now.getTime() + pause
        : left.length > 0 && subscription.stream
          ? now.getTime()
          : scheduled
    const dueAt = next === undefined ? null : new Date(next)
    await noteDelivery(db, call.etown, subscription.id, {
      dueAt,
      failures,
      trouble: trouble ?? null,
      ...(trouble === undefined && { deliveredAt: now }),
    })
    if (dueAt !== null)
      await ask(scope, DELIVER, { subscription: subscription.id }, subscription.by_account, dueAt)
  })
}
