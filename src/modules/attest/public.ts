import { type AnyDb, roomOf } from '../../platform/db/house.ts'
import { machine } from './app/machine.ts'
import { prove } from './app/prove.ts'
import { keysOf } from './app/public-log.ts'
import { leafAt, leavesOfEvents, pageOfLeaves } from './db/leaves.ts'
import { findLog } from './db/logs.ts'
import { storedZip, type ZipFile } from './domain/stored-zip.ts'

export { type Judged, judgeFile, readTrustedKey } from './app/judge-file.ts'
export type { StatedRecord } from './app/prove-records.ts'
export { recordsPage, type ShownRecord } from './app/records-page.ts'
export { holdsLine, keyNamed, openSigner, type Signer } from './app/signer.ts'
export { type Succession, succeedLog } from './app/succeed-log.ts'
export { policyFor, VERIFIER_STYLE } from './app/verifier-page.ts'
export { fetchLogKey, lookAtLog, type WatchedLog } from './app/watch-log.ts'
export { openWitnessBook, type WitnessBook } from './app/witness-book.ts'
export { witnessServer } from './app/witness-server.ts'
export { keyLine } from './domain/note.ts'

/** The place of a leaf in the e-town's log, and of what kind it is. */
export type Place = { readonly index: bigint; readonly kind: string }

/** The leaves about a subject, of one kind or any, newest first, at most 50. */
export async function placesOf(
  db: AnyDb,
  etown: number,
  { subject, kind }: { readonly subject: string; readonly kind?: string },
): Promise<readonly Place[]> {
  const looked = { subject, kind, before: undefined, limit: 50 }
  const { rows } = await pageOfLeaves(roomOf(db, 'attest'), etown, looked)
  return rows.slice(0, 50).map(({ index, kind }) => ({ index, kind }))
}

/**
 * The proof of a leaf as one text (C2SP tlog-proof) with what opens it, for whoever may see the record; undefined where there
 * is no such leaf or no signed checkpoint covers it yet.
 */
export async function proofOf(db: AnyDb, etown: number, index: bigint): Promise<string | undefined> {
  const own = roomOf(db, 'attest')
  return (await prove(own, etown, index, leafAt(own, etown, index)))?.text
}

/** The places of the first leaves of events of the outbox, by event; those the log has not taken in yet are left out. */
export const placesOfEvents = (db: AnyDb, etown: number, seqs: readonly bigint[]) =>
  leavesOfEvents(roomOf(db, 'attest'), etown, seqs)

/** The public keys of an e-town's log and of its witnesses, one line each; none before there is a log. */
export async function logKeysOf(db: AnyDb, etown: number): Promise<readonly string[]> {
  const own = roomOf(db, 'attest')
  const log = await findLog(own, etown)
  return log === undefined ? [] : keysOf(own, log)
}

/** 归档 Files as they are in one zip, piece by piece. */
export const zipOf = (files: readonly ZipFile[]): readonly Uint8Array[] => storedZip(files, machine.utf8)
