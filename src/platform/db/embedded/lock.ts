import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { EmbeddedError } from './error.ts'
import { commandOf, startOf } from './process.ts'

/**
 * Takes the folder for this process; returns what gives it back. A holder that has died, however, holds nothing.
 * PostgreSQL's own lock file stands behind this one; ours is there to refuse in words, and to tell an orphan from a
 * server that has an owner.
 */
export function hold(dir: string): () => void {
  const file = join(dir, 'owner.lock')
  const mine = `${process.pid} ${startOf(process.pid)}\n`
  const draft = `${file}.${process.pid}`
  for (;;) {
    try {
      writeFileSync(draft, mine, { mode: 0o600 })
      linkSync(draft, file)
      return () => {
        if (read(file) === mine) rmSync(file, { force: true })
      }
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      if (code === 'EACCES') throw notOurs(dir)
      if (code !== 'EEXIST') throw error
    } finally {
      rmSync(draft, { force: true })
    }
    const theirs = read(file)
    if (theirs !== undefined) refuseOrSteal(dir, file, theirs)
  }
}

/** Whether a living process holds the folder. */
export function isHeld(dir: string): boolean {
  const theirs = read(join(dir, 'owner.lock'))
  return theirs !== undefined && livingHolder(theirs) !== undefined
}

function livingHolder(lock: string): string | undefined {
  const [pid = '', ...started] = lock.trim().split(' ')
  const start = startOf(Number(pid))
  return start !== '' && start === started.join(' ') ? pid : undefined
}

function refuseOrSteal(dir: string, file: string, theirs: string): void {
  const pid = livingHolder(theirs)
  if (pid !== undefined) throw held(dir, pid)
  const stale = `${file}.stale.${process.pid}`
  try {
    renameSync(file, stale)
  } catch {
    return
  }
  // Between our reading and our renaming another starter may have been here first: then this is its file.
  if (read(stale) !== theirs) linkSync(stale, file)
  rmSync(stale, { force: true })
}

const held = (dir: string, pid: string): EmbeddedError =>
  new EmbeddedError(
    `数据目录 ${dir} 正由另一个进程 (${pid}) 使用, 不能同时启动第二个。请先停止它 (kill ${pid}), 或用 EZHEN_DATA 另指一个目录。`,
    `The data folder ${dir} is in use by process ${pid}. Stop that first, or name another folder by EZHEN_DATA.`,
  )

const notOurs = (dir: string): EmbeddedError =>
  new EmbeddedError(
    `数据目录 ${dir} 属于另一个用户, 当前用户不能写入。请用当初的用户启动, 或以管理员执行 chown -R $(id -un) '${dir}'。`,
    `The data folder ${dir} belongs to another user. Start as that user, or have it given to you with chown -R.`,
  )

/**
 * Makes a `postmaster.pid` that nobody stands behind harmless. PostgreSQL forgives a dead pid, but not one that has
 * become another process or a zombie, as happens in containers. A server whose owner has died is asked to stop.
 */
export async function clearStalePid(data: string): Promise<void> {
  const file = join(data, 'postmaster.pid')
  const pid = Number.parseInt(read(file) ?? '', 10)
  if (Number.isNaN(pid)) return rmSync(file, { force: true })
  const orphaned = (): boolean => commandOf(pid).includes(`-D ${data} `)
  const until = Date.now() + 60_000
  while (orphaned() && Date.now() < until) {
    interrupt(pid)
    await sleep(100)
  }
  if (orphaned()) {
    throw new EmbeddedError(
      `上次的 PostgreSQL (进程 ${pid}) 一分钟内没有停下。请执行 kill -INT ${pid}, 等它结束后再启动。`,
      `The previous PostgreSQL (process ${pid}) did not stop within a minute. Run kill -INT ${pid}, then start again.`,
    )
  }
  rmSync(file, { force: true })
}

function interrupt(pid: number): void {
  try {
    process.kill(pid, 'SIGINT')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}
