import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import type { FastifyInstance, InjectOptions } from 'fastify'

type Json = Record<string, unknown>
type Answer = Awaited<ReturnType<FastifyInstance['inject']>>

/** The product as it is asked from within. */
export type Product = { inject(options: InjectOptions): Promise<Answer> }

/** The same product, which is asked nothing more once the work is to stop: who waits for an answer stops waiting. */
export const stoppedBy = (signal: AbortSignal, product: Product): Product => ({
  async inject(options) {
    signal.throwIfAborted()
    return product.inject(options)
  },
})

/** A demonstration account at work: the same doors, permissions and audit as anybody else. */
export type Caller = {
  get(url: string): Promise<Json>
  /** What is no JSON, as the text it is. */
  text(url: string): Promise<string>
  act(method: 'POST' | 'PUT', url: string, body: Json): Promise<Json>
  upload(url: string, name: string, bytes: AsyncIterable<Buffer>, method?: 'POST' | 'PUT'): Promise<Json>
  /** Asks again until the answer is as wanted; long work runs as jobs. */
  until(url: string, wanted: (answer: Json) => boolean, minutes?: number): Promise<Json>
}

const PAUSE_MS = 100
const ASKED_A_MINUTE = 60_000 / PAUSE_MS

/** Signs in as a demonstration account, second factor included. */
export async function signIn(app: Product, name: string, password: string): Promise<Caller> {
  const { code, secondsLeft } = await codeOf(app, name)
  const enter = (second: string) =>
    app.inject({
      method: 'POST',
      url: '/api/identity/sign-in',
      payload: { signIn: name, password, code: second },
    })
  let entered = await enter(code)
  if (entered.statusCode === 401) {
    // Somebody used this code already, as a load that was cut off may have done: the next one is ours.
    await new Promise((resolve) => setTimeout(resolve, (secondsLeft + 1) * 1_000))
    entered = await enter((await codeOf(app, name)).code)
  }
  if (entered.statusCode >= 300) throw new Error(`${name} cannot sign in: ${entered.body}`)
  const cookie = entered.cookies.map((c) => `${c.name}=${c.value}`).join('; ')
  const send = async (options: InjectOptions): Promise<Json> => {
    const answer = await call(app, { ...options, headers: { ...options.headers, cookie } })
    return answer.json()
  }
  // The key follows from what is done: the same step asked again is the same act.
  const keyOf = (...parts: unknown[]): string =>
    createHash('sha256')
      .update(JSON.stringify(['demonstration', name, ...parts]))
      .digest('hex')
  const get = (url: string): Promise<Json> => send({ method: 'GET', url })
  return {
    get,
    text: async (url) => (await call(app, { method: 'GET', url, headers: { cookie } })).body,
    act: (method, url, body) =>
      send({ method, url, payload: body, headers: { 'idempotency-key': keyOf(method, url, body) } }),
    upload: (url, file, bytes, method = 'POST') =>
      send({
        method,
        url,
        payload: Readable.from(bytes),
        headers: {
          'content-type': 'application/octet-stream',
          'x-file-name': encodeURIComponent(file.split('/').at(-1) ?? file),
          'idempotency-key': keyOf(url, file),
        },
      }),
    async until(url, wanted, minutes = 1) {
      for (let tries = 0; tries < minutes * ASKED_A_MINUTE; tries++) {
        const answer = await get(url)
        if (wanted(answer)) return answer
        await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
      }
      throw new Error(`${url}: nothing happens`)
    },
  }
}

async function codeOf(app: Product, name: string): Promise<{ code: string; secondsLeft: number }> {
  const outbox = await call(app, { method: 'GET', url: '/api/identity/sms-outbox' })
  const codes = outbox.json().codes as { signIn: string; code: string; secondsLeft: number }[]
  const found = codes.find((c) => c.signIn === name)
  if (found === undefined) throw new Error(`no demonstration account ${name}`)
  return found
}

async function call(app: Product, options: InjectOptions) {
  const answer = await app.inject(options)
  if (answer.statusCode >= 300)
    throw new Error(
      `${options.method} ${String(options.url)}: ${answer.statusCode} ${answer.body.slice(0, 500)}`,
    )
  return answer
}
