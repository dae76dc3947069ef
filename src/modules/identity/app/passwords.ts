import { randomBytes } from 'node:crypto'
import { hash, verify } from '@node-rs/argon2'
import { spelled } from '../domain/password.ts'

/** argon2id, OWASP's smallest: 19 MiB, 2 passes, 1 lane; some 20 ms of one core. */
const COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
/** So many hashes at a time, so many waiting: a flood of sign-ins cannot take the machine from everybody else. */
const AT_ONCE = 2
const MOST_WAITING = 200

let running = 0
const waiting: (() => void)[] = []

/** `undefined`: too many wait already. */
async function inTurn<T>(work: () => Promise<T>): Promise<T | undefined> {
  if (running >= AT_ONCE) {
    if (waiting.length >= MOST_WAITING) return undefined
    await new Promise<void>((go) => waiting.push(go))
  } else running += 1
  try {
    return await work()
  } finally {
    const next = waiting.shift()
    if (next === undefined) running -= 1
    else next()
  }
}

export const hashPassword = (password: string): Promise<string | undefined> =>
  inTurn(() => hash(spelled(password), COST))

const nobody = hash(randomBytes(16), COST)

/** Takes as long where there is no such account. `undefined`: too busy to say. */
export const checkPassword = (known: string | undefined, password: string): Promise<boolean | undefined> =>
  inTurn(async () => {
    const right = await verify(known ?? (await nobody), spelled(password))
    return right && known !== undefined
  })
