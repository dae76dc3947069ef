import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import {
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { EmbeddedError } from './error.ts'

type Ids = { readonly uid: number; readonly gid: number }

/** Where PostgreSQL's files are and as whom it runs: it refuses to be root. */
export type Place = {
  /** Holds the cluster in `data`, the socket, the log and the owner's password. */
  readonly home: string
  /** The folder of `bin/postgres`. */
  readonly native: string
  /** Put before a program to run it. */
  readonly prefix: readonly string[]
  /** The user to change to before; none unless we are root and must. */
  readonly ids: Ids | undefined
}

const NAMESPACE = ['unshare', '--user', '--map-user=65534', '--map-group=65534'] as const
/** Where files go that `nobody` could not reach inside a folder only root may enter. */
const SHELTER = '/var/lib/ezhen'

/**
 * Settles both questions for the folder `dir`. Root runs PostgreSQL inside a user namespace, where it is nobody to
 * itself and still root to the files; where that is forbidden (many containers) it really becomes nobody, and what
 * nobody cannot reach moves to a shelter that a note in `dir` points to.
 */
export function settle(dir: string, native: string): Place {
  if (process.getuid?.() !== 0) return { home: dir, native, prefix: [], ids: undefined }
  const note = join(dir, 'MOVED')
  const home = existsSync(note) ? readFileSync(note, 'utf8').trim() : dir
  const owner = ownerOf(join(home, 'data'))
  if ((owner === undefined || owner.uid === 0) && canUnshare())
    return { home, native, prefix: NAMESPACE, ids: undefined }
  const ids = owner === undefined || owner.uid === 0 ? nobody() : owner
  const within = reaches(ids, dirname(home))
  if (!within && owner !== undefined) throw unreachable(home, ids)
  const reached = within ? home : shelter(dir, note)
  spawnSync('chown', ['-R', `${ids.uid}:${ids.gid}`, reached])
  const runnable = reaches(ids, join(native, 'bin', 'postgres')) ? native : copyPrograms(native)
  return { home: reached, native: runnable, prefix: [], ids }
}

const unreachable = (home: string, { uid }: Ids): EmbeddedError =>
  new EmbeddedError(
    `本机的 root 不能使用用户命名空间, PostgreSQL 只能以用户 ${uid} 运行, 而该用户进不去 ${dirname(home)}。请对它及其上级目录执行 chmod o+x 后再启动。`,
    `Without user namespaces PostgreSQL has to run as user ${uid}, who cannot enter ${dirname(home)}. Run chmod o+x on it and the folders above.`,
  )

function ownerOf(path: string): Ids | undefined {
  return existsSync(path) ? statSync(path) : undefined
}

const canUnshare = (): boolean => spawnSync(NAMESPACE[0], [...NAMESPACE.slice(1), 'true']).status === 0

const nobody = (): Ids => ({ uid: idOf('-u'), gid: idOf('-g') })

// `| 0`: macOS prints nobody's -2 as 4294967294, which spawn would not take.
const idOf = (flag: string): number =>
  Number(spawnSync('id', [flag, 'nobody'], { encoding: 'utf8' }).stdout) | 0

const reaches = (ids: Ids, path: string): boolean =>
  spawnSync('test', ['-x', path], { ...ids, cwd: '/' }).status === 0

function shelter(dir: string, note: string): string {
  const home = join(SHELTER, createHash('sha256').update(dir).digest('hex').slice(0, 16))
  mkdirSync(SHELTER, { recursive: true, mode: 0o711 })
  mkdirSync(home, { recursive: true, mode: 0o700 })
  writeFileSync(note, `${home}\n`)
  return home
}

function copyPrograms(native: string): string {
  const { version } = JSON.parse(readFileSync(join(dirname(native), 'package.json'), 'utf8')) as {
    version: string
  }
  const copy = join(SHELTER, `${basename(dirname(native))}-${version}`)
  if (existsSync(copy)) return copy
  const draft = `${copy}.${process.pid}`
  mkdirSync(SHELTER, { recursive: true, mode: 0o711 })
  cpSync(native, draft, { recursive: true, verbatimSymlinks: true })
  spawnSync('chmod', ['-R', 'a+rX', draft])
  try {
    renameSync(draft, copy)
  } catch (error) {
    // Another starter finished the same copy first.
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(copy)) throw error
  }
  return copy
}
