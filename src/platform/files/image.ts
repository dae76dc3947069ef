import type { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'

/** Re-encodes a picture: position, camera and anything hidden are gone. `undefined`: it cannot be decoded or is too large. */
export async function cleanImage(source: Readable, maxPixels: number): Promise<Buffer | undefined> {
  const bytes = await buffer(source)
  return sharp(bytes, { limitInputPixels: maxPixels, failOn: 'error' })
    .rotate()
    .webp({ quality: 82 })
    .toBuffer()
    .catch(() => undefined)
}
