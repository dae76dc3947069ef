// Runs on the machine's own Node, from 20.19 on, before anything is installed: built-ins only.
import { spawnSync } from 'node:child_process'
import {
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))
const TOOLS = join(ROOT, 'tools', 'node')

/** What stops the start, said in both languages and without a stack. */
export class CannotStart extends Error {}

/** The Node the product runs on: the machine's own if new enough, else the one npm brings into tools/node. */
export function projectNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < 20 || (major === 20 && minor < 19)) {
    throw new CannotStart(
      `本机的 Node ${process.versions.node} 太旧, 请安装 20.19 或更新版本。\nNode 20.19 or newer is needed; this is ${process.versions.node}.`,
    )
  }
  if (major >= 24 || (major === 22 && minor >= 18)) return process.execPath
  const name = nodePackage()
  const node = join(TOOLS, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node')
  const isThere = () => isInstalled(TOOLS, [`node_modules/${name}`]) && existsSync(node)
  if (!isThere()) alone(TOOLS, isThere, () => install(process.execPath, TOOLS))
  if (!existsSync(node)) throw noNode()
  return node
}

/** Installs the project's packages unless they are there already. */
export function installProject(node) {
  const isThere = () => isInstalled(ROOT)
  if (!isThere()) alone(ROOT, isThere, () => install(node, ROOT))
}

/**
 * Does the work unless somebody else does it first: two first starts in one clone would install over each other. The lock
 * is a folder with its holder's number; one whose holder is gone is taken over.
 */
export function alone(dir, isDone, work) {
  const lock = join(dir, '.installing')
  const holder = join(lock, String(process.pid))
  let said = false
  while (!take(lock)) {
    if (!said) console.error(`另一个进程正在安装依赖, 等它装完…… / Another process is installing; waiting.`)
    said = true
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300)
  }
  try {
    writeFileSync(holder, '')
    if (!isDone()) work()
  } finally {
    rmSync(lock, { recursive: true, force: true })
  }
}

/** Whether the lock is ours now. A lock of a process that ended is put away, and tried for again. */
function take(lock) {
  try {
    mkdirSync(lock)
    return true
  } catch (error) {
    if (error.code !== 'EEXIST') throw error
    if (isAbandoned(lock)) rmSync(lock, { recursive: true, force: true })
    return false
  }
}

/** Nobody's number stands in it for a minute, or the number of a process that is no more. */
function isAbandoned(lock) {
  const found = lstatSync(lock, { throwIfNoEntry: false })
  if (found === undefined) return false
  const [holder] = existsSync(lock) ? readdirSync(lock) : []
  if (holder === undefined) return Date.now() - found.mtimeMs > 60_000
  try {
    process.kill(Number(holder), 0)
    return false
  } catch (error) {
    return error.code === 'ESRCH'
  }
}

function nodePackage() {
  const { optionalDependencies } = JSON.parse(readFileSync(join(TOOLS, 'package.json'), 'utf8'))
  const platform = process.platform === 'win32' ? 'win' : process.platform
  const name = Object.keys(optionalDependencies).find((n) => n.endsWith(`${platform}-${process.arch}`))
  if (!name) throw noNode()
  return name
}

const noNode = () =>
  new CannotStart(
    `本机 (${process.platform}-${process.arch}) 没有可自动安装的 Node, 请自行安装 Node 22.18、24 或更新版本后重试。\nNo Node to install for this machine: install Node 22.18, 24 or newer, then try again.`,
  )

/**
 * Whether node_modules holds what package-lock.json says, by the list npm keeps of what it has installed; an install
 * that was interrupted has no such list. A linked node_modules belongs to somebody else and is taken as it is.
 * What is optional may be absent (it is for other machines), unless `needed` names it.
 */
function isInstalled(dir, needed = []) {
  const modules = join(dir, 'node_modules')
  if (lstatSync(modules, { throwIfNoEntry: false })?.isSymbolicLink()) return true
  const list = join(modules, '.package-lock.json')
  if (!existsSync(list)) return false
  const { packages: there } = JSON.parse(readFileSync(list, 'utf8'))
  const { packages: wanted } = JSON.parse(readFileSync(join(dir, 'package-lock.json'), 'utf8'))
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true
    return there[path] ? there[path].version === version : optional && !needed.includes(path)
  })
}

function install(node, dir) {
  console.error(`正在安装依赖 (${dir}), 首次约需半分钟…… / Installing packages, once.`)
  const args = [
    npmCli(),
    'ci',
    '--ignore-scripts',
    '--include=dev',
    '--include=optional',
    '--no-audit',
    '--no-fund',
  ]
  const done = spawnSync(node, args, {
    cwd: dir,
    env: withNode(node),
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  if (done.status === 0) return
  throw new CannotStart(
    `依赖安装失败, 请检查网络、代理与磁盘空间后重试。\nnpm ci failed in ${dir}:\n${done.stdout}${done.stderr}${done.error ?? ''}`,
  )
}

/** npm's own program, so that it can run on the Node we chose whatever `npm` on the PATH would run on. */
function npmCli() {
  const beside = dirname(realpathSync(process.execPath))
  const found = [
    process.env.npm_execpath,
    join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    ...(process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'npm')),
  ].find((path) => path && existsSync(path) && realpathSync(path).endsWith('npm-cli.js'))
  if (found) return realpathSync(found)
  throw new CannotStart(
    '没有找到 npm, 请安装随 Node 附带的 npm 后重试。\nnpm was not found: install the npm that comes with Node.',
  )
}

/** The environment in which `node` means that one. */
export const withNode = (node) => ({
  ...process.env,
  PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ''}`,
})
