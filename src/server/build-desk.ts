import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '../..')
/** What the desk is made of; a change elsewhere leaves it as it is. */
const SOURCES = [
  'src/web',
  'src/kernel',
  'src/modules',
  'vite.config.ts',
  'package.json',
  'package-lock.json',
]
const STAMP = 'sources.sha256'

export const DESK = join(ROOT, 'dist/desk')

function sourceFiles(path: string): string[] {
  const whole = join(ROOT, path)
  if (!existsSync(whole)) return []
  if (/\.\w+$/.test(path)) return [path]
  return readdirSync(whole, { withFileTypes: true })
    .flatMap((entry) => {
      const inside = `${path}/${entry.name}`
      if (entry.isDirectory()) return sourceFiles(inside)
      return /\.test\.tsx?$/.test(entry.name) ? [] : [inside]
    })
    .sort()
}

function stampOf(files: readonly string[]): string {
  const hash = createHash('sha256')
  for (const file of files) hash.update(`${file}\0`).update(readFileSync(join(ROOT, file)))
  return hash.digest('hex')
}

const stampIn = (dir: string): string | undefined => {
  const file = join(dir, STAMP)
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}

/** Vite in a process of its own: a server does not carry the memory of its compiler. */
function runVite(outDir: string): Promise<void> {
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js')
  const child = spawn(process.execPath, [vite, 'build', '--outDir', outDir, '--logLevel', 'warn'], {
    cwd: ROOT,
    // Whoever builds (a test, a developer's shell), the desk is the one for use.
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let complaints = ''
  child.stderr.on('data', (chunk: Buffer) => {
    complaints += chunk.toString()
  })
  return new Promise((done, fail) => {
    child.once('error', fail)
    child.once('close', (code) =>
      code === 0 ? done() : fail(new Error(`工作台编译失败 / the desk did not build:\n${complaints}`)),
    )
  })
}

/**
 * Builds the desk into dist/desk unless what lies there was made from these very sources. Two processes that build at
 * the same time do not disturb each other: each builds aside and moves its result into place.
 */
export async function buildDesk(say: (sentence: string) => void = () => {}): Promise<{ built: boolean }> {
  const stamp = stampOf(SOURCES.flatMap(sourceFiles))
  if (stampIn(DESK) === stamp) return { built: false }
  say('正在编译工作台, 只在第一次启动或更新后需要 / building the desk…')
  const draft = `${DESK}.${process.pid}`
  try {
    await runVite(draft)
    writeFileSync(join(draft, STAMP), stamp)
    rmSync(DESK, { recursive: true, force: true })
    renameSync(draft, DESK)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (stampIn(DESK) !== stamp) throw error
  }
  return { built: true }
}
