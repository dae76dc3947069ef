import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { brotliDecompressSync } from 'node:zlib'
import { type Browser, chromium } from 'playwright-core'

const CACHE = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url))
const { resolve } = createRequire(import.meta.url)

const FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  // Containers give /dev/shm 64 MB, which Chromium outgrows.
  '--disable-dev-shm-usage',
]

const SYSTEM_BROWSERS = [
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/snap/bin/chromium',
  '/usr/bin/microsoft-edge',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
]

type Found = { readonly executablePath: string; readonly libraries?: string }

/** A headless browser that draws Chinese on a machine without any Chinese font. The caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch(browserCommand())
}

/** How it is started, for who starts it without Playwright. */
export function browserCommand(): {
  readonly executablePath: string
  readonly args: string[]
  readonly env: Record<string, string>
} {
  const { executablePath, libraries } = findBrowser()
  const inherited = Object.entries(process.env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  )
  const env = {
    ...Object.fromEntries(inherited),
    // Where no locale is set, Chromium finds no file whose name is Chinese.
    LC_ALL: 'C.UTF-8',
    FONTCONFIG_FILE: fontConfig(),
    ...(libraries && { LD_LIBRARY_PATH: libraries }),
  }
  return { executablePath, args: [...FLAGS], env }
}

function findBrowser(): Found {
  const named = process.env.CHROME_PATH
  if (named) return { executablePath: named }
  const system =
    process.env.NO_SYSTEM_BROWSER === '1' ? undefined : SYSTEM_BROWSERS.find((path) => existsSync(path))
  if (system) return { executablePath: system }
  if (process.platform === 'linux' && process.arch === 'x64') return unpackShipped()
  throw new Error(
    '没有找到浏览器。请安装 Chrome、Chromium 或 Edge, 或用 CHROME_PATH 指明它的路径。\nNo browser found: install Chrome, Chromium or Edge, or name one by CHROME_PATH.',
  )
}

/** The browser npm brought, unpacked once beside the packages; two runs at the same time do not disturb each other. */
function unpackShipped(): Found {
  const source = dirname(dirname(dirname(resolve('@sparticuz/chromium'))))
  const { version } = JSON.parse(readFileSync(join(source, 'package.json'), 'utf8')) as { version: string }
  const folder = join(CACHE, `chromium-${version}`)
  if (!existsSync(folder)) {
    const draft = `${folder}.${process.pid}`
    mkdirSync(draft, { recursive: true })
    const unpacked = (file: string): Buffer => brotliDecompressSync(readFileSync(join(source, 'bin', file)))
    writeFileSync(join(draft, 'chromium'), unpacked('chromium.br'), { mode: 0o755 })
    // The libraries a bare server lacks (nss, nspr, expat).
    spawnSync('tar', ['-xf', '-', '-C', draft], { input: unpacked('al2023.tar.br') })
    moveUnlessThere(draft, folder)
  }
  return { executablePath: join(folder, 'chromium'), libraries: join(folder, 'lib') }
}

function moveUnlessThere(draft: string, folder: string): void {
  try {
    renameSync(draft, folder)
  } catch (error) {
    rmSync(draft, { recursive: true, force: true })
    if (!existsSync(folder)) throw error
  }
}

/** Only the fonts npm brought, so that a picture looks the same on every machine. */
function fontConfig(): string {
  const fonts = join(dirname(dirname(resolve('@embedpdf/fonts-sc'))), 'fonts')
  const file = join(CACHE, 'fonts.conf')
  const xml = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>${fonts}</dir><cachedir>${join(CACHE, 'fontconfig')}</cachedir></fontconfig>
`
  mkdirSync(CACHE, { recursive: true })
  writeFileSync(`${file}.${process.pid}`, xml)
  renameSync(`${file}.${process.pid}`, file)
  return file
}
