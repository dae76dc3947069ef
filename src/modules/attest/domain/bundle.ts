import { toHex } from './base64.ts'
import type { AnySha256 } from './check-proof.ts'
import type { NoteKey } from './note.ts'
import type { ZipFile } from './stored-zip.ts'
import { judgeProof, type Machine, type Verdict } from './verdict.ts'

/** 证据包清单 What an evidence bundle holds, each file by its two hashes. */
export type Manifest = {
  readonly made: string
  readonly origin: string
  readonly files: readonly {
    readonly name: string
    readonly bytes: number
    readonly sha256: string
    readonly sm3: string
  }[]
}

export const MANIFEST = 'manifest.json'
const PROOF = /^records\/(\d+)\.tlog-proof$/

/** A file that does not fit the manifest, or is not in it, or is missing. */
export type Misfit = { readonly name: string; readonly how: 'changed' | 'unlisted' | 'missing' }

export type BundleVerdict = {
  readonly misfits: readonly Misfit[]
  readonly records: readonly { readonly name: string; readonly verdict: Verdict }[]
}

const isManifest = (value: unknown): value is Manifest =>
  typeof value === 'object' && value !== null && 'files' in value && Array.isArray(value.files)

function manifestIn(files: ReadonlyMap<string, Uint8Array>, text: Machine['text']): Manifest | undefined {
  try {
    const found: unknown = JSON.parse(text(files.get(MANIFEST) ?? new Uint8Array()))
    return isManifest(found) ? found : undefined
  } catch {
    return undefined
  }
}

/** Judges every record of a bundle, and holds its files against the manifest. Undefined: this is no bundle. */
export async function judgeBundle(
  zip: readonly ZipFile[],
  trust: { readonly keys: readonly NoteKey[]; readonly quorum: number },
  machine: Machine & { readonly sm3?: AnySha256 },
): Promise<BundleVerdict | undefined> {
  const files = new Map(zip.map(({ name, bytes }) => [name, bytes]))
  const manifest = manifestIn(files, machine.text)
  if (manifest === undefined) return undefined
  const misfits: Misfit[] = []
  const listed = new Set([MANIFEST])
  for (const { name, sha256, sm3 } of manifest.files) {
    listed.add(name)
    const bytes = files.get(name)
    if (bytes === undefined) misfits.push({ name, how: 'missing' })
    else if (
      toHex(await machine.sha256(bytes)) !== sha256 ||
      (machine.sm3 !== undefined && toHex(await machine.sm3(bytes)) !== sm3)
    )
      misfits.push({ name, how: 'changed' })
  }
  for (const name of files.keys()) if (!listed.has(name)) misfits.push({ name, how: 'unlisted' })
  const records = []
  for (const [name, bytes] of files) {
    const index = PROOF.exec(name)?.[1]
    if (index === undefined) continue
    const document = files.get(`records/${index}.json`)
    const verdict = await judgeProof({ ...trust, proof: machine.text(bytes), document }, machine)
    records.push({ name, verdict })
  }
  return { misfits, records }
}
