import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js'

/**
 * SHA-256 as 64 small hex digits, of bytes or of a text's UTF-8. Throws TypeError for a text with half a surrogate
 * pair: UTF-8 has no bytes for it, and two different texts would share a hash. For files use the platform's streaming one.
 */
export function sha256Hex(of: string | Uint8Array): string {
  if (typeof of !== 'string') return bytesToHex(sha256(of))
  if (/\p{Surrogate}/u.test(of)) throw new TypeError('not hashable: lone surrogate')
  return bytesToHex(sha256(utf8ToBytes(of)))
}
