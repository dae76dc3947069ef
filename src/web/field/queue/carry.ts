import { saveFile } from '#web/ask.ts'
import { isUnsent, type KeptEntry, type PhoneRecord } from './journal.ts'
import { readJournal, readPhoto, saveEntry, type Writer } from './phone-store.ts'

const FORMAT = 'ezhen-field-records/1'

const base64 = (bytes: ArrayBuffer): string => {
  let text = ''
  for (const byte of new Uint8Array(bytes)) text += String.fromCharCode(byte)
  return btoa(text)
}
const bytesOf = (text: string): ArrayBuffer => Uint8Array.from(atob(text), (c) => c.charCodeAt(0)).buffer

/** 导出 Writes what is not on the server yet into a file, photos and all; it stays on the phone too. */
export async function carry(records: readonly PhoneRecord[]): Promise<void> {
  const unsent = records.filter(isUnsent)
  const photos: Record<string, string> = {}
  for (const { photosLeft } of unsent)
    for (const id of photosLeft) {
      const bytes = await readPhoto(id)
      if (bytes !== undefined) photos[id] = base64(bytes)
    }
  const content = JSON.stringify({ format: FORMAT, entries: unsent.map(({ entry }) => entry), photos })
  saveFile({
    name: `田间记录-${new Date().toISOString().slice(0, 10)}.json`,
    content: new Blob([content], { type: 'application/json' }),
  })
}

type Carried = { readonly entries: readonly KeptEntry[]; readonly photos: Readonly<Record<string, string>> }

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null
/** The shape this app itself relies on; what the entry says is for the server to judge. */
const isEntry = (value: unknown): value is KeptEntry =>
  isRecord(value) &&
  typeof value.id === 'string' &&
  typeof value.kind === 'string' &&
  typeof value.title === 'string' &&
  typeof value.occurredAt === 'string' &&
  typeof value.savedAt === 'string' &&
  isRecord(value.facts) &&
  Array.isArray(value.photos)
const isCarried = (value: unknown): value is Carried =>
  isRecord(value) &&
  value.format === FORMAT &&
  Array.isArray(value.entries) &&
  value.entries.every(isEntry) &&
  isRecord(value.photos) &&
  Object.values(value.photos).every((photo) => typeof photo === 'string')

/**
 * Takes in a file another phone wrote, to be sent by whoever is signed in here: the ids stay, so what was sent in the
 * meantime is not stored twice. How many were new; undefined: not such a file.
 */
export async function takeIn(file: Blob, writer: Writer): Promise<number | undefined> {
  try {
    const carried: unknown = JSON.parse(await file.text())
    if (!isCarried(carried)) return undefined
    const known = new Set(
      (await readJournal()).flatMap((one) => (one.what === 'saved' ? [one.entry.id] : [])),
    )
    const fresh = carried.entries.filter(({ id }) => !known.has(id))
    for (const entry of fresh) {
      const photos = entry.photos.flatMap((id) => {
        const text = carried.photos[id]
        return text === undefined ? [] : [[id, bytesOf(text)] as const]
      })
      await saveEntry({ ...entry, by: writer.account }, new Map(photos))
    }
    return fresh.length
  } catch {
    return undefined
  }
}
