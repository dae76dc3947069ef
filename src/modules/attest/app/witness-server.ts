import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { NoteKey } from '../domain/note.ts'
import { judgeBrought, readBrought } from '../domain/witness.ts'
import { machine } from './machine.ts'
import type { WitnessBook } from './witness-book.ts'

const MOST_BYTES = 64 * 1024
const TEXT = 'text/plain; charset=utf-8'

type Reply = { readonly status: number; readonly type?: string; readonly body?: string }

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const pieces: Buffer[] = []
  let bytes = 0
  for await (const piece of request) {
    bytes += piece.length
    if (bytes > MOST_BYTES) return undefined
    pieces.push(piece)
  }
  return Buffer.concat(pieces).toString('utf8')
}

/** 见证服务 One request at a time: what was seen must not change between the look and the signature. @law C2SP tlog-witness */
export function witnessServer(
  book: WitnessBook,
  keys: readonly NoteKey[],
  tell: (sentence: string) => void,
  clock: () => Date = () => new Date(),
): Server {
  let turn: Promise<unknown> = Promise.resolve()

  async function addCheckpoint(body: string): Promise<Reply> {
    const brought = readBrought(body)
    if (brought === undefined) return { status: 400 }
    const verdict = await judgeBrought(brought, keys, book.seen, machine)
    if (verdict.sign) {
      const line = await book.cosign(verdict.checkpoint, brought.note, verdict.text, clock())
      return { status: 200, type: TEXT, body: line }
    }
    if (verdict.breach !== undefined) {
      const origin = brought.note.split('\n')[0] ?? ''
      await book.alarm(verdict.breach, origin, body, clock())
      tell(
        verdict.breach === 'fork'
          ? `告警 分叉：日志 ${origin} 对同一规模签了两个不同的根，两份都已存入 alarms/`
          : `告警：日志 ${origin} 的新检查点不能证明是已见检查点的延续，没有签名，已存入 alarms/`,
      )
    }
    return verdict.size === undefined
      ? { status: verdict.status }
      : { status: verdict.status, type: 'text/x.tlog.size', body: `${verdict.size}\n` }
  }

  const status = (): string => {
    const logs = keys.map(({ name }) => `${name}  ${book.seen(name)?.size ?? '—'}\n`).join('')
    return `见证方 witness ${book.key.name}\n日志与已签规模 logs and the sizes signed:\n${logs}`
  }

  return createServer((request, reply) => {
    const answer = async (): Promise<Reply> => {
      if (request.method === 'GET' && request.url === '/') return { status: 200, type: TEXT, body: status() }
      if (request.method !== 'POST' || request.url !== '/add-checkpoint') return { status: 404 }
      const body = await bodyOf(request)
      if (body === undefined) return { status: 413 }
      const mine = turn.then(() => addCheckpoint(body))
      turn = mine.catch(() => undefined)
      return mine
    }
    answer()
      .catch((error: unknown): Reply => {
        tell(`出错 ${error instanceof Error ? error.message : String(error)}`)
        return { status: 500 }
      })
      .then(({ status, type = TEXT, body = '' }) =>
        reply.writeHead(status, { 'content-type': type }).end(body),
      )
      .catch(() => reply.destroy())
  })
}
