/**
 * 公钥行 A key as people pass it on (`name+id+base64` of a kind byte and the key), and the signature lines of its notes, as
 * #attest writes them (C2SP signed-note). Read again here for the page that verifies without us.
 */
export type KeyLine = {
  readonly name: string
  readonly id: string
  readonly kind: 'ed25519' | 'sm2'
  readonly key: Uint8Array
}

type Kind = { readonly kind: KeyLine['kind']; readonly length: number }
const KINDS: ReadonlyMap<number, Kind> = new Map<number, Kind>([
  [1, { kind: 'ed25519', length: 32 }],
  [255, { kind: 'sm2', length: 65 }],
])

function bytesIn(base64: string): Uint8Array | undefined {
  try {
    const text = atob(base64)
    return btoa(text) === base64 ? Uint8Array.from(text, (c) => c.charCodeAt(0)) : undefined
  } catch {
    return undefined
  }
}

/** A key of exactly this name; undefined for any other line. */
export function readKeyLine(line: string, name: string): KeyLine | undefined {
  const [, named, id = '', encoded = ''] = /^(\S+?)\+([0-9a-f]{8})\+(\S+)$/.exec(line) ?? []
  const bytes = bytesIn(encoded)
  const known = KINDS.get(bytes?.[0] ?? 0)
  if (named !== name || bytes === undefined || known === undefined) return undefined
  const key = bytes.slice(1)
  return key.length === known.length ? { name, id, kind: known.kind, key } : undefined
}

/** The signature in a line, where the line is this key's in its one spelling. */
export function signatureBytes(line: string, { name, id }: KeyLine): Uint8Array | undefined {
  const prefix = `— ${name} `
  const bytes = line.startsWith(prefix) ? bytesIn(line.slice(prefix.length)) : undefined
  if (bytes === undefined || bytes.length < 5) return undefined
  const own = Array.from(bytes.slice(0, 4), (b) => b.toString(16).padStart(2, '0')).join('')
  return own === id ? bytes.slice(4) : undefined
}
