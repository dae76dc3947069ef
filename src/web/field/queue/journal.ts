import type { FieldEntry, FieldReceipt } from '#contract/trace'

/** What the phone keeps of a record until it is on the server. Nobody is named in it: people and plots are numbers. */
export type KeptEntry = Omit<FieldEntry, 'sentAt'> & {
  /** Number of the account that wrote it: another person's records are not sent in one's own name. */
  readonly by: string
  readonly etown: string
  /** What the list calls it: `打药 · 太古塬 3 号园`. */
  readonly title: string
  readonly photos: readonly string[]
}

export type Reason = { readonly code: string; readonly zh: string; readonly en: string }

/** 手机日志 Everything that ever happened to the phone's records, in order; nothing in it is changed. */
export type Happened =
  | { readonly what: 'saved'; readonly entry: KeptEntry }
  | { readonly what: 'received'; readonly id: string; readonly receipt: FieldReceipt }
  | { readonly what: 'refused'; readonly id: string; readonly reasons: readonly Reason[] }
  | { readonly what: 'photo-received'; readonly id: string; readonly photo: string }
  | {
      readonly what: 'photo-refused'
      readonly id: string
      readonly photo: string
      readonly reasons: readonly Reason[]
    }
  | { readonly what: 'closed'; readonly id: string }

/** 待上传 → 已收到, or 需处理; `closed`: its writer wrote it anew or gave it up. */
export type RecordState = 'waiting' | 'received' | 'refused' | 'closed'

export type PhoneRecord = {
  readonly entry: KeptEntry
  readonly state: RecordState
  readonly receipt: FieldReceipt | undefined
  readonly reasons: readonly Reason[]
  /** Photos that have not been answered yet. */
  readonly photosLeft: readonly string[]
}

/** One thing more happened to a record. What the server has, it has: nothing later takes a receipt back. */
function after(record: PhoneRecord, next: Exclude<Happened, { what: 'saved' }>): PhoneRecord {
  const without = (photo: string) => record.photosLeft.filter((one) => one !== photo)
  switch (next.what) {
    case 'received':
      return { ...record, state: 'received', receipt: next.receipt, reasons: [] }
    case 'refused':
      return record.state === 'waiting' ? { ...record, state: 'refused', reasons: next.reasons } : record
    case 'photo-received':
      return { ...record, photosLeft: without(next.photo) }
    case 'photo-refused':
      return {
        ...record,
        photosLeft: without(next.photo),
        reasons: [...record.reasons, ...next.reasons],
      }
    case 'closed':
      return record.state === 'received' ? record : { ...record, state: 'closed' }
  }
}

/** The records as they stand, in the order they were saved. */
export function recordsOf(journal: readonly Happened[]): readonly PhoneRecord[] {
  const records = new Map<string, PhoneRecord>()
  for (const next of journal) {
    if (next.what === 'saved') {
      const { entry } = next
      const { id, photos } = entry
      if (!records.has(id))
        records.set(id, { entry, state: 'waiting', receipt: undefined, reasons: [], photosLeft: photos })
      continue
    }
    const record = records.get(next.id)
    if (record !== undefined) records.set(next.id, after(record, next))
  }
  return [...records.values()]
}

/** Not on the server yet, as far as this phone knows. A refused record waits for its writer. */
export const isUnsent = ({ state, photosLeft }: PhoneRecord): boolean =>
  state === 'waiting' || state === 'refused' || (state === 'received' && photosLeft.length > 0)

const DAY_MS = 86_400_000

/** Full days the oldest unsent record has waited, once it is more than two; `now` in milliseconds since 1970. */
export function daysWaited(records: readonly PhoneRecord[], now: number): number | undefined {
  const saved = records.filter(isUnsent).map(({ entry }) => Date.parse(entry.savedAt))
  const days = saved.length === 0 ? 0 : (now - Math.min(...saved)) / DAY_MS
  return days > 2 ? Math.floor(days) : undefined
}
