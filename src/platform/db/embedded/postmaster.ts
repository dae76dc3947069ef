import {
  chownSync,
  closeSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
} from 'node:fs'
import { join } from 'node:path'
import type { Writable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { EmbeddedError } from './error.ts'
import { clearStalePid } from './lock.ts'
import type { Place } from './place.ts'
import { commandFor, spawnIn } from './run.ts'

/**
 * PostgreSQL under a shell that also holds the reading end of a pipe to us. However we end, the pipe ends with us, and
 * the shell asks PostgreSQL for its fast shutdown. `$1`: a folder to remove afterwards, or empty.
 */
const WATCHDOG = `
leave=$1; shift
"$@" 3<&- & server=$!
( read -r _ <&3; kill -INT "$server" ) & reader=$!
wait "$server"; code=$?
kill "$reader" 2>/dev/null
[ -z "$leave" ] || rm -rf -- "$leave"
exit "$code"
`

export type Postmaster = {
  /** Resolves when it has ended, for whatever reason. */
  readonly ended: Promise<void>
  stop(): Promise<void>
}

export type PostmasterOptions = {
  readonly settings: Readonly<Record<string, string>>
  readonly throwAway: boolean
}

/** Starts PostgreSQL in its place and waits until it takes connections. */
export async function startPostmaster(
  place: Place,
  { settings, throwAway }: PostmasterOptions,
): Promise<Postmaster> {
  const data = join(place.home, 'data')
  await clearStalePid(data)
  freshSocketFolder(place)
  const logFile = join(place.home, 'postgres.log')
  const args = [
    '-D',
    data,
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ]
  const watched = [
    'sh',
    '-c',
    WATCHDOG,
    'ezhen-postgres',
    throwAway ? place.home : '',
    ...commandFor(place, 'postgres', args),
  ]
  if (existsSync(logFile)) renameSync(logFile, `${logFile}.1`)
  const log = openSync(logFile, 'w', 0o600)
  // detached: Ctrl-C reaches us alone, and we stop PostgreSQL when our own work has ended.
  const child = spawnIn(place, watched, { stdio: ['ignore', log, log, 'pipe'], detached: true })
  closeSync(log)
  const pipe = child.stdio[3] as Writable & { unref(): void }
  pipe.on('error', () => {})
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve())
    child.once('exit', () => resolve())
  })
  // A script that forgets to stop may simply end: the pipe ends with it.
  child.unref()
  pipe.unref()
  const stop = async (): Promise<void> => {
    child.ref()
    pipe.end()
    await ended
  }
  if (await becomesReady(data, ended)) return { ended, stop }
  await stop()
  throw new EmbeddedError(
    `内置 PostgreSQL 没有启动成功。原因见下面的英文日志 (${logFile})。`,
    `The embedded PostgreSQL did not start:\n${readFileSync(logFile, 'utf8').slice(-4_000)}`,
  )
}

/** A socket's lock file left by a killed server would stop the next one as `postmaster.pid` does. */
function freshSocketFolder({ home, ids }: Place): void {
  const folder = join(home, 'socket')
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { mode: 0o700 })
  if (ids) chownSync(folder, ids.uid, ids.gid)
}

/** The postmaster writes its state into the eighth line of its pid file. */
async function becomesReady(data: string, ended: Promise<void>): Promise<boolean> {
  let over = false
  void ended.then(() => {
    over = true
  })
  while (!over) {
    if (pidFile(data)[7]?.trim() === 'ready') return true
    await sleep(20)
  }
  return false
}

function pidFile(data: string): readonly string[] {
  try {
    return readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')
  } catch {
    return []
  }
}
