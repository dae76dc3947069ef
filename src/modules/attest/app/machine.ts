import { createPublicKey, hash, verify } from 'node:crypto'
import type { Machine } from '../domain/verdict.ts'

export const sha256 = (bytes: Uint8Array): Buffer => hash('sha256', bytes, 'buffer')
export const sm3 = (bytes: Uint8Array): Buffer => hash('sm3', bytes, 'buffer')

/** An Ed25519 public key of 32 bytes as Node takes it. */
export const ed25519Key = (key: Uint8Array) =>
  createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(key).toString('base64url') },
    format: 'jwk',
  })

/** This Node as the verifier needs it. */
export const machine: Machine = {
  sha256,
  ed25519: async (key, message, signature) => verify(null, message, ed25519Key(key), signature),
  utf8: (text) => Buffer.from(text, 'utf8'),
  text: (utf8) => Buffer.from(utf8).toString('utf8'),
}
