/**
 * Writes GB18030, which Node only reads: the table is the decoder's own, turned round, so what is written here reads
 * back by `TextDecoder('gb18030')` whatever edition of the standard the runtime follows.
 */

/** Four-byte codes of the basic plane: 0x81308130 up to 0x8431A439. */
const BASIC_FOUR = 39_420
/** Where the code points from U+10000 begin in the count of four-byte codes (0x90308130). */
const ASTRAL = 189_000

const fourBytes = (linear: number): [number, number, number, number] => [
  0x81 + Math.floor(linear / 12_600),
  0x30 + (Math.floor(linear / 1260) % 10),
  0x81 + (Math.floor(linear / 10) % 126),
  0x30 + (linear % 10),
]

function table(): Uint32Array {
  const decoder = new TextDecoder('gb18030')
  const codes = new Uint32Array(0x10000)
  const learn = (bytes: readonly number[]): void => {
    const text = decoder.decode(Uint8Array.from(bytes))
    const point = text.charCodeAt(0)
    if (text.length !== 1 || point === 0xfffd || codes[point]) return
    codes[point] = bytes.reduce((code, byte) => code * 256 + byte, 0)
  }
  for (let lead = 0x81; lead <= 0xfe; lead++) {
    for (let trail = 0x40; trail <= 0xfe; trail++) if (trail !== 0x7f) learn([lead, trail])
  }
  for (let linear = 0; linear < BASIC_FOUR; linear++) learn(fourBytes(linear))
  return codes
}

let codes: Uint32Array | undefined

/** Throws RangeError on a lone surrogate and on U+FFFD, the mark of text already lost. */
export function encodeGb18030(text: string): Buffer {
  codes ??= table()
  const out = Buffer.allocUnsafe(text.length * 4)
  let end = 0
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i)
    if (unit < 0x80) {
      out[end++] = unit
      continue
    }
    const code = codes[unit] ?? 0
    if (code > 0xffff) end = out.writeUInt32BE(code, end)
    else if (code > 0) end = out.writeUInt16BE(code, end)
    else {
      const point = text.codePointAt(i) ?? unit
      if (point < 0x10000) throw new RangeError(`no GB18030 code for U+${point.toString(16)}`)
      for (const byte of fourBytes(ASTRAL + point - 0x10000)) out[end++] = byte
      i++
    }
  }
  return out.subarray(0, end)
}
