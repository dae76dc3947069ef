import { fromHex, toBase64, toHex } from './base64.ts'
import { type AnySha256, rootOfInclusion, sameBytes } from './check-proof.ts'
import { type Checkpoint, cosignedText, readCheckpoint, readCosignature } from './checkpoint.ts'
import { leafInput } from './hash-input.ts'
import { type AttestedRecord, commitmentInput, leafOf, leafText, readOpening, readRecord } from './leaf.ts'
import { type Note, type NoteKey, readNote, signaturesBy } from './note.ts'
import { readProofText } from './proof-text.ts'

/** What the checking needs of the machine it runs on. */
export type Machine = {
  readonly sha256: AnySha256
  readonly ed25519: (key: Uint8Array, message: Uint8Array, signature: Uint8Array) => Promise<boolean>
  readonly utf8: (text: string) => Uint8Array
  readonly text: (utf8: Uint8Array) => string
}

/** 核验结论 Valid, and what that says; or the one reason why not. */
export type Verdict =
  | { readonly valid: true; readonly says: Finding }
  | { readonly valid: false; readonly why: Reason; readonly detail: string }

export type Finding = {
  readonly origin: string
  readonly index: number
  readonly size: number
  readonly record: AttestedRecord
  readonly witnesses: readonly { readonly name: string; readonly seconds: number }[]
  /** Which part of the record the document is; undefined where none was brought. */
  readonly document: 'content' | 'evidence' | undefined
}

export type Reason =
  | 'not-a-proof'
  | 'not-a-checkpoint'
  | 'unknown-log'
  | 'log-signature'
  | 'witness-signature'
  | 'few-witnesses'
  | 'erased'
  | 'not-a-record'
  | 'not-in-log'
  | 'other-document'
  | 'no-machine'

const no = (why: Reason, detail = ''): Verdict => ({ valid: false, why, detail })

export type Asked = {
  /** Text of a `.tlog-proof`. */
  readonly proof: string
  /** Whom one trusts: the log's key, and its witnesses'. */
  readonly keys: readonly NoteKey[]
  /** How many different witnesses must have signed. */
  readonly quorum: number
  /** The bytes of a document that the record is said to vouch for. */
  readonly document?: Uint8Array | undefined
}

/** Judges a proof with nothing but what is in hand: no network, no trust in who handed it over. */
export async function judgeProof(asked: Asked, machine: Machine): Promise<Verdict> {
  const read = readProofText(asked.proof)
  if (read === undefined) return no('not-a-proof')
  const note = readNote(read.checkpoint)
  const checkpoint = note && readCheckpoint(note.text)
  if (note === undefined || checkpoint === undefined) return no('not-a-checkpoint')
  const signed = await judgeSignatures(note, checkpoint, asked, machine)
  if ('why' in signed) return no(signed.why, signed.detail)
  const opening = read.extra && readOpening(read.extra)
  if (opening === undefined) return no('erased', String(read.index))
  const record = readRecord(machine.text(opening.record))
  if (record === undefined) return no('not-a-record')
  const sha256 = await machine.sha256(commitmentInput(opening))
  const entry = machine.utf8(leafText(leafOf(record, { sha256, sm3: opening.sm3 })))
  const leafHash = await machine.sha256(leafInput(entry))
  const place = { index: read.index, size: checkpoint.size, leafHash }
  const root = await rootOfInclusion(place, read.proof, machine.sha256)
  if (root === undefined || !sameBytes(root, checkpoint.root)) {
    return no('not-in-log', root === undefined ? '' : toBase64(root))
  }
  const document = asked.document && (await placeOf(asked.document, record, machine))
  if (asked.document !== undefined && document === undefined) {
    return no('other-document', toHex(await machine.sha256(asked.document)))
  }
  const { origin, size } = checkpoint
  const { index } = read
  return { valid: true, says: { origin, index, size, record, witnesses: signed.witnesses, document } }
}

type Signed = { readonly witnesses: Finding['witnesses'] } | { readonly why: Reason; readonly detail: string }

async function judgeSignatures(
  note: Note,
  { origin }: Checkpoint,
  { keys, quorum }: Asked,
  { ed25519, utf8 }: Machine,
): Promise<Signed> {
  const logKeys = keys.filter((key) => key.kind === 'ed25519' && key.name === origin)
  const known = logKeys.flatMap((key) => signaturesBy(key, note).map((signature) => ({ key, signature })))
  if (known.length === 0) return { why: 'unknown-log', detail: origin }
  for (const { key, signature } of known) {
    if (!(await ed25519(key.key, utf8(note.text), signature))) return { why: 'log-signature', detail: origin }
  }
  const witnesses = new Map<string, number>()
  for (const key of keys.filter(({ kind }) => kind === 'cosignature')) {
    for (const bytes of signaturesBy(key, note)) {
      const made = readCosignature(bytes)
      const good =
        made && (await ed25519(key.key, utf8(cosignedText(made.seconds, note.text)), made.signature))
      if (made === undefined || !good) return { why: 'witness-signature', detail: key.name }
      witnesses.set(key.name, made.seconds)
    }
  }
  if (witnesses.size < quorum) return { why: 'few-witnesses', detail: `${witnesses.size}/${quorum}` }
  return { witnesses: [...witnesses].map(([name, seconds]) => ({ name, seconds })) }
}

async function placeOf(
  document: Uint8Array,
  { sha256, evidence }: AttestedRecord,
  machine: Machine,
): Promise<Finding['document']> {
  const hash = await machine.sha256(document)
  const is = (hex: string): boolean => sameBytes(hash, fromHex(hex) ?? new Uint8Array())
  if (is(sha256)) return 'content'
  return evidence.some(is) ? 'evidence' : undefined
}
