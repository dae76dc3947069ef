import type { LightMyRequestResponse } from 'fastify'
import type { AnswerOf, Endpoint } from '../../src/kernel/endpoint.ts'
import type { TestActor } from './actor.ts'
import type { TestServer } from './server.ts'

export type Asked<E> = {
  readonly status: number
  /** Of a refusal: nothing is in it. */
  readonly answer: AnswerOf<E>
  /** Codes of the refusals, with their pointers. */
  readonly refused: readonly (readonly [code: string, pointer: string | undefined])[]
  readonly raw: LightMyRequestResponse
}

export type Asking = {
  readonly etown?: string
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly body?: unknown
  readonly file?: { readonly name: string; readonly bytes: Buffer }
  readonly key?: string
}

/** Asks endpoints of a server as somebody, past the network: `const ask = asking(server, clerk)`. */
export function asking(server: TestServer, actor: TestActor, etown = 'one') {
  return async <E extends Endpoint>(endpoint: E, asked: Asking = {}): Promise<Asked<E>> => {
    const filled: Readonly<Record<string, string>> = { etown: asked.etown ?? etown, ...asked.params }
    const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => filled[name] ?? '')
    const { file, body } = asked
    const content =
      file === undefined
        ? body === undefined
          ? {}
          : { payload: JSON.stringify(body), headers: { 'content-type': 'application/json' } }
        : {
            payload: file.bytes,
            headers: {
              'content-type': 'application/octet-stream',
              'x-file-name': encodeURIComponent(file.name),
            },
          }
    const raw = await server.app.inject({
      method: endpoint.method,
      url: `${path}?${new URLSearchParams(asked.query)}`,
      ...content,
      headers: {
        ...content.headers,
        ...actor.headers,
        'idempotency-key': asked.key ?? crypto.randomUUID(),
      },
    })
    const json = String(raw.headers['content-type']).includes('json') ? raw.json() : undefined
    const errors: { code: string; pointer?: string }[] = raw.statusCode < 400 ? [] : (json?.errors ?? [])
    return { status: raw.statusCode, answer: json, refused: errors.map((e) => [e.code, e.pointer]), raw }
  }
}
