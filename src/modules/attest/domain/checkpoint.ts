import { fromBase64, toBase64 } from './base64.ts'
import type { TreeHead } from './check-proof.ts'

/** 检查点 The head of a log as it is signed: whose log, how many leaves, the one hash of them all. @law C2SP tlog-checkpoint */
export type Checkpoint = TreeHead & { readonly origin: string }

export const checkpointText = ({ origin, size, root }: Checkpoint): string =>
  `${origin}\n${size}\n${toBase64(root)}\n`

/** Reads the text of a note; lines after the third are somebody's extensions. Undefined for what is no checkpoint. */
export function readCheckpoint(text: string): Checkpoint | undefined {
  const [origin = '', size = '', hash = '', ...more] = text.split('\n')
  const root = fromBase64(hash)
  const extended = more.slice(0, -1).every((line) => line !== '') && more.at(-1) === ''
  if (origin === '' || !/^(0|[1-9]\d{0,15})$/.test(size) || root?.length !== 32 || !extended) return undefined
  return Number.isSafeInteger(Number(size)) ? { origin, size: Number(size), root } : undefined
}

/** What a witness signs: since when it has seen this tree, and nothing larger. @law C2SP tlog-cosignature */
export const cosignedText = (seconds: number, text: string): string =>
  `cosignature/v1\ntime ${seconds}\n${text}`

/** The time of a cosignature, in seconds since 1970, and its Ed25519 signature. */
export function readCosignature(bytes: Uint8Array): { seconds: number; signature: Uint8Array } | undefined {
  if (bytes.length !== 72) return undefined
  const seconds = [...bytes.subarray(0, 8)].reduce((sum, byte) => sum * 256 + byte, 0)
  return Number.isSafeInteger(seconds) ? { seconds, signature: bytes.slice(8) } : undefined
}

export function cosignatureBytes(seconds: number, signature: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(8 + signature.length)
  let rest = seconds
  for (let i = 7; i >= 0; i--) {
    bytes[i] = rest % 256
    rest = Math.floor(rest / 256)
  }
  bytes.set(signature, 8)
  return bytes
}
