import { hash, randomBytes } from 'node:crypto'
import { addDays, dayOfInstant } from '../../../kernel/day.ts'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import { limitOf } from '../../../kernel/wire.ts'
import { inEtown } from '../../../platform/db/act.ts'
import type { House } from '../../../platform/house.ts'
import type { Actor } from '../../../platform/http/actor.ts'
import type { Call } from '../../../platform/http/route.ts'
import type { listMachineKeys, makeMachineKey, revokeMachineKey } from '../contract/machine-endpoints.ts'
import { machineRefusals } from '../contract/refusals.ts'
import { isMachineRole } from '../contract/roles.ts'
import type { Nothing } from './enter.ts'
import { self } from './own-sessions.ts'

/** The e-town stands in the key, so that it is looked up inside that e-town's row-level security. */
const KEY = /^Bearer (ezk_([1-9]\d{0,8})_[\w-]{43})$/
const MOST_DAYS = 3 * 366

const hashKey = (key: string): Buffer => hash('sha256', key, 'buffer')

export async function listTownMachineKeys(
  call: Call<typeof listMachineKeys, 'identity'>,
): Promise<Outcome<AnswerOf<typeof listMachineKeys>>> {
  const limit = limitOf(call.query)
  const today = dayOfInstant(call.now.getTime())
  const keys = call.db.selectFrom('identity.machine_key').where('etown', '=', call.etown.id)
  const rows = await keys
    .select(['id', 'name', 'role', 'until', 'made_at', 'revoked_at'])
    .where('id', '>', BigInt(call.query.after ?? 0))
    .orderBy('id')
    .limit(limit + 1)
    .execute()
  const { total } = await keys.select((e) => e.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow()
  const items = rows.slice(0, limit).map((row) => {
    if (!isMachineRole(row.role)) throw new Error(`machine key ${row.id} in an unknown role`)
    return {
      id: String(row.id),
      name: row.name,
      role: row.role,
      until: row.until,
      madeAt: row.made_at.toISOString(),
      inForce: row.revoked_at === null && today < row.until,
      ...(row.revoked_at === null ? {} : { revokedAt: row.revoked_at.toISOString() }),
    }
  })
  const last = items.at(-1)
  return granted({
    items,
    total: Number(total),
    ...(rows.length > limit && last !== undefined ? { next: last.id } : {}),
  })
}

export async function makeTownMachineKey(
  call: Call<typeof makeMachineKey, 'identity'>,
): Promise<Outcome<AnswerOf<typeof makeMachineKey>>> {
  const { db, etown, body, now } = call
  const today = dayOfInstant(now.getTime())
  if (body.until <= addDays(today, 1) || body.until > addDays(today, MOST_DAYS))
    return refused(refusal(machineRefusals, 'identity.machine_key_ends', {}, '/until'))
  const key = `ezk_${etown.id}_${randomBytes(32).toString('base64url')}`
  const { id } = await db
    .insertInto('identity.machine_key')
    .values({
      etown: etown.id,
      ...body,
      token: hashKey(key),
      made_by: BigInt(self(call).account),
      made_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  call.note(String(id), { role: body.role, until: body.until })
  call.announce({
    kind: 'identity.machine-key-made',
    subject: String(id),
    payload: { role: body.role, until: body.until },
  })
  return granted({ id: String(id), key })
}

/** Bites at the next request. */
export async function revokeTownMachineKey(
  call: Call<typeof revokeMachineKey, 'identity'>,
): Promise<Outcome<Nothing>> {
  const { machineKey } = call.params
  const { numUpdatedRows } = await call.db
    .updateTable('identity.machine_key')
    .set({ revoked_at: call.now, revoked_by: BigInt(self(call).account) })
    .where('etown', '=', call.etown.id)
    .where('id', '=', BigInt(machineKey))
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  if (numUpdatedRows === 0n) return refused(refusal(machineRefusals, 'identity.no_machine_key'))
  call.note(machineKey)
  call.announce({ kind: 'identity.machine-key-revoked', subject: machineKey, payload: {} })
  return granted({})
}

/** The machine a request's `authorization` speaks for; undefined: nobody. */
export async function machineBehind(
  house: House,
  authorization: string,
  now: Date,
): Promise<Actor | undefined> {
  const [, key, town] = KEY.exec(authorization) ?? []
  if (key === undefined) return undefined
  const etown = Number(town)
  const row = await inEtown(house.pool, etown, 'read', ({ db }) =>
    db
      .selectFrom('identity.machine_key')
      .select(['id', 'name', 'role'])
      .where('etown', '=', etown)
      .where('token', '=', hashKey(key))
      .where('revoked_at', 'is', null)
      .where('until', '>', dayOfInstant(now.getTime()))
      .executeTakeFirst(),
  )
  if (row === undefined) return undefined
  const membership = { roles: [row.role], department: undefined, party: undefined }
  return {
    account: `machine-${row.id}`,
    name: row.name,
    session: '',
    houseRoles: [],
    towns: new Map([[etown, membership]]),
    secondFactor: false,
    machine: true,
  }
}
