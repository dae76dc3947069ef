const prefixed = (prefix: number, ...parts: readonly Uint8Array[]): Uint8Array => {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 1))
  bytes[0] = prefix
  let at = 1
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return bytes
}

/** @law RFC 6962 §2.1: leaves and nodes are told apart by their first byte. */
export const NODE = 1
export const leafInput = (entry: Uint8Array): Uint8Array => prefixed(0, entry)
export const nodeInput = (left: Uint8Array, right: Uint8Array): Uint8Array => prefixed(NODE, left, right)
