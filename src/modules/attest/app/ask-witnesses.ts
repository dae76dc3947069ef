import { inEtown } from '../../../platform/db/act.ts'
import { roomOf } from '../../../platform/db/house.ts'
import type { House } from '../../../platform/house.ts'
import type { Duty } from '../../../platform/work/worker.ts'
import { type AttestDb, type CheckpointRow, endAlarm, newestCheckpoint, raiseAlarm } from '../db/logs.ts'
import { readTiles } from '../db/tiles.ts'
import { activeWitnesses, insertCosignature, noteAnswer, type WitnessRow } from '../db/witnesses.ts'
import { toBase64 } from '../domain/base64.ts'
import { cosignedText, readCosignature } from '../domain/checkpoint.ts'
import { readKey, readNote, signatureLine, signaturesBy } from '../domain/note.ts'
import { nodesIn, tilesOf } from '../domain/tiles.ts'
import { consistencyRanges, rangeHash, subtreesOf } from '../domain/tree.ts'
import { machine, sha256 } from './machine.ts'

const PATIENCE_MS = 5_000
/** As long as a witness may be silent before that is an alarm. */
const SILENCE_MS = 10 * 60_000
const ANSWER_BYTES = 64 * 1024
/** Whoever did not answer is left alone for so long. */
const REST_MS = 30_000
const resting = new WeakMap<House, Map<string, number>>()

/** The proof that the tree of `size` leaves begins with the one of `old`. Empty for the first checkpoint of all. */
export async function consistencyOf(
  db: AttestDb,
  etown: number,
  old: number,
  size: number,
): Promise<readonly Uint8Array[]> {
  if (old === 0 || old === size) return []
  const ranges = consistencyRanges(old, size)
  const tiles = await readTiles(db, etown, tilesOf(ranges.flatMap(subtreesOf)))
  return ranges.map((range) => rangeHash(range, nodesIn(tiles, sha256), sha256))
}

/** What came of asking one witness: a line for the checkpoint, or why there is none. */
type Answer =
  | { readonly line: string }
  | { readonly old: number }
  | { readonly breach: 'fork' | 'rollback'; readonly detail: Record<string, unknown> }
  | { readonly silent: string }

/** @law C2SP tlog-witness, add-checkpoint */
async function addCheckpoint(
  witness: WitnessRow,
  { size, note }: CheckpointRow,
  old: number,
  proof: readonly Uint8Array[],
): Promise<Answer> {
  const body = `old ${old}\n${proof.map((hash) => `${toBase64(hash)}\n`).join('')}\n${note}`
  try {
    const reply = await fetch(`${witness.url}/add-checkpoint`, {
      method: 'POST',
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(PATIENCE_MS),
    })
    const text = (await reply.text()).slice(0, ANSWER_BYTES)
    if (reply.status === 200) return await lineIn(witness, note, text)
    if (reply.status === 409 && reply.headers.get('content-type') === 'text/x.tlog.size') {
      const seen = Number(text)
      if (!/^\d{1,15}\n$/.test(text)) return { silent: '409' }
      return seen > Number(size)
        ? { breach: 'rollback', detail: { seen, size: Number(size) } }
        : { old: seen }
    }
    // It knows the log and trusts its key, and yet the tree does not begin with the one it has signed.
    if (reply.status === 409 || reply.status === 422) {
      return { breach: 'fork', detail: { old, size: Number(size), status: reply.status } }
    }
    return { silent: String(reply.status) }
  } catch (error) {
    return { silent: error instanceof Error ? error.name : 'error' }
  }
}

/** Of what a witness answered, the one line that its key has signed; lines of other keys are passed over. */
async function lineIn(witness: WitnessRow, note: string, answer: string): Promise<Answer> {
  const key = readKey(witness.key)
  const signed = readNote(note)
  const both = readNote(note + answer)
  if (key === undefined || signed === undefined || both === undefined) return { silent: 'unreadable' }
  for (const bytes of signaturesBy(key, both)) {
    const made = readCosignature(bytes)
    const message = made && machine.utf8(cosignedText(made.seconds, signed.text))
    if (made && message && (await machine.ed25519(key.key, message, made.signature))) {
      return { line: signatureLine(key, bytes) }
    }
  }
  return { silent: 'wrong signature' }
}

async function askOne(house: House, witness: WitnessRow, newest: CheckpointRow): Promise<boolean> {
  const { etown } = witness
  const proofFrom = (old: number) =>
    inEtown(house.pool, etown, 'read', ({ db }) =>
      consistencyOf(roomOf(db, 'attest'), etown, old, Number(newest.size)),
    )
  const known = Number(witness.size)
  let answer = await addCheckpoint(witness, newest, known, await proofFrom(known))
  // It has seen another size than we remember: asked once more from there.
  if ('old' in answer) answer = await addCheckpoint(witness, newest, answer.old, await proofFrom(answer.old))
  await note(house, witness, newest, answer)
  return 'line' in answer
}

async function note(house: House, witness: WitnessRow, newest: CheckpointRow, answer: Answer): Promise<void> {
  const { etown, name } = witness
  const at = house.clock()
  await inEtown(house.pool, etown, 'write', async (scope) => {
    const db = roomOf(scope.db, 'attest')
    if ('line' in answer) {
      await insertCosignature(db, { etown, size: newest.size, witness: name, line: answer.line, at })
      await noteAnswer(db, etown, name, { size: newest.size, at })
      await endAlarm(db, etown, 'silence', name, at)
      return
    }
    if ('breach' in answer) {
      await raiseAlarm(db, { etown, kind: answer.breach, who: name, at, detail: answer.detail })
      return
    }
    const since = (witness.answered_at ?? witness.added_at).getTime()
    if (at.getTime() - since < SILENCE_MS) return
    const why = 'silent' in answer ? answer.silent : 'old'
    await raiseAlarm(db, { etown, kind: 'silence', who: name, at, detail: { why } })
  })
}

/** 请见证 Brings the newest checkpoint to every active witness that has not signed it. True: somebody was asked. */
export async function askWitnesses(house: House, etown: number): Promise<boolean> {
  const silent = resting.get(house) ?? new Map<string, number>()
  resting.set(house, silent)
  const { newest, waiting } = await inEtown(house.pool, etown, 'read', async (scope) => {
    const db = roomOf(scope.db, 'attest')
    const witnesses = await activeWitnesses(db, etown)
    const newest = witnesses.length === 0 ? undefined : await newestCheckpoint(db, etown)
    return {
      newest,
      waiting: witnesses.filter(
        ({ name, size }) =>
          newest !== undefined && size < newest.size && (silent.get(`${etown} ${name}`) ?? 0) <= Date.now(),
      ),
    }
  })
  if (newest === undefined || waiting.length === 0) return false
  const answered = await Promise.all(waiting.map((witness) => askOne(house, witness, newest)))
  for (const [i, { name }] of waiting.entries()) {
    if (!answered[i]) silent.set(`${etown} ${name}`, Date.now() + REST_MS)
  }
  return true
}

/** Looks at the sweep, and whenever a head has been signed. Whoever is silent is asked again, not at once. */
export const seekWitnesses: Duty = {
  name: 'attest.seek-witnesses',
  rest: 250,
  see: (house, etown) => askWitnesses(house, etown).then(() => false),
}
