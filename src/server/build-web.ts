import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

const ROOT = resolve(import.meta.dirname, '../..')
const STAMP = 'sources.sha256'

/** 一面 What the browser gets in one place: the desk, or the app for the field. */
type Face = {
  readonly zh: string
  readonly en: string
  readonly dir: string
  readonly config: string
  /** What it is made of; a change elsewhere leaves it as it is. */
  readonly sources: readonly string[]
  /** Inside its sources, but the other face's. */
  readonly without: RegExp
}

const SHARED = ['src/web', 'src/kernel', 'src/modules', 'vite.config.ts', 'package.json', 'package-lock.json']

export const DESK = join(ROOT, 'dist/desk')
export const FIELD = join(ROOT, 'dist/field')

const desk: Face = {
  zh: '工作台',
  en: 'the desk',
  dir: DESK,
  config: 'vite.config.ts',
  sources: SHARED,
  without: /^src\/web\/field\//,
}
const field: Face = {
  zh: '田间记录',
  en: 'the field app',
  dir: FIELD,
  config: 'vite.field.config.ts',
  sources: [...SHARED, 'vite.field.config.ts'],
  without: /^src\/web\/desk\/|^src\/modules\/[^/]+\/(web|app|db)\//,
}

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
function runVite({ zh, en, config }: Face, outDir: string): Promise<void> {
  const vite = join(ROOT, 'node_modules/vite/bin/vite.js')
  const options = ['--config', config, '--outDir', outDir, '--logLevel', 'warn']
  const child = spawn(process.execPath, [vite, 'build', ...options], {
    cwd: ROOT,
    // Whoever builds (a test, a developer's shell), it is the one for use.
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
      code === 0 ? done() : fail(new Error(`${zh}编译失败 / ${en} did not build:\n${complaints}`)),
    )
  })
}

type Say = (sentence: string) => void

/**
 * Builds a face into its folder unless what lies there was made from these very sources. Two processes that build at
 * the same time do not disturb each other: each builds aside and moves its result into place.
 */
async function build(face: Face, say: Say = () => {}): Promise<{ built: boolean }> {
  const { dir, sources, without } = face
  const stamp = stampOf(sources.flatMap(sourceFiles).filter((file) => !without.test(file)))
  if (stampIn(dir) === stamp) return { built: false }
  say(`正在编译${face.zh}, 只在第一次启动或更新后需要 / building ${face.en}…`)
  const draft = `${dir}.${process.pid}`
  try {
    await runVite(face, draft)
    writeFileSync(join(draft, STAMP), stamp)
    rmSync(dir, { recursive: true, force: true })
    renameSync(draft, dir)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (stampIn(dir) !== stamp) throw error
  }
  return { built: true }
}

export const buildDesk = (say?: Say): Promise<{ built: boolean }> => build(desk, say)
export const buildField = (say?: Say): Promise<{ built: boolean }> => build(field, say)
