import { deflateRawSync } from 'node:zlib'

/** A zip of `parts` equal parts of `partBytes` zeros each: small to send, large to open. */
export function zipBomb(parts: number, partBytes: number): Buffer {
  const packed = deflateRawSync(Buffer.alloc(partBytes))
  const local: Buffer[] = []
  const directory: Buffer[] = []
  let at = 0
  for (let i = 0; i < parts; i++) {
    const name = Buffer.from(`xl/worksheets/sheet${i + 1}.xml`)
    // Both records share these: versions, flags, deflate, time, crc, packed size, size, name length, no extra.
    const common = Buffer.alloc(26)
    common.writeUInt16LE(20, 0)
    common.writeUInt16LE(8, 4)
    common.writeUInt32LE(packed.length, 14)
    common.writeUInt32LE(partBytes, 18)
    common.writeUInt16LE(name.length, 22)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(at, 10)
    local.push(Buffer.from('PK\u0003\u0004'), common, name, packed)
    directory.push(Buffer.from('PK\u0001\u0002\u0014\0'), common, place, name)
    at += 4 + common.length + name.length + packed.length
  }
  const end = Buffer.alloc(22)
  const directoryBytes = directory.reduce((sum, piece) => sum + piece.length, 0)
  end.write('PK\u0005\u0006')
  end.writeUInt16LE(parts, 8)
  end.writeUInt16LE(parts, 10)
  end.writeUInt32LE(directoryBytes, 12)
  end.writeUInt32LE(at, 16)
  return Buffer.concat([...local, ...directory, end])
}
