/**
 * Whether bytes are two positive whole numbers as DER (an ECDSA or SM2 signature) in their one spelling and nothing else.
 * Libraries read other spellings of the same signature too; a file that is refused at any changed byte must not.
 */
export function isStrictDer(der: Uint8Array): boolean {
  if (der[0] !== 0x30 || der[1] !== der.length - 2) return false
  let at = 2
  for (const _ of ['r', 's']) {
    const length = der[at + 1] ?? 0
    const first = der[at + 2] ?? 0x80
    const padded = first === 0 && (der[at + 3] ?? 0) < 0x80
    if (der[at] !== 2 || length === 0 || length > 33 || first >= 0x80 || padded) return false
    at += 2 + length
  }
  return at === der.length
}
