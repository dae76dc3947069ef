import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto'
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Config } from './config.ts'

/**
 * 保险箱 Per-field encryption (AES-256-GCM) and blind indexes (HMAC-SHA-256). `purpose` binds a value to its column, so
 * that a ciphertext moved to another column does not open.
 */
export type Vault = {
  seal(purpose: string, plain: string): Buffer
  open(purpose: string, sealed: Buffer): string
  /** For equality search and uniqueness: 32 bytes; the same plain text gives the same bytes for one purpose. */
  blind(purpose: string, plain: string): Buffer
  /** A 32-byte key of its own for a purpose. */
  key(purpose: string): Buffer
}

const NONCE = 12
const TAG = 16

export function openVault(master: Buffer): Vault {
  const keys = new Map<string, Buffer>()
  const key = (purpose: string): Buffer => {
    const known = keys.get(purpose)
    if (known) return known
    const made = Buffer.from(hkdfSync('sha256', master, 'ezhen', purpose, 32))
    keys.set(purpose, made)
    return made
  }
  return {
    key,
    seal(purpose, plain) {
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv('aes-256-gcm', key(`field:${purpose}`), nonce)
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return Buffer.concat([Buffer.of(1), nonce, cipher.getAuthTag(), body])
    },
    open(purpose, sealed) {
      if (sealed[0] !== 1 || sealed.length < 1 + NONCE + TAG)
        throw new Error('sealed value of an unknown version')
      const decipher = createDecipheriv('aes-256-gcm', key(`field:${purpose}`), sealed.subarray(1, 1 + NONCE))
      decipher.setAuthTag(sealed.subarray(1 + NONCE, 1 + NONCE + TAG))
      return decipher.update(sealed.subarray(1 + NONCE + TAG), undefined, 'utf8') + decipher.final('utf8')
    },
    blind: (purpose, plain) =>
      createHmac('sha256', key(`blind:${purpose}`))
        .update(plain)
        .digest(),
  }
}

/** The master key: from the configuration, else made once and kept 0600 beside the data. */
export async function masterKey(config: Config): Promise<Buffer> {
  if (config.masterKey !== undefined) return Buffer.from(config.masterKey, 'hex')
  const key = await keptSecret(config, 'master.key', () => randomBytes(32))
  if (key.length !== 32) throw new Error(`密钥文件 keys/master.key 长度不对: 应为 32 字节`)
  return key
}

/** A secret of the whole deployment: made at its first use, kept 0600 under the data folder's `keys/`, never changed. */
export async function keptSecret(
  config: Pick<Config, 'dataDir'>,
  name: string,
  make: () => Buffer | string,
): Promise<Buffer> {
  const folder = join(config.dataDir, 'keys')
  const file = join(folder, name)
  const known = await readFile(file).catch(() => undefined)
  if (known !== undefined) return known
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const fresh = `${file}.${process.pid}`
  await writeFile(fresh, make(), { mode: 0o600 })
  // `link` fails where the file exists already: two processes starting at once agree on one secret.
  await link(fresh, file).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  await rm(fresh)
  await chmod(file, 0o600)
  return readFile(file)
}
