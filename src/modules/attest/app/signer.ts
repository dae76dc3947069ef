import { createPrivateKey, sign, verify } from 'node:crypto'
import { isStrictDer } from '../../../kernel/strict-der.ts'
import type { Config } from '../../../platform/config.ts'
import { keptSecret } from '../../../platform/vault.ts'
import { fromBase64, toBase64 } from '../domain/base64.ts'
import { keyLine, type NoteKey, readKey, signatureLine } from '../domain/note.ts'
import { isItself, namedKey, newEd25519Key, rawPublicKey } from './log-keys.ts'
import { ed25519Key } from './machine.ts'
import { newSm2Key, signSm2, sm2PublicKey, verifySm2 } from './sm2.ts'

/** 签名钥 A pair of keys of one e-town for one purpose, Ed25519 and SM2; the private halves never leave the data folder. */
export type Signer = {
  /** As people pass them on, Ed25519 first. */
  readonly keys: readonly [ed25519: string, sm2: string]
  /** The text as a signed note: an empty line after it, then one line of each key, always in that order. */
  signed(text: string): string
}

/** Opens the keys of a purpose (`report`), made at their first use. `name` heads each key and signature line. */
export async function openSigner(
  config: Pick<Config, 'dataDir'>,
  { etown, purpose, name }: { readonly etown: number; readonly purpose: string; readonly name: string },
): Promise<Signer> {
  const pem = await keptSecret(config, `${purpose}-${etown}.ed25519.pem`, newEd25519Key)
  const ed25519 = createPrivateKey(pem)
  const sm2 = await keptSecret(config, `${purpose}-${etown}.sm2.key`, newSm2Key)
  const own = namedKey(name, 'ed25519', rawPublicKey(ed25519))
  const second = namedKey(name, 'sm2', sm2PublicKey(sm2))
  return {
    keys: [keyLine(own), keyLine(second)],
    signed(text) {
      const message = Buffer.from(text, 'utf8')
      const lines = [
        signatureLine(own, sign(null, message, ed25519)),
        signatureLine(second, signSm2(message, sm2, second.key)),
      ]
      return `${text}\n${lines.join('')}`
    },
  }
}

/** A key line of this kind and name that carries its own id. */
export function keyNamed(line: string, kind: 'ed25519' | 'sm2', name: string): NoteKey | undefined {
  const key = readKey(line.trim())
  return key !== undefined && key.kind === kind && key.name === name && isItself(key) ? key : undefined
}

/** Whether a signature line (without its line break) is this key's good one, in its one spelling. */
export function holdsLine(key: NoteKey, text: string, line: string): boolean {
  const prefix = `— ${key.name} `
  const bytes = line.startsWith(prefix) ? fromBase64(line.slice(prefix.length)) : undefined
  if (bytes === undefined || bytes.length < 5) return false
  const signature = bytes.slice(4)
  if (signatureLine(key, signature) !== `${line}\n` || toBase64(bytes) !== line.slice(prefix.length))
    return false
  const message = Buffer.from(text, 'utf8')
  return key.kind === 'sm2'
    ? isStrictDer(signature) && verifySm2(message, signature, key.key)
    : verify(null, message, ed25519Key(key.key), signature)
}
