/** A zip whose files are stored as they are: every unpacker reads it, and so can a page in a few lines. */
export type ZipFile = { readonly name: string; readonly bytes: Uint8Array }

const LOCAL = 0x04034b50
const CENTRAL = 0x02014b50
const END = 0x06054b50
/** Names are UTF-8. */
const UTF8 = 0x0800
const DAY_ONE = 0x21

function crc32(bytes: Uint8Array): number {
  let crc = ~0
  for (const byte of bytes) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1
  }
  return ~crc >>> 0
}

/** Numbers of 2 or 4 bytes, little end first. */
function numbers(...fields: readonly (readonly [value: number, bytes: 2 | 4])[]): number[] {
  return fields.flatMap(([value, width]) =>
    Array.from({ length: width }, (_, i) => (value >>> (8 * i)) & 255),
  )
}

/** `utf8` turns a name into bytes. Each file below 2 GiB, all together too. */
export function storedZip(files: readonly ZipFile[], utf8: (text: string) => Uint8Array): Uint8Array[] {
  const pieces: Uint8Array[] = []
  const directory: Uint8Array[] = []
  let [at, listed] = [0, 0]
  for (const { name, bytes } of files) {
    const encoded = utf8(name)
    const { length } = bytes
    const shared = numbers(
      [20, 2],
      [UTF8, 2],
      [0, 2],
      [0, 2],
      [DAY_ONE, 2],
      [crc32(bytes), 4],
      [length, 4],
      [length, 4],
      [encoded.length, 2],
      [0, 2],
    )
    const place = numbers([0, 2], [0, 2], [0, 2], [0, 4], [at, 4])
    pieces.push(Uint8Array.of(...numbers([LOCAL, 4]), ...shared), encoded, bytes)
    directory.push(Uint8Array.of(...numbers([CENTRAL, 4], [20, 2]), ...shared, ...place), encoded)
    at += 30 + encoded.length + length
    listed += 46 + encoded.length
  }
  const count = files.length
  const end = numbers([END, 4], [0, 2], [0, 2], [count, 2], [count, 2], [listed, 4], [at, 4], [0, 2])
  return [...pieces, ...directory, Uint8Array.of(...end)]
}

/** Reads what storedZip has written; undefined for any other zip. */
export function readStoredZip(
  zip: Uint8Array,
  text: (utf8: Uint8Array) => string,
): readonly ZipFile[] | undefined {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.length)
  const end = zip.length - 22
  if (end < 0 || view.getUint32(end, true) !== END) return undefined
  const files: ZipFile[] = []
  let at = view.getUint32(end + 16, true)
  for (let i = view.getUint16(end + 10, true); i > 0; i--) {
    if (at + 46 > end || view.getUint32(at, true) !== CENTRAL || view.getUint16(at + 10, true) !== 0)
      return undefined
    const [size, length, from] = [
      view.getUint32(at + 24, true),
      view.getUint16(at + 28, true),
      view.getUint32(at + 42, true),
    ]
    const name = text(zip.subarray(at + 46, at + 46 + length))
    const begin = from + 30 + length
    if (begin + size > zip.length) return undefined
    files.push({ name, bytes: zip.subarray(begin, begin + size) })
    at += 46 + length
  }
  return files
}
