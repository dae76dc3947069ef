import { fromBase64, toBase64, toHex } from './base64.ts'

/** @law C2SP signed-note: text, an empty line, signature lines. */
export type Note = {
  /** With its last line break, without the empty line: what is signed. */
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

export type NoteSignature = {
  readonly name: string
  /** Eight hex digits: which key of that name. */
  readonly id: string
  readonly signature: Uint8Array
}

/** Kinds of keys, as their first byte tells them apart. 0xff: ours, SM2 with SM3, which others pass over. */
export const KEY_KINDS = { ed25519: 1, cosignature: 4, sm2: 255 } as const
export type KeyKind = keyof typeof KEY_KINDS

/** 公开验证钥 A key one trusts: whose it is, its id in signature lines, its bytes. */
export type NoteKey = {
  readonly name: string
  readonly id: string
  readonly kind: KeyKind
  readonly key: Uint8Array
}

const SIGNATURE = /^— ([^\s+]+) ([A-Za-z0-9+/]+={0,2})$/
const KINDS: readonly KeyKind[] = ['ed25519', 'cosignature', 'sm2']

/** Undefined for what is no signed note. */
export function readNote(whole: string): Note | undefined {
  const split = whole.lastIndexOf('\n\n')
  if (split < 0 || !whole.endsWith('\n') || /[^\P{Cc}\n]/u.test(whole)) return undefined
  const signatures: NoteSignature[] = []
  for (const line of whole.slice(split + 2, -1).split('\n')) {
    const [, name = '', encoded = ''] = SIGNATURE.exec(line) ?? []
    const bytes = fromBase64(encoded)
    if (name === '' || bytes === undefined || bytes.length < 5) return undefined
    signatures.push({ name, id: toHex(bytes.subarray(0, 4)), signature: bytes.slice(4) })
  }
  return { text: whole.slice(0, split + 1), signatures }
}

/** One signature line, with its line break. */
export function signatureLine({ name, id }: NoteKey, signature: Uint8Array): string {
  const bytes = new Uint8Array(4 + signature.length)
  bytes.set(id.match(/../g)?.map((pair) => Number.parseInt(pair, 16)) ?? [])
  bytes.set(signature, 4)
  return `— ${name} ${toBase64(bytes)}\n`
}

/** What the id of a key is the first four bytes of the SHA-256 of. */
export function keyIdInput(name: string, kind: KeyKind, key: Uint8Array): Uint8Array {
  const head = [...name].map((letter) => letter.charCodeAt(0))
  // A kind of our own says after its byte which it is, so that nobody's 0xff is mistaken for ours.
  const longer = kind === 'sm2' ? [...'SM2-SM3'].map((letter) => letter.charCodeAt(0)) : []
  return Uint8Array.of(...head, 10, KEY_KINDS[kind], ...longer, ...key)
}

/** A key as one line that people pass on (`name+id+base64`), the id yet to be held against `keyIdInput`. */
export function readKey(line: string): NoteKey | undefined {
  const [, name = '', id = '', encoded = ''] =
    /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+={0,2})$/.exec(line) ?? []
  const bytes = fromBase64(encoded)
  const kind = KINDS.find((known) => KEY_KINDS[known] === bytes?.[0])
  if (name === '' || /[^\x21-\x7e]/.test(name) || bytes === undefined || kind === undefined) return undefined
  const key = bytes.slice(1)
  return key.length === (kind === 'sm2' ? 65 : 32) ? { name, id, kind, key } : undefined
}

export const keyLine = ({ name, id, kind, key }: NoteKey): string =>
  `${name}+${id}+${toBase64(Uint8Array.of(KEY_KINDS[kind], ...key))}`

/** The signatures of a note that a key may have made. */
export const signaturesBy = ({ name, id }: NoteKey, note: Note): readonly Uint8Array[] =>
  note.signatures.filter((s) => s.name === name && s.id === id).map((s) => s.signature)
