import { type DBSchema, deleteDB, type IDBPDatabase, openDB } from 'idb'
import type { FieldPlots } from '#contract/trace'
import type { Draft } from '../draft.ts'
import type { Happened, KeptEntry } from './journal.ts'

/** Who writes on this phone: numbers only, no name. */
export type Writer = {
  readonly account: string
  readonly etown: string
  readonly town: string
  /** What is kept there was made up. Absent on a phone that has not asked since this is told. */
  readonly demonstration?: boolean
}

interface Phone extends DBSchema {
  journal: { key: number; value: Happened }
  /** Bytes, not Blobs: some browsers lose a Blob's file when the phone runs short of space. */
  photos: { key: string; value: ArrayBuffer }
  writer: { key: string; value: Writer }
  plots: { key: string; value: FieldPlots }
  draft: { key: string; value: Draft }
}

const NAME = 'ezhen-field'
/** Stores that hold one thing each. */
const KEPT = ['writer', 'plots', 'draft'] as const
type KeptName = (typeof KEPT)[number]
const ONE = 'one'
let opened: Promise<IDBPDatabase<Phone>> | undefined

const phone = (): Promise<IDBPDatabase<Phone>> => {
  opened ??= openDB<Phone>(NAME, 1, {
    upgrade(db) {
      db.createObjectStore('journal', { autoIncrement: true })
      db.createObjectStore('photos')
      for (const name of KEPT) db.createObjectStore(name)
    },
  })
  return opened
}

/** Everything happened to one record, and its photos, in one transaction: after a crash there is all of it or nothing. */
export async function saveEntry(
  entry: KeptEntry,
  photos: ReadonlyMap<string, ArrayBuffer>,
  closes?: string,
): Promise<void> {
  const tx = (await phone()).transaction(['journal', 'photos', 'draft'], 'readwrite')
  await Promise.all([
    ...[...photos].map(([id, bytes]) => tx.objectStore('photos').put(bytes, id)),
    tx.objectStore('journal').add({ what: 'saved', entry }),
    ...(closes === undefined ? [] : [tx.objectStore('journal').add({ what: 'closed', id: closes })]),
    tx.objectStore('draft').delete(ONE),
    tx.done,
  ])
}

export const readJournal = async (): Promise<readonly Happened[]> => (await phone()).getAll('journal')

export async function append(happened: Happened): Promise<void> {
  await (await phone()).add('journal', happened)
}

export const readPhoto = async (id: string): Promise<ArrayBuffer | undefined> =>
  (await phone()).get('photos', id)

export async function forgetPhoto(id: string): Promise<void> {
  await (await phone()).delete('photos', id)
}

export async function keep<K extends KeptName>(name: K, value: Phone[K]['value']): Promise<void> {
  await (await phone()).put(name, value, ONE)
}

export const kept = async <K extends KeptName>(name: K) => (await phone()).get(name, ONE)

export async function forget(name: KeptName): Promise<void> {
  await (await phone()).delete(name, ONE)
}

/** At sign-out: nothing of this app stays in the browser. */
export async function wipe(): Promise<void> {
  ;(await phone()).close()
  opened = undefined
  await deleteDB(NAME)
}
