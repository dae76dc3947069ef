import { holdsLine, keyNamed } from '#attest'
import { sha256Hex } from '#kernel/sha256'
import { type SnapshotContent, zSnapshotContent } from '../contract/snapshot-shapes.ts'
import type { DispatchMachine } from '../domain/dispatch.ts'

function contentIn(line: string): SnapshotContent | undefined {
  try {
    const read = zSnapshotContent.safeParse(JSON.parse(line))
    return read.success ? read.data : undefined
  } catch {
    return undefined
  }
}

/** This Node as the verifier needs it, trusting these two keys of an origin. */
export function trusting(origin: string, keys: readonly string[]): DispatchMachine {
  const trusted = (kind: 'ed25519' | 'sm2') =>
    keys.flatMap((line) => keyNamed(line, kind, `${origin}/report`) ?? [])
  return {
    sha256Hex,
    contentIn,
    signed: async (kind, text, signature) => trusted(kind).some((key) => holdsLine(key, text, signature)),
  }
}

/** Two key lines of this origin, Ed25519 first; undefined for anything else. */
export function keyPair(origin: string, lines: readonly string[]): readonly [string, string] | undefined {
  const of = (kind: 'ed25519' | 'sm2') =>
    lines.find((line) => keyNamed(line, kind, `${origin}/report`) !== undefined)
  const [ed25519, sm2] = [of('ed25519'), of('sm2')]
  return ed25519 === undefined || sm2 === undefined ? undefined : [ed25519.trim(), sm2.trim()]
}
