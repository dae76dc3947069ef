import { createCipheriv, createDecipheriv, createHash, randomBytes, randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { link, mkdir, open, rm, utimes } from 'node:fs/promises'
import { dirname, extname, join } from 'node:path'
import { type Readable, pipeline as run, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { granted, type Outcome, type RefusalCatalogue, refusal, refused } from '../../kernel/refusal.ts'
import type { Config } from '../config.ts'
import { type AnyDb, type HouseDb, roomOf } from '../db/house.ts'
import type { Vault } from '../vault.ts'
import { cleanImage } from './image.ts'
import { type FileKind, sniff } from './sniff.ts'
import { type Known, type Swept, sweepFolder } from './sweep.ts'

export const fileRefusals = {
  'file.empty': {
    status: 422,
    zh: '文件“{name}”是空的，请重新导出后再上传。',
    en: 'The file {name} is empty.',
  },
  'file.too_large': {
    status: 413,
    zh: '文件“{name}”超过上限 {limit} MB，请按月份拆小后再上传。',
    en: 'The file {name} exceeds {limit} MB.',
  },
  'file.kind': {
    status: 415,
    zh: '文件“{name}”的内容是{found}，这里只收{wanted}；改扩展名没有用，请上传原文件。',
    en: 'The file {name} is {found}; accepted here: {wanted}.',
  },
  'file.image': {
    status: 422,
    zh: '图片“{name}”打不开或尺寸过大，请重新拍照或另存为 JPG 后上传。',
    en: 'The picture {name} cannot be decoded or is too large.',
  },
} as const satisfies RefusalCatalogue

/** 证据文件 A stored file. `sha256` is of the bytes as they came, `stored` of the bytes as kept (pictures are re-encoded). */
export type Evidence = {
  readonly sha256: string
  readonly stored: string
  readonly bytes: number
  readonly media: string
  readonly name: string
}

/** Files addressed by hash, encrypted at rest. A second implementation may keep them in an object store. */
export type EvidenceStore = {
  /**
   * Stores a stream; nothing is kept when it is refused. Writes no row: see `recordEvidence`. A file announced as too
   * large (`announced` bytes) is refused unread, so that the sender still hears why.
   */
  receive(
    source: Readable,
    name: string,
    accepts: readonly FileKind[],
    announced?: number,
  ): Promise<Outcome<Evidence>>
  /** The kept bytes; fails at the end if they were tampered with. */
  read(stored: string): Promise<Readable>
  /** Removes what no row names and nobody brought again since `before`. */
  sweep(before: Date, known: Known): Promise<Swept>
}

const NONCE = 12
const TAG = 16
const HEAD = 8_192

export function openEvidenceStore(config: Config, vault: Vault): EvidenceStore {
  const key = vault.key('evidence')
  const root = join(config.dataDir, 'evidence')
  const place = (sha256: string): string => join(root, sha256.slice(0, 2), sha256.slice(2))

  async function keep(
    source: Readable | Buffer,
    limit: number,
  ): Promise<{ sha256: string; bytes: number; head: Buffer; at: string } | 'too-large'> {
    await mkdir(root, { recursive: true, mode: 0o700 })
    const at = join(root, `coming-${randomUUID()}`)
    const hash = createHash('sha256')
    const nonce = randomBytes(NONCE)
    const cipher = createCipheriv('aes-256-gcm', key, nonce)
    let bytes = 0
    let head = Buffer.alloc(0)
    let first = true
    const seal = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        bytes += chunk.length
        if (bytes > limit) return done(new TooLarge())
        if (head.length < HEAD) head = Buffer.concat([head, chunk.subarray(0, HEAD - head.length)])
        hash.update(chunk)
        const sealed = cipher.update(chunk)
        done(null, first ? Buffer.concat([nonce, sealed]) : sealed)
        first = false
      },
      flush(done) {
        const end = Buffer.concat([first ? nonce : Buffer.alloc(0), cipher.final(), cipher.getAuthTag()])
        done(null, end)
      },
    })
    try {
      const input = Buffer.isBuffer(source) ? [source] : source
      await pipeline(input, seal, createWriteStream(at, { mode: 0o600, flush: true }))
      return { sha256: hash.digest('hex'), bytes, head, at }
    } catch (error) {
      await rm(at, { force: true })
      if (error instanceof TooLarge) return 'too-large'
      throw error
    }
  }

  const unless =
    (code: string) =>
    (error: NodeJS.ErrnoException): false => {
      if (error.code !== code) throw error
      return false
    }

  /**
   * A file that is there already stays: somebody may be reading it, and nothing kept is ever written over. That it was
   * brought again is written on it, so that no sweep takes it for an old one; if one has just taken it, it is put anew.
   */
  async function settle(at: string, sha256: string): Promise<void> {
    const to = place(sha256)
    const now = new Date()
    await mkdir(dirname(to), { recursive: true, mode: 0o700 })
    for (;;) {
      const put = await link(at, to).then(() => true, unless('EEXIST'))
      if (put || (await utimes(to, now, now).then(() => true, unless('ENOENT')))) break
    }
    await rm(at)
  }

  async function opened(path: string): Promise<Readable> {
    const file = await open(path)
    try {
      const { size } = await file.stat()
      const nonce = Buffer.alloc(NONCE)
      const tag = Buffer.alloc(TAG)
      await file.read(nonce, 0, NONCE, 0)
      await file.read(tag, 0, TAG, size - TAG)
      const decipher = createDecipheriv('aes-256-gcm', key, nonce).setAuthTag(tag)
      if (size === NONCE + TAG) {
        await file.close()
        return decipher.end()
      }
      const body = file.createReadStream({ start: NONCE, end: size - TAG - 1 })
      // Whoever reads hears of a failure by the stream; the callback is there so that one nobody heard ends no process.
      run(body, decipher, () => {})
      return decipher
    } catch (error) {
      await file.close()
      throw error
    }
  }

  return {
    read: (stored) => opened(place(stored)),
    sweep: (before, known) => sweepFolder(root, before, known),
    async receive(source, name, accepts, announced = 0) {
      const came = announced > config.fileBytes ? 'too-large' : await keep(source, config.fileBytes)
      if (came === 'too-large') {
        return refused(
          refusal(fileRefusals, 'file.too_large', { name, limit: Math.floor(config.fileBytes / 1_048_576) }),
        )
      }
      const drop = async (
        code: keyof typeof fileRefusals,
        values: Record<string, string> = {},
      ): Promise<Outcome<never>> => {
        await rm(came.at, { force: true })
        return refused(refusal(fileRefusals, code, { name, ...values }))
      }
      if (came.bytes === 0) return drop('file.empty')
      const found = await sniff(came.head, extname(name))
      if (!accepts.includes(found.kind)) {
        return drop('file.kind', {
          found: KIND_ZH[found.kind],
          wanted: accepts.map((k) => KIND_ZH[k]).join('、'),
        })
      }
      if (found.kind !== 'image') {
        await settle(came.at, came.sha256)
        return granted({ ...came, stored: came.sha256, media: found.media, name })
      }
      const cleaned = await cleanImage(await opened(came.at), config.imagePixels)
      await rm(came.at, { force: true })
      if (cleaned === undefined) return refused(refusal(fileRefusals, 'file.image', { name }))
      const kept = await keep(cleaned, config.fileBytes)
      if (kept === 'too-large') return refused(refusal(fileRefusals, 'file.image', { name }))
      await settle(kept.at, kept.sha256)
      return granted({
        sha256: came.sha256,
        stored: kept.sha256,
        bytes: came.bytes,
        media: 'image/webp',
        name,
      })
    },
  }
}

class TooLarge extends Error {}

const KIND_ZH: Readonly<Record<FileKind, string>> = {
  table: '表格（CSV、XLSX、XLS）',
  image: '图片（JPG、PNG、WebP）',
  document: 'PDF 文件',
  yaml: 'YAML 文件',
  other: '不认识的类型',
}

/** Writes the row of a received file; the same file twice is one row. */
export async function recordEvidence(db: HouseDb, etown: number, file: Evidence, by: string): Promise<void> {
  await db
    .insertInto('platform.evidence')
    .values({
      etown,
      sha256: file.sha256,
      bytes: BigInt(file.bytes),
      media: file.media,
      name: file.name,
      stored: file.stored,
      brought_by: by,
    })
    .onConflict((c) => c.columns(['etown', 'sha256']).doNothing())
    .execute()
}

/** The row of a stored file, e.g. to read it again by `stored`. */
export async function findEvidence(db: AnyDb, etown: number, sha256: string): Promise<Evidence | undefined> {
  const row = await roomOf(db, 'platform')
    .selectFrom('platform.evidence')
    .select(['sha256', 'stored', 'bytes', 'media', 'name'])
    .where('etown', '=', etown)
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  return row && { ...row, bytes: Number(row.bytes) }
}

/** 上传人 Who brought a file in. Whoever only knows its hash does not make it theirs by naming it. */
export async function isBroughtBy(
  db: AnyDb,
  etown: number,
  sha256: string,
  account: string,
): Promise<boolean> {
  const row = await roomOf(db, 'platform')
    .selectFrom('platform.evidence')
    .select('brought_by')
    .where('etown', '=', etown)
    .where('sha256', '=', sha256)
    .executeTakeFirst()
  return row?.brought_by === account
}
