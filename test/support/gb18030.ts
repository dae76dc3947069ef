/** Writes GB18030, which Node reads but does not write: the two-byte characters, by reading them all once. */
const BYTES = new Map<string, number>()
const decoder = new TextDecoder('gb18030')
for (let lead = 0x81; lead <= 0xfe; lead++) {
  for (let trail = 0x40; trail <= 0xfe; trail++) {
    const char = decoder.decode(Uint8Array.of(lead, trail))
    if (char.length === 1 && char !== '\ufffd' && !BYTES.has(char)) BYTES.set(char, lead * 256 + trail)
  }
}

/** Throws RangeError on a character beyond the two-byte ones. */
export function gb18030(text: string): Buffer {
  const bytes = Buffer.allocUnsafe(text.length * 2)
  let at = 0
  for (const char of text) {
    const code = char.charCodeAt(0)
    if (code < 0x80) bytes[at++] = code
    else {
      const pair = BYTES.get(char)
      if (pair === undefined) throw new RangeError(`not two bytes in GB18030: ${char}`)
      bytes[at++] = pair >> 8
      bytes[at++] = pair & 0xff
    }
  }
  return bytes.subarray(0, at)
}
