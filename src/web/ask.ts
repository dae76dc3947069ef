import type { z } from 'zod'
import type { Endpoint } from '#kernel/endpoint'
import { problemOf, readJson, Unanswered } from './problem.ts'

type Schema = z.ZodType
type ParamsIn<E> = E extends Endpoint<infer P, Schema, Schema, Schema> ? z.input<P> : never
type QueryIn<E> = E extends Endpoint<Schema, infer Q, Schema, Schema> ? z.input<Q> : never
type BodyIn<E> = E extends Endpoint<Schema, Schema, infer B, Schema> ? z.input<B> : never

/** What an endpoint answers, with its brands (Day, Month) kept. */
export type AnswerOf<E> = E extends Endpoint<Schema, Schema, Schema, infer A> ? z.output<A> : never

/** A part the contract does not declare may not be given; one whose every field is optional may be left out. */
type Part<Name extends string, In> = unknown extends In
  ? { readonly [K in Name]?: undefined }
  : object extends In
    ? { readonly [K in Name]?: In }
    : { readonly [K in Name]: In }

export type Address<E extends Endpoint> = {
  /** Slug of the e-town; needed where the endpoint's path has `:etown`. */
  readonly etown?: string
} & Part<'params', ParamsIn<E>> &
  Part<'query', QueryIn<E>>

export type Asking<E extends Endpoint> = Address<E> &
  Part<'body', BodyIn<E>> & {
    /** Idempotency-Key of the intended act: the same one when the same act is sent again. Made up when absent. */
    readonly key?: string
    readonly signal?: AbortSignal
  }

type Optional<T> = object extends T ? [options?: T] : [options: T]

/** How long we wait before an answer counts as missing. */
const PATIENCE_MS = 60_000

/** A new Idempotency-Key: 128 random bits. (`crypto.randomUUID` is missing on plain http in a county's own network.) */
export const newKey = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, '0')).join('')

/** Options whose types were checked by the caller. */
export type Loose = {
  readonly etown?: string
  readonly params?: unknown
  readonly query?: unknown
  readonly body?: unknown
  readonly key?: string
  readonly signal?: AbortSignal
}

const entries = (value: unknown): [string, unknown][] =>
  typeof value === 'object' && value !== null ? Object.entries(value) : []

function addressFor(endpoint: Endpoint, { etown, params, query }: Loose): string {
  const filled = new Map([...entries(params), ['etown', etown] as const])
  const path = endpoint.path.replace(/:(\w+)/g, (_, name: string) => {
    const value = filled.get(name)
    if (value === undefined) throw new Error(`${endpoint.id}: no ${name} for its path`)
    return encodeURIComponent(String(value))
  })
  const given = entries(query).filter(([, value]) => value !== undefined)
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given.map(([k, v]) => [k, String(v)]))}`
}

const isRead = (endpoint: Endpoint): boolean => endpoint.method === 'GET' || endpoint.reads === true

const headersFor = (endpoint: Endpoint, key: string | undefined): Record<string, string> =>
  isRead(endpoint) || endpoint.keyless !== undefined ? {} : { 'idempotency-key': key ?? newKey() }

/** Ends when the caller calls off or our patience does. (`AbortSignal.any` is too new for office browsers.) */
function patient(signal: AbortSignal | undefined): { signal: AbortSignal; over(): void } {
  const waiting = new AbortController()
  const stop = () => waiting.abort()
  const timer = setTimeout(stop, PATIENCE_MS)
  if (signal?.aborted) stop()
  signal?.addEventListener('abort', stop)
  const over = () => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', stop)
  }
  return { signal: waiting.signal, over }
}

/** Sends, and reads the whole body while patience lasts. */
async function exchange<T>(
  endpoint: Endpoint,
  options: Loose,
  read: (response: Response) => Promise<T>,
): Promise<{ response: Response; body: T }> {
  const address = addressFor(endpoint, options)
  const headers = headersFor(endpoint, options.key)
  const json = options.body === undefined ? undefined : JSON.stringify(options.body)
  const { signal, over } = patient(options.signal)
  try {
    const response = await fetch(address, {
      method: endpoint.method,
      credentials: 'same-origin',
      signal,
      headers: json === undefined ? headers : { ...headers, 'content-type': 'application/json' },
      ...(json === undefined ? {} : { body: json }),
    })
    return { response, body: await read(response) }
  } catch (error) {
    // What the person called off is neither refused nor unknown: the caller knows.
    throw options.signal?.aborted ? error : new Unanswered(error)
  } finally {
    over()
  }
}

/** The address an endpoint is asked at, e.g. for a download link or an image. */
export const addressOf = <E extends Endpoint>(endpoint: E, ...[options]: Optional<Address<E>>): string =>
  addressFor(endpoint, { ...options })

/** ask() for the hooks of this folder, whose types say what `A` is. */
export async function askLoosely<A>(endpoint: Endpoint, options: Loose): Promise<A> {
  const { response, body } = await exchange(endpoint, options, async (r) => readJson(await r.text()))
  if (!response.ok) throw problemOf(response.status, body)
  if (body === undefined) throw new Unanswered('an answer that is not JSON')
  return body
}

/**
 * Asks an endpoint. Everything is inferred from its contract.
 * @throws Problem when the server refuses, Unanswered when no answer came (an act's result is then unknown).
 * @example const { items, total } = await ask(listParties, { etown, query: { limit: '50' } })
 */
export const ask = <E extends Endpoint>(
  endpoint: E,
  ...[options]: Optional<Asking<E>>
): Promise<AnswerOf<E>> => askLoosely(endpoint, { ...options })

/** A file an endpoint with `sends: 'file'` gave. */
export type Received = { readonly name: string; readonly content: Blob }

const nameIn = (disposition: string | null): string => {
  const encoded = /filename\*=UTF-8''([^;]+)/i.exec(disposition ?? '')?.[1]
  return encoded === undefined ? 'ezhen' : decodeURIComponent(encoded)
}

/** Asks an endpoint with `sends: 'file'`. @throws as ask does. */
export async function askFile<E extends Endpoint>(
  endpoint: E,
  ...[options]: Optional<Asking<E>>
): Promise<Received> {
  const { response, body } = await exchange(endpoint, { ...options }, (r) => r.blob())
  if (!response.ok) throw problemOf(response.status, readJson(await body.text()))
  return { name: nameIn(response.headers.get('content-disposition')), content: body }
}

/** Hands a received file to the browser's downloads. */
export function saveFile({ name, content }: Received): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(content)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000)
}

export type Uploading<E extends Endpoint> = Address<E> & {
  readonly key?: string
  readonly signal?: AbortSignal
  /** Share of the file that has left, 0 to 1. */
  readonly onProgress?: (share: number) => void
}

/**
 * Sends a file raw to an endpoint with `takes: 'stream'`. By XMLHttpRequest, because fetch does not tell how far an
 * upload has come.
 * @throws as ask does.
 */
export function askUpload<E extends Endpoint>(
  endpoint: E,
  file: File,
  ...[options]: Optional<Uploading<E>>
): Promise<AnswerOf<E>> {
  const given: Loose & { onProgress?: (share: number) => void } = { ...options }
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open(endpoint.method, addressFor(endpoint, given))
    const headers = {
      ...headersFor(endpoint, given.key),
      'content-type': 'application/octet-stream',
      'x-file-name': encodeURIComponent(file.name),
    }
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value)
    request.upload.onprogress = (e) => given.onProgress?.(e.lengthComputable ? e.loaded / e.total : 0)
    request.onerror = () => reject(new Unanswered('the connection broke'))
    request.onabort = () => reject(given.signal?.reason ?? new Unanswered('called off'))
    request.onload = () => {
      const body = readJson(request.responseText)
      const fine = request.status >= 200 && request.status < 300 && body !== undefined
      if (fine) resolve(body)
      else reject(problemOf(request.status, body))
    }
    given.signal?.addEventListener('abort', () => request.abort(), { once: true })
    request.send(file)
  })
}
