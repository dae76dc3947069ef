import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { maskPhone } from '../../../kernel/mask.ts'
import { granted, type Outcome } from '../../../kernel/refusal.ts'
import { limitOf } from '../../../kernel/wire.ts'
import type { House } from '../../../platform/house.ts'
import type { Call } from '../../../platform/http/route.ts'
import type { listAccounts } from '../contract/account-endpoints.ts'
import { isHouseRole } from '../contract/roles.ts'
import { pageOfAccounts } from '../db/accounts.ts'
import { isAccountKind, isAccountState } from '../domain/account.ts'

type Answer = AnswerOf<typeof listAccounts>
type Row = Awaited<ReturnType<typeof pageOfAccounts>>['items'][number]

export async function listAllAccounts(call: Call<typeof listAccounts, 'identity'>): Promise<Outcome<Answer>> {
  const limit = limitOf(call.query)
  const after = BigInt(call.query.after ?? 0)
  const { items, total } = await pageOfAccounts(call.db, {
    after,
    limit,
    like: call.query.like,
    now: call.now,
  })
  const last = items[limit - 1]
  return granted({
    items: items.slice(0, limit).map((row) => told(row, call.house)),
    total,
    ...(items.length > limit && last !== undefined ? { next: String(last.id) } : {}),
  })
}

function told(row: Row, house: House): Answer['items'][number] {
  const { kind, state, house_role: role } = row
  if (!isAccountKind(kind) || !isAccountState(state)) throw new Error(`account ${row.id} in an unknown state`)
  return {
    id: String(row.id),
    kind,
    name: row.name,
    signIn: row.sign_in,
    state,
    demonstration: row.demonstration,
    secondFactor: row.second_factor,
    activationHeld: row.activation_held,
    ...(row.phone_sealed === null
      ? {}
      : { phone: maskPhone(house.vault.open('identity.phone', row.phone_sealed)) }),
    ...(role !== null && isHouseRole(role) ? { houseRole: role } : {}),
    ...(row.last_sign_in_at === null ? {} : { lastSignInAt: row.last_sign_in_at.toISOString() }),
  }
}
