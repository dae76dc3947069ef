import type { Machine } from '../../domain/verdict.ts'

/** Bytes as WebCrypto takes them. */
const own = (bytes: Uint8Array): Uint8Array<ArrayBuffer> => new Uint8Array(bytes)

/** The browser as the verifier needs it. */
export const browserMachine: Machine = {
  sha256: async (bytes) => new Uint8Array(await crypto.subtle.digest('SHA-256', own(bytes))),
  async ed25519(key, message, signature) {
    const imported = await crypto.subtle.importKey('raw', own(key), 'Ed25519', false, ['verify'])
    return crypto.subtle.verify('Ed25519', imported, own(signature), own(message))
  },
  utf8: (text) => new TextEncoder().encode(text),
  text: (utf8) => new TextDecoder().decode(utf8),
}

/** What this browser lacks, if anything: WebCrypto is closed to pages without https, Ed25519 is new in some. */
export async function lackOf(): Promise<string | undefined> {
  if (globalThis.crypto?.subtle === undefined) return 'WebCrypto'
  try {
    await crypto.subtle.importKey('raw', new Uint8Array(32), 'Ed25519', false, ['verify'])
    return undefined
  } catch {
    return 'Ed25519'
  }
}
