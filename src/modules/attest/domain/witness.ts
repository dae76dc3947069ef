import { fromBase64 } from './base64.ts'
import { isConsistent, sameBytes } from './check-proof.ts'
import { type Checkpoint, readCheckpoint } from './checkpoint.ts'
import { type NoteKey, readNote, signaturesBy } from './note.ts'
import type { Machine } from './verdict.ts'

/** What a log brings to a witness. @law C2SP tlog-witness, add-checkpoint */
export type Brought = { readonly old: number; readonly proof: readonly Uint8Array[]; readonly note: string }

const MOST_HASHES = 63

/** Undefined for what the protocol does not know. */
export function readBrought(body: string): Brought | undefined {
  const split = body.indexOf('\n\n')
  const [first = '', ...lines] = body.slice(0, split).split('\n')
  const old = /^old (0|[1-9]\d{0,15})$/.exec(first)?.[1]
  const proof = lines.flatMap((line) => fromBase64(line) ?? [])
  const whole = proof.length === lines.length && proof.every((hash) => hash.length === 32)
  if (split < 0 || old === undefined || !whole || lines.length > MOST_HASHES) return undefined
  return { old: Number(old), proof, note: body.slice(split + 2) }
}

/** 见证判断 What a witness does with what was brought: sign it, or refuse with the status the protocol says. */
export type WitnessVerdict =
  | { readonly sign: true; readonly checkpoint: Checkpoint; readonly text: string }
  | {
      readonly sign: false
      readonly status: 400 | 403 | 404 | 409 | 422
      /** With 409: the size this witness has signed last. */
      readonly size?: number
      /** Signed by the log's own key, and not what the log has signed before. */
      readonly breach?: 'fork' | 'unproven'
    }

/** `seen`: the last checkpoint of this origin that the witness has signed. */
export async function judgeBrought(
  { old, proof, note }: Brought,
  keys: readonly NoteKey[],
  seen: (origin: string) => Checkpoint | undefined,
  machine: Machine,
): Promise<WitnessVerdict> {
  const refuse = (status: 400 | 403 | 404 | 409 | 422, more = {}): WitnessVerdict => ({
    sign: false,
    status,
    ...more,
  })
  const read = readNote(note)
  const checkpoint = read && readCheckpoint(read.text)
  if (read === undefined || checkpoint === undefined) return refuse(400)
  const own = keys.filter(({ kind, name }) => kind === 'ed25519' && name === checkpoint.origin)
  if (own.length === 0) return refuse(404)
  if (!(await anySigned(own, read, machine))) return refuse(403)
  if (old > checkpoint.size) return refuse(400)
  const before = seen(checkpoint.origin)
  const size = before?.size ?? 0
  if (before?.size === checkpoint.size && !sameBytes(before.root, checkpoint.root)) {
    return refuse(409, old === size ? { breach: 'fork' } : { size, breach: 'fork' })
  }
  if (old !== size) return refuse(409, { size })
  const empty = await machine.sha256(new Uint8Array())
  const earlier = before ?? { size: 0, root: empty }
  if (!(await isConsistent(earlier, checkpoint, proof, machine.sha256)))
    return refuse(422, { breach: 'unproven' })
  return { sign: true, checkpoint, text: read.text }
}

async function anySigned(
  keys: readonly NoteKey[],
  note: { readonly text: string } & Parameters<typeof signaturesBy>[1],
  { ed25519, utf8 }: Machine,
): Promise<boolean> {
  for (const key of keys) {
    for (const signature of signaturesBy(key, note)) {
      if (await ed25519(key.key, utf8(note.text), signature)) return true
    }
  }
  return false
}
