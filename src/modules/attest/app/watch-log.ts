import { sameBytes } from '../domain/check-proof.ts'
import { readCheckpoint } from '../domain/checkpoint.ts'
import { type NoteKey, readNote, signaturesBy } from '../domain/note.ts'
import { machine } from './machine.ts'
import type { WitnessBook } from './witness-book.ts'

/** A log as its witness reaches it. */
export type WatchedLog = { readonly url: string; readonly key: NoteKey }

/** What a look at the public log told. */
export type Look = 'fine' | 'rollback' | 'fork' | 'silence' | 'other-key'

/**
 * Looks at what a log shows to everybody: never smaller than what it had signed for this witness, never another tree of the
 * same size. `silence`: it does not answer.
 */
export async function lookAtLog({ url, key }: WatchedLog, book: WitnessBook, now: Date): Promise<Look> {
  const text = await fetch(`${url}/checkpoint`, { redirect: 'error', signal: AbortSignal.timeout(5_000) })
    .then((reply) => (reply.ok ? reply.text() : undefined))
    .catch(() => undefined)
  const note = text === undefined ? undefined : readNote(text)
  const checkpoint = note && readCheckpoint(note.text)
  if (text === undefined || note === undefined || checkpoint === undefined) return 'silence'
  const [signature] = signaturesBy(key, note)
  const own =
    checkpoint.origin === key.name &&
    signature !== undefined &&
    (await machine.ed25519(key.key, machine.utf8(note.text), signature))
  if (!own) return 'other-key'
  const seen = book.seen(key.name)
  const look =
    seen === undefined || checkpoint.size > seen.size
      ? 'fine'
      : checkpoint.size < seen.size
        ? 'rollback'
        : sameBytes(seen.root, checkpoint.root)
          ? 'fine'
          : 'fork'
  if (look !== 'fine') await book.alarm(look, key.name, text, now)
  return look
}

/** The keys a log publishes; only the one that signs checkpoints is taken. Undefined: nothing there, or no such key. */
export async function fetchLogKey(
  url: string,
  parse: (line: string) => NoteKey | undefined,
): Promise<NoteKey | undefined> {
  const text = await fetch(`${url}/keys`, { redirect: 'error', signal: AbortSignal.timeout(5_000) })
    .then((reply) => (reply.ok ? reply.text() : ''))
    .catch(() => '')
  return text
    .split('\n')
    .flatMap((line) => parse(line) ?? [])
    .find(({ kind }) => kind === 'ed25519')
}
