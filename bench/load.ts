import { connect } from 'node:net'
import { parentPort, Worker } from 'node:worker_threads'

/** How many GETs of `url`, over how many connections kept open; each must answer 200. */
export type Load = {
  readonly url: string
  readonly headers: Readonly<Record<string, string>>
  readonly amount: number
  readonly connections: number
}

/**
 * Sends a load from a thread of its own and resolves when the last answer is there. A client of our own, since
 * autocannon counts time in whole seconds when it is given an amount.
 */
export const sendLoad = (load: Load): Promise<void> =>
  new Promise((resolve, reject) => {
    const worker = new Worker(new URL(import.meta.url))
    worker.once('message', (failure: string | undefined) => {
      void worker.terminate()
      if (failure === undefined) resolve()
      else reject(new Error(failure))
    })
    worker.once('error', reject)
    worker.postMessage(load)
  })

const HEAD_END = Buffer.from('\r\n\r\n')

function oneConnection(load: Load, take: () => boolean): Promise<void> {
  const { hostname, port, pathname, host } = new URL(load.url)
  const lines = Object.entries({ host, ...load.headers }).map(([k, v]) => `${k}: ${v}`)
  const request = `GET ${pathname} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`
  return new Promise((resolve, reject) => {
    const socket = connect(Number(port), hostname)
    socket.setNoDelay(true)
    let seen: Buffer = Buffer.alloc(0)
    const next = (): void => {
      if (take()) socket.write(request)
      else socket.end(resolve)
    }
    socket.on('connect', next)
    socket.on('error', reject)
    socket.on('data', (chunk: Buffer) => {
      seen = seen.length === 0 ? chunk : Buffer.concat([seen, chunk])
      const head = seen.indexOf(HEAD_END)
      if (head < 0) return
      const text = seen.toString('latin1', 0, head)
      const length = Number(/content-length: (\d+)/i.exec(text)?.[1])
      if (seen.length < head + 4 + length) return
      if (!text.startsWith('HTTP/1.1 200')) return reject(new Error(text.slice(0, 200)))
      seen = Buffer.alloc(0)
      next()
    })
  })
}

parentPort?.once('message', (load: Load) => {
  let left = load.amount
  const take = (): boolean => left-- > 0
  Promise.all(Array.from({ length: load.connections }, () => oneConnection(load, take))).then(
    () => parentPort?.postMessage(undefined),
    (error: Error) => parentPort?.postMessage(error.message),
  )
})
