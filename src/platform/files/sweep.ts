import { randomUUID } from 'node:crypto'
import { link, readdir, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'

/** Which of these stored hashes somebody's row names. */
export type Known = (stored: readonly string[]) => Promise<ReadonlySet<string>>
export type Swept = { readonly files: number; readonly bytes: number }

const SHELF = /^[0-9a-f]{2}$/
const BOOK = /^[0-9a-f]{62}$/
const PARTIAL = /^(coming|going)-/

const entries = (folder: string): Promise<string[]> =>
  readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })

/**
 * Removes files that nobody's row names and that were brought before `before`: uploads that were refused, or cut off. A
 * file is set aside before it is judged, so that the same bytes brought again meanwhile are kept anew, not lost.
 */
export async function sweepFolder(root: string, before: Date, known: Known): Promise<Swept> {
  let [files, bytes] = [0, 0]
  for (const name of await entries(root)) {
    if (PARTIAL.test(name)) {
      const at = join(root, name)
      if (await isOlder(at, before)) await rm(at, { force: true })
    } else if (SHELF.test(name)) {
      const shelf = (await entries(join(root, name))).filter((book) => BOOK.test(book))
      const named = await known(shelf.map((book) => name + book))
      for (const book of shelf.filter((one) => !named.has(name + one))) {
        const freed = await take(root, name, book, before, known)
        if (freed === undefined) continue
        files += 1
        bytes += freed
      }
    }
  }
  return { files, bytes }
}

const isOlder = (path: string, before: Date): Promise<boolean> =>
  stat(path).then(
    ({ mtime }) => mtime < before,
    () => false,
  )

/** How many bytes were freed; undefined: it stays. */
async function take(
  root: string,
  shelf: string,
  book: string,
  before: Date,
  known: Known,
): Promise<number | undefined> {
  const place = join(root, shelf, book)
  if (!(await isOlder(place, before))) return undefined
  const aside = join(root, `going-${randomUUID()}`)
  const taken = await rename(place, aside).then(
    () => true,
    () => false,
  )
  if (!taken) return undefined
  const { size, mtime } = await stat(aside)
  if (mtime >= before || (await known([shelf + book])).has(shelf + book)) {
    await link(aside, place).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error
    })
    await rm(aside)
    return undefined
  }
  await rm(aside)
  return size
}
