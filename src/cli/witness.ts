import { once } from 'node:events'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import {
  fetchLogKey,
  keyLine,
  lookAtLog,
  openWitnessBook,
  readTrustedKey,
  type WatchedLog,
  type WitnessBook,
  witnessServer,
} from '#attest'

type Print = (line: string) => void

const USAGE = `用法：ezhen witness --name 见证方名字 --log https://网址/log/e镇编号 [--log …]
  [--dir 文件夹，默认 witness] [--host 127.0.0.1] [--port 8021] [--every 60（秒）]
为日志作见证：首次运行生成密钥并打印公钥，把公钥和本机地址交给平台登记。只签延续已见内容的检查点。`

const LOOKS = {
  rollback: '告警 回退：日志公开的检查点比它签过的小，证据已存入 alarms/',
  fork: '告警 分叉：日志公开的检查点与它签过的同规模不同根，证据已存入 alarms/',
  silence: '告警 沉默：日志没有应答',
  'other-key': '告警：日志公开的检查点不是它的公钥签的',
} as const

/** `ezhen witness`: runs until it is ended. Exit code 2 when misused, 1 when a log's key cannot be had. */
export async function witness(args: readonly string[], print: Print): Promise<number> {
  const wish = readArgs(args)
  if (wish === undefined) {
    print(USAGE)
    return 2
  }
  const book = await openWitnessBook(wish.dir, wish.name)
  const logs: WatchedLog[] = []
  for (const url of wish.logs) {
    const key = await pinnedKey(wish.dir, url)
    if (key === undefined) {
      print(`取不到日志 ${url} 的公钥。请核对网址，或等它有了第一条记录再试。`)
      return 1
    }
    logs.push({ url, key })
    print(`日志 ${key.name}\n  公钥 ${keyLine(key)}（请与对方公布的核对）`)
  }
  const server = witnessServer(
    book,
    logs.map(({ key }) => key),
    print,
  )
  server.listen(wish.port, wish.host)
  await once(server, 'listening')
  const place = server.address()
  const port = typeof place === 'object' ? place?.port : wish.port
  print(`见证方 ${wish.name} 已启动：http://${wish.host}:${port}\n  公钥 ${keyLine(book.key)}`)
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => stop.abort())
  await watch(logs, book, { every: wish.every, stop: stop.signal, print })
  server.close()
  return 0
}

async function watch(
  logs: readonly WatchedLog[],
  book: WitnessBook,
  { every, stop, print }: { every: number; stop: AbortSignal; print: Print },
): Promise<void> {
  while (!stop.aborted) {
    for (const log of logs) {
      const look = await lookAtLog(log, book, new Date())
      if (look !== 'fine') print(`${new Date().toISOString()} ${log.key.name} ${LOOKS[look]}`)
    }
    await pause(every * 1_000, undefined, { signal: stop }).catch(() => undefined)
  }
}

/** A log's key is asked for once and then kept: whoever answers later with another key is not believed. */
async function pinnedKey(dir: string, url: string) {
  const file = join(dir, 'trusted', `${encodeURIComponent(url)}.key`)
  const kept = await readFile(file, 'utf8').catch(() => undefined)
  const key = kept === undefined ? await fetchLogKey(url, readTrustedKey) : readTrustedKey(kept.trim())
  if (key !== undefined && kept === undefined) {
    await mkdir(join(dir, 'trusted'), { recursive: true })
    await writeFile(file, `${keyLine(key)}\n`)
  }
  return key
}

function readArgs(args: readonly string[]) {
  try {
    const { values } = parseArgs({
      args: [...args],
      options: {
        name: { type: 'string' },
        log: { type: 'string', multiple: true },
        dir: { type: 'string', default: 'witness' },
        host: { type: 'string', default: '127.0.0.1' },
        port: { type: 'string', default: '8021' },
        every: { type: 'string', default: '60' },
      },
    })
    const logs = (values.log ?? []).map((url) => url.replace(/\/+$/, ''))
    const [port, every] = [Number(values.port), Number(values.every)]
    const good = /^[!-*,-~]{3,200}$/.test(values.name ?? '') && logs.every((url) => URL.canParse(url))
    if (
      values.name === undefined ||
      !good ||
      logs.length === 0 ||
      !(port >= 0 && port < 65_536) ||
      !(every > 0)
    ) {
      return undefined
    }
    return { name: values.name, logs, dir: values.dir, host: values.host, port, every }
  } catch {
    return undefined
  }
}
