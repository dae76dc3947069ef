import { fromBufferPromise } from 'yauzl'

/** Inflated, all parts together: some 100 times a workbook we would take. */
export const LARGEST_WORKBOOK = 300 * 2 ** 20
const MOST_PARTS = 2_000

export type ZipTrouble = 'broken' | 'bomb'

/**
 * 查压缩包 Inflates every part of a zip once, counting, before anything is built from it: a truncated archive, one whose
 * directory lies and one that unfolds to gigabytes are found here at the cost of a buffer. Undefined: sound.
 */
export async function checkZip(content: Buffer): Promise<ZipTrouble | undefined> {
  let inflated = 0
  let parts = 0
  try {
    const zip = await fromBufferPromise(content, { lazyEntries: true })
    for await (const entry of zip.eachEntry()) {
      if (++parts > MOST_PARTS) return 'bomb'
      const stream = await zip.openReadStreamPromise(entry)
      for await (const piece of stream) {
        inflated += piece.length
        if (inflated > LARGEST_WORKBOOK) return 'bomb'
      }
    }
    return undefined
  } catch {
    return 'broken'
  }
}
