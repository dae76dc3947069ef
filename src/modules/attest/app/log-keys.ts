import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import type { Config } from '../../../platform/config.ts'
import { keptSecret } from '../../../platform/vault.ts'
import { toHex } from '../domain/base64.ts'
import { type Checkpoint, checkpointText } from '../domain/checkpoint.ts'
import { type KeyKind, keyIdInput, type NoteKey, signatureLine } from '../domain/note.ts'
import { sha256 } from './machine.ts'
import { newSm2Key, signSm2, sm2PublicKey } from './sm2.ts'

/** A key with its id worked out. */
export const namedKey = (name: string, kind: KeyKind, key: Uint8Array): NoteKey => ({
  name,
  kind,
  key,
  id: toHex(sha256(keyIdInput(name, kind, key))).slice(0, 8),
})

/** Whether a key that people passed on carries the id that belongs to it. */
export const isItself = (key: NoteKey): boolean => namedKey(key.name, key.kind, key.key).id === key.id

/** 日志签名钥 The two keys of one log; the private halves stay in files of the data folder. */
export type LogKeys = {
  readonly ed25519: Uint8Array
  readonly sm2: Uint8Array
  /** The signed note of a checkpoint: an Ed25519 line and an SM2 line. */
  signed(checkpoint: Checkpoint): string
}

export const rawPublicKey = (key: KeyObject): Buffer =>
  Buffer.from(createPublicKey(key).export({ format: 'jwk' }).x ?? '', 'base64url')

/** A new Ed25519 private key as people keep it: PKCS #8 in PEM, which openssl reads. */
export const newEd25519Key = (): string =>
  generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()

const opened = new Map<string, Promise<LogKeys>>()

/** The keys of an e-town's log, the first or a successor by its number; made at their first use. */
export async function openLogKeys(
  config: Pick<Config, 'dataDir'>,
  etown: number,
  number: number,
): Promise<LogKeys> {
  const name = number === 1 ? `log-${etown}` : `log-${etown}.${number}`
  const at = `${config.dataDir} ${name}`
  const keys = opened.get(at) ?? readLogKeys(config, name)
  opened.set(at, keys)
  keys.catch(() => opened.delete(at))
  return keys
}

async function readLogKeys(config: Pick<Config, 'dataDir'>, name: string): Promise<LogKeys> {
  const ed25519 = createPrivateKey(await keptSecret(config, `${name}.ed25519.pem`, newEd25519Key))
  const sm2 = await keptSecret(config, `${name}.sm2.key`, newSm2Key)
  const publicKeys = { ed25519: rawPublicKey(ed25519), sm2: sm2PublicKey(sm2) }
  return {
    ...publicKeys,
    signed(checkpoint) {
      const text = checkpointText(checkpoint)
      const message = Buffer.from(text, 'utf8')
      const { origin } = checkpoint
      const lines = [
        signatureLine(namedKey(origin, 'ed25519', publicKeys.ed25519), sign(null, message, ed25519)),
        signatureLine(namedKey(origin, 'sm2', publicKeys.sm2), signSm2(message, sm2, publicKeys.sm2)),
      ]
      return `${text}\n${lines.join('')}`
    },
  }
}
