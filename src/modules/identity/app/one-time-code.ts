import { createHash, randomBytes } from 'node:crypto'

/** Without I, L, O and U: what is read out over the telephone arrives. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const LENGTH = 26

/** 一次性代码 130 random bits as 26 letters in groups, shown once; only the hash is kept. */
export function makeOneTimeCode(): { readonly text: string; readonly hash: Buffer } {
  const letters = Array.from(randomBytes(LENGTH), (byte) => LETTERS[byte % LETTERS.length] ?? '').join('')
  return { text: letters.replace(/(.{5})(?=.)/g, '$1-'), hash: hashOneTimeCode(letters) }
}

/** Case, hyphens and spaces do not matter; I and L are read as 1, O as 0. */
export const hashOneTimeCode = (text: string): Buffer =>
  createHash('sha256')
    .update(
      text
        .toUpperCase()
        .replace(/[^0-9A-Z]/g, '')
        .replace(/[IL]/g, '1')
        .replace(/O/g, '0'),
    )
    .digest()
