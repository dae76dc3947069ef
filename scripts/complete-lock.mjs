// Run after `npm install`. A registry that lacks a package for some other platform makes npm leave it out of the
// lockfile, and `npm ci` then refuses the whole lockfile, on every platform. The missing ones are exact versions whose
// names tell their platform, so they can be written in; their integrity cannot be known here.
import { readFileSync, writeFileSync } from 'node:fs'

const FILE = new URL('../package-lock.json', import.meta.url)
const OS = /\b(darwin|linux|win32|android|freebsd|openharmony)\b/
const CPU = /\b(arm64|x64|arm|ia32|ppc64|riscv64|s390x)\b/

/** The entries of optional packages that something wants and the lockfile has not, by their place in it. */
export function missingOptionals(lock) {
  const missing = {}
  for (const [parent, { optionalDependencies = {}, dev }] of Object.entries(lock.packages)) {
    for (const [name, version] of Object.entries(optionalDependencies)) {
      if (lock.packages[`node_modules/${name}`] || lock.packages[`${parent}/node_modules/${name}`]) continue
      const [os, cpu] = [OS.exec(name)?.[1], CPU.exec(name)?.[1]]
      const libc = os === 'linux' && /musl/.test(name) ? ['musl'] : undefined
      missing[`node_modules/${name}`] = {
        version,
        ...(cpu && { cpu: [cpu] }),
        ...(dev && { dev }),
        ...(libc && { libc }),
        optional: true,
        ...(os && { os: [os] }),
      }
    }
  }
  return missing
}

if (import.meta.main) {
  const lock = JSON.parse(readFileSync(FILE, 'utf8'))
  const missing = missingOptionals(lock)
  const packages = Object.entries({ ...lock.packages, ...missing }).sort(([a], [b]) =>
    a.localeCompare(b, 'en'),
  )
  writeFileSync(FILE, `${JSON.stringify({ ...lock, packages: Object.fromEntries(packages) }, null, 2)}\n`)
  console.log(`${Object.keys(missing).length} added`)
}
