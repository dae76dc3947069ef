import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import sharp from 'sharp'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readConfig } from '../config.ts'
import { openVault } from '../vault.ts'
import { type Evidence, type EvidenceStore, openEvidenceStore } from './evidence.ts'

let folder: string
let store: EvidenceStore

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'ezhen-evidence-'))
  store = openEvidenceStore(readConfig({ EZHEN_DATA: folder }), openVault(Buffer.alloc(32, 7)))
})
afterEach(() => rmSync(folder, { recursive: true }))

async function bring(bytes: Buffer, name: string): Promise<Evidence> {
  const came = await store.receive(Readable.from([bytes]), name, ['table', 'image'])
  if (!came.ok) throw new Error(JSON.stringify(came.refused))
  return came.value
}
const kept = async (file: Evidence): Promise<Buffer> => buffer(await store.read(file.stored))
const onDisk = (): string[] =>
  readdirSync(join(folder, 'evidence'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))

/** Something with edges and slopes, so that each re-encoding differs from the one before. */
const picture = (seed: number): Promise<Buffer> =>
  sharp(
    Uint8Array.from(
      { length: 90 * 60 * 3 },
      (_, i) => 128 + 120 * Math.sin(i / seed) * Math.cos((i * i) / 9e5),
    ),
    { raw: { width: 90, height: 60, channels: 3 } },
  )
    .png()
    .toBuffer()

test('a picture that was handed out and comes back does not take the one that is kept away', async () => {
  const first = await bring(await picture(30), 'a.png')
  const handedOut = await kept(first)
  const again = await bring(handedOut, 'b.webp')
  expect(again.stored).not.toBe(first.stored)
  expect((await kept(first)).equals(handedOut)).toBe(true)
})

test('the same file brought and read by many at once', async () => {
  const photo = await picture(50)
  const table = Buffer.from('订单号,金额\n'.repeat(40_000))
  const files = await Promise.all(
    Array.from({ length: 24 }, async (_, i) => {
      const file = i % 2 === 0 ? await bring(photo, 'a.png') : await bring(table, 'a.csv')
      const bytes = await kept(file)
      return i % 2 === 0 ? bytes.length > 0 : bytes.equals(table)
    }),
  )
  expect(files.every(Boolean)).toBe(true)
  expect(onDisk()).toHaveLength(2)
})

test('what was changed on the disk fails for its reader, and ends no process that does not read', async () => {
  const file = await bring(Buffer.from('名称,类别\n甲,企业\n'), 'a.csv')
  const [path = ''] = onDisk()
  const bytes = readFileSync(path)
  bytes[20] = (bytes[20] ?? 0) ^ 1
  writeFileSync(path, bytes)
  const unread = await store.read(file.stored)
  await new Promise((resolve) => setTimeout(resolve, 20))
  await expect(buffer(unread)).rejects.toThrow()
  await expect(kept(file)).rejects.toThrow('unable to authenticate')
})
