import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { EmbeddedError } from './error.ts'
import type { Place } from './place.ts'
import { commandFor, spawnIn } from './run.ts'

/** The cluster's own administrator; the product itself never signs in as it. */
export const SUPERUSER = 'postgres'

/** pg_trgm sees Chinese only where the C library's character types do; C.UTF-8 is missing on older macOS. */
const CHARACTER_TYPES = ['C.UTF-8', 'en_US.UTF-8'] as const

/** The cluster's password, random, made once, readable by its owner only. */
export function passwordOf(place: Place): string {
  const file = join(place.home, 'password')
  if (!existsSync(file)) {
    writeFileSync(file, randomBytes(24).toString('base64url'), { mode: 0o600 })
    if (place.ids) chownSync(file, place.ids.uid, place.ids.gid)
  }
  return readFileSync(file, 'utf8')
}

/** Makes the cluster `home/data` if there is none: beside its name, then renamed, so that a half-made one cannot be. */
export async function initialise(place: Place, durable: boolean): Promise<void> {
  const draft = join(place.home, 'data.init')
  const failures: string[] = []
  passwordOf(place)
  for (const characterType of CHARACTER_TYPES) {
    rmSync(draft, { recursive: true, force: true })
    const failure = await initdb(place, durable, draft, characterType)
    if (failure === undefined) return renameSync(draft, join(place.home, 'data'))
    failures.push(failure)
  }
  throw new EmbeddedError(
    `内置 PostgreSQL 建库失败。请检查 ${place.home} 的剩余空间与权限; 也可改用自己的 PostgreSQL: 设置 DATABASE_URL。`,
    `initdb failed. Check the space and the permissions of ${place.home}, or use your own PostgreSQL by DATABASE_URL.\n${failures.join('\n')}`,
  )
}

/** Undefined when it went well, else what initdb said. */
async function initdb(
  place: Place,
  durable: boolean,
  draft: string,
  characterType: string,
): Promise<string | undefined> {
  const command = commandFor(place, 'initdb', [
    ...['-D', draft, '-U', SUPERUSER, '-E', 'UTF8'],
    ...[
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--lc-collate=C',
      `--lc-ctype=${characterType}`,
    ],
    ...[
      '-A',
      'scram-sha-256',
      `--pwfile=${join(place.home, 'password')}`,
      '--data-checksums',
      '--no-instructions',
    ],
    ...(durable ? [] : ['--no-sync']),
  ])
  const child = spawnIn(place, command, { stdio: ['ignore', 'pipe', 'pipe'] })
  const exit = new Promise<number | Error | null>((resolve) => {
    child.once('error', resolve)
    child.once('close', resolve)
  })
  const said = child.stdout && child.stderr ? await Promise.all([text(child.stdout), text(child.stderr)]) : []
  const code = await exit
  return code === 0 ? undefined : [...said, code instanceof Error ? code.message : ''].join('').trim()
}
