import { existsSync, mkdirSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { totalmem } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { findBinaries } from './embedded/binaries.ts'
import { initialise, passwordOf } from './embedded/initialise.ts'
import { hold, isHeld } from './embedded/lock.ts'
import { settle } from './embedded/place.ts'
import { type Postmaster, startPostmaster } from './embedded/postmaster.ts'
import { type Address, chooseAddress, ownerUrl, provision } from './embedded/provision.ts'

/** Where the holder of the folder says how its server is reached: for commands beside a running product. */
const ADDRESS = 'owner.url'

type Log = (sentence: string) => void

export type EmbeddedOptions = {
  /** The folder of the cluster, made if absent; only one process at a time may start on it. */
  readonly dir: string
  /** False: for tests. Nothing is synced to the disk, and the folder is removed at the end, however that comes. */
  readonly durable: boolean
  /** Gets a Chinese sentence for whoever waits or should know. */
  readonly log: Log
}

/** 内置数据库 A running PostgreSQL that ends with this process, even by kill -9. */
export type Embedded = {
  /** Signs in as the owner of the database `ezhen`, who may make roles and databases but is no superuser. */
  readonly url: string
  stop(): Promise<void>
}

/**
 * Starts the PostgreSQL that npm brought, on a private socket or, where the socket's path would be too long, on
 * loopback; makes cluster and database at the first start. Throws EmbeddedError, which says what to do.
 */
export async function startEmbedded({ dir, durable, log }: EmbeddedOptions): Promise<Embedded> {
  const native = findBinaries()
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  const root = realpathSync(dir)
  const release = hold(root)
  try {
    const place = settle(root, native)
    if (place.home !== root) log(`本机的 root 不能使用用户命名空间, 数据库文件改放在 ${place.home}`)
    if (!existsSync(join(place.home, 'data'))) {
      log('首次启动, 正在建立数据库……')
      await initialise(place, durable)
    }
    const password = passwordOf(place)
    const address = await chooseAddress(place.home)
    const launch = (): Promise<Postmaster> =>
      startPostmaster(place, { settings: settingsFor(address, durable), throwAway: !durable })
    const stop = keepRunning(await launch(), durable ? launch : undefined, log)
    await provision(address, password).catch(async (error: unknown) => {
      await stop()
      throw error
    })
    const url = ownerUrl(address, password)
    writeFileSync(join(root, ADDRESS), url, { mode: 0o600 })
    const stopAll = async (): Promise<void> => {
      await stop().finally(release)
      // The watchdog's shell may be nobody, who cannot remove the folder from ours.
      if (!durable) rmSync(root, { recursive: true, force: true })
    }
    return { url, stop: stopAll }
  } catch (error) {
    release()
    throw error
  }
}

/** An eighth of the machine: its own 128 MB are for machines of twenty years ago. It is taken only as it is used. */
const sharedMegabytes = (): number => Math.min(1_024, Math.max(128, Math.floor(totalmem() / 8 / 1_048_576)))

function settingsFor({ host, port }: Address, durable: boolean): Record<string, string> {
  const local = host.startsWith('/')
  return {
    listen_addresses: local ? '' : host,
    port: String(port),
    // Quoted: a comma in the path would otherwise make two folders of it.
    unix_socket_directories: local ? `"${host.replaceAll('"', '""')}"` : '',
    unix_socket_permissions: '0700',
    timezone: 'Asia/Shanghai',
    log_timezone: 'Asia/Shanghai',
    // Terse leaves out the DETAIL of a violated key, which holds the values: personal data.
    log_error_verbosity: 'terse',
    shared_buffers: `${sharedMegabytes()}MB`,
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' }),
    ...(durable ? {} : { wal_level: 'minimal', max_wal_senders: '0' }),
  }
}

/** Keeps a server running that ends though nobody asked it to; gives up when it will not start again. */
function keepRunning(
  first: Postmaster,
  launch: (() => Promise<Postmaster>) | undefined,
  log: Log,
): () => Promise<void> {
  let current = first
  let stopping = false
  const watch = async (): Promise<void> => {
    for (;;) {
      await current.ended
      if (stopping || !launch) return
      log('PostgreSQL 意外停止, 正在重新启动……')
      current = await persist(launch)
      log('PostgreSQL 已重新启动')
      if (stopping) return current.stop()
    }
  }
  const watching = watch().catch((error: unknown) => log(`PostgreSQL 无法重新启动: ${String(error)}`))
  return async () => {
    stopping = true
    await current.stop()
    await watching
  }
}

/** Tries for half a minute: the sessions of a killed server may still be ending. */
async function persist(launch: () => Promise<Postmaster>): Promise<Postmaster> {
  for (let left = 15; ; left--) {
    try {
      return await launch()
    } catch (error) {
      if (left === 0) throw error
      await sleep(2_000)
    }
  }
}

/**
 * The owner's connection to the server that a living process already runs on this folder; `undefined` when nobody
 * does, so that the caller may start one.
 */
export function findRunning(dir: string): string | undefined {
  const file = join(dir, ADDRESS)
  return existsSync(file) && isHeld(dir) ? readFileSync(file, 'utf8') : undefined
}
