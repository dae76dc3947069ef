import { hash } from '@node-rs/argon2'
import pg from 'pg'
import type { TestServer } from './server-over.ts'

export const PASSWORD = 'Hm7!kd92-pQ'

/** A member account with a password, and a phone if given. Its number. */
export async function makeAccount(
  server: TestServer,
  signIn: string,
  more: { readonly phone?: string; readonly demonstration?: boolean; readonly kind?: string } = {},
): Promise<string> {
  const owner = new pg.Client({ connectionString: server.database.url })
  await owner.connect()
  try {
    const { vault } = server.house
    const { rows } = await owner.query(
      `insert into identity.account (kind, name, sign_in, password, password_set_at, state, phone_sealed, phone_blind, demonstration)
       values ($1, $2, $3, $4, $5, 'active', $6, $7, $8) returning id`,
      [
        more.kind ?? 'member',
        `张${signIn}`,
        signIn,
        await hash(PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1 }),
        server.clock,
        more.phone === undefined ? null : vault.seal('identity.phone', more.phone),
        more.phone === undefined ? null : vault.blind('identity.phone', more.phone),
        more.demonstration ?? false,
      ],
    )
    return rows[0].id
  } finally {
    await owner.end()
  }
}
