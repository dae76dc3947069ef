import type { FieldReceipt } from '#contract/trace'
import { type Happened, type KeptEntry, type PhoneRecord, type Reason, recordsOf } from './journal.ts'

/** What came back. `no-answer`: it may or may not have been stored; the same id, sent again, tells. */
export type Came<T> =
  | { readonly got: T }
  | { readonly refused: readonly Reason[] }
  | 'no-answer'
  | 'signed-out'

/** What sending needs of the phone and of the network. Each call may be the last before the phone dies. */
export type Ports = {
  journal(): Promise<readonly Happened[]>
  append(happened: Happened): Promise<void>
  post(entry: KeptEntry): Promise<Came<FieldReceipt>>
  photo(id: string): Promise<Blob | undefined>
  forgetPhoto(id: string): Promise<void>
  putPhoto(entry: KeptEntry, step: string, photo: string, content: Blob): Promise<Came<unknown>>
}

export type Sent = 'all' | 'no-answer' | 'signed-out'

/**
 * Sends what one person's records wait for: all texts in the order they were written (a harvest is judged by the sprays
 * before it), then photos. Stops at the first silence; whoever calls it again goes on from the journal.
 */
export async function sendAll(ports: Ports, by: string): Promise<Sent> {
  const own = async (): Promise<readonly PhoneRecord[]> =>
    recordsOf(await ports.journal()).filter(({ entry }) => entry.by === by)
  for (const { entry, state } of await own()) {
    if (state !== 'waiting') continue
    const came = await ports.post(entry)
    if (came === 'no-answer' || came === 'signed-out') return came
    await ports.append(
      'got' in came
        ? { what: 'received', id: entry.id, receipt: came.got }
        : { what: 'refused', id: entry.id, reasons: came.refused },
    )
  }
  for (const record of await own()) {
    const stopped = await sendPhotos(ports, record)
    if (stopped !== undefined) return stopped
  }
  return 'all'
}

async function sendPhotos(
  ports: Ports,
  { entry, receipt, photosLeft }: PhoneRecord,
): Promise<'no-answer' | 'signed-out' | undefined> {
  if (receipt === undefined) return undefined
  for (const photo of photosLeft) {
    const content = await ports.photo(photo)
    const came: Came<unknown> =
      content === undefined ? { refused: [LOST] } : await ports.putPhoto(entry, receipt.step, photo, content)
    if (came === 'no-answer' || came === 'signed-out') return came
    const { id } = entry
    await ports.append(
      'got' in came
        ? { what: 'photo-received', id, photo }
        : { what: 'photo-refused', id, photo, reasons: came.refused },
    )
    await ports.forgetPhoto(photo)
  }
  return undefined
}

const LOST: Reason = {
  code: 'photo.lost',
  zh: '这张照片在手机上已不在（可能被系统清理）；文字记录已收到，照片可到电脑上补。',
  en: 'This photo is no longer on the phone. The record was received; add the photo at a desk.',
}
