import { deflateRawSync } from 'node:zlib'
import yauzl from 'yauzl'

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

/** The parts of a zip by their names, as a program that opens it finds them. */
export function unzipped(bytes: Buffer): Promise<ReadonlyMap<string, Buffer>> {
  return new Promise((resolve, reject) => {
    yauzl.fromBuffer(bytes, { lazyEntries: true }, (error, zip) => {
      if (error) return reject(error)
      const parts = new Map<string, Buffer>()
      zip.on('end', () => resolve(parts))
      zip.on('entry', (entry: yauzl.Entry) =>
        zip.openReadStream(entry, async (failure, stream) => {
          if (failure) return reject(failure)
          const pieces: Buffer[] = []
          for await (const piece of stream) pieces.push(piece)
          parts.set(entry.fileName, Buffer.concat(pieces))
          zip.readEntry()
        }),
      )
      zip.readEntry()
    })
  })
}
