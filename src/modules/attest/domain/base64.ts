const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Standard Base 64 with padding (RFC 4648 §4). */
export function toBase64(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const [a = 0, b = 0, c = 0] = bytes.subarray(at, at + 3)
    const four = [a >> 2, ((a & 3) << 4) | (b >> 4), ((b & 15) << 2) | (c >> 6), c & 63]
    text += four.map((digit) => DIGITS[digit]).join('')
  }
  const over = bytes.length % 3
  return over === 0 ? text : text.slice(0, over - 3) + '='.repeat(3 - over)
}

/** Undefined unless the text is the one spelling of some bytes. */
export function fromBase64(text: string): Uint8Array | undefined {
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) return undefined
  const digits = [...text.replaceAll('=', '')].map((digit) => DIGITS.indexOf(digit))
  const bytes = new Uint8Array(Math.floor((digits.length * 3) / 4))
  for (let i = 0; i < bytes.length; i++) {
    const at = Math.floor((i * 4) / 3)
    const shift = (2 * (i % 3) + 2) % 8
    bytes[i] = ((digits[at] ?? 0) << shift) | ((digits[at + 1] ?? 0) >> (6 - shift))
  }
  return toBase64(bytes) === text ? bytes : undefined
}

const PAIRS = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))

export function toHex(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += PAIRS[byte]
  return text
}

/** Undefined unless the text is whole bytes in small hex digits. */
export const fromHex = (text: string): Uint8Array | undefined =>
  text.length % 2 === 0 && /^[0-9a-f]*$/.test(text)
    ? Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16))
    : undefined

export function concatenated(...parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}
