import { addPhoto, recordFieldEntry } from '#contract/trace'
import { ask, askUpload } from '#web/ask.ts'
import { Problem, Unanswered } from '#web/problem.ts'
import { append, forgetPhoto, readJournal, readPhoto } from './phone-store.ts'
import { type Came, type Ports, type Sent, sendAll } from './send.ts'

/** Refusals that say nothing about the record: the same one may be sent again as it is. */
const PASSING = ['http.met_another', 'http.too_many', 'http.busy'] as const

export async function cameOf<T>(asked: Promise<T>): Promise<Came<T>> {
  try {
    return { got: await asked }
  } catch (error) {
    if (error instanceof Unanswered) return 'no-answer'
    if (!(error instanceof Problem)) throw error
    if (error.has('http.sign_in_first')) return 'signed-out'
    if (error.status >= 500 || PASSING.some((code) => error.has(code))) return 'no-answer'
    return { refused: error.refusals.map(({ code, zh, en }) => ({ code, zh, en })) }
  }
}

const ports: Ports = {
  journal: readJournal,
  append,
  forgetPhoto,
  async photo(id) {
    const bytes = await readPhoto(id)
    return bytes && new Blob([bytes], { type: 'image/jpeg' })
  },
  post({ by: _by, title: _title, photos: _photos, etown, ...entry }) {
    const body = { ...entry, sentAt: new Date().toISOString() }
    return cameOf(ask(recordFieldEntry, { etown, body }))
  },
  putPhoto({ etown }, step, photo, content) {
    const file = new File([content], `${photo}.jpg`, { type: 'image/jpeg' })
    return cameOf(askUpload(addPhoto, file, { etown, params: { step }, key: photo }))
  },
}

/** One window at a time, where the browser can keep the others out; the server takes each id once in any case. */
export async function sendNow(account: string): Promise<Sent> {
  if (!('locks' in navigator)) return sendAll(ports, account)
  return navigator.locks.request('ezhen-field-send', () => sendAll(ports, account))
}
