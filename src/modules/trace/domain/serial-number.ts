/** Crockford's base 32: no I, L, O, U, so nothing is misread over the telephone. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** Ten characters of five bits: 2⁵⁰. With ten million issued, a guess meets one in a hundred million. */
export const SERIAL_LENGTH = 10

/** 序列号 Writes random bytes, one a character, as a serial number: each keeps five of its bits. */
export function serialOf(random: Uint8Array): string {
  if (random.length !== SERIAL_LENGTH) throw new RangeError('one byte a character')
  return Array.from(random, (byte) => ALPHABET[byte & 31]).join('')
}

/** What somebody typed from a label: small letters, and the letters Crockford reads as digits. */
export const readSerial = (typed: string): string =>
  typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
