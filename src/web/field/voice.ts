/** What browsers with speech input have, under one of two names; lib.dom does not know it. */
type Recognition = {
  lang: string
  onresult: (event: { readonly results: ArrayLike<ArrayLike<{ readonly transcript: string }>> }) => void
  onerror: () => void
  onend: () => void
  start(): void
  abort?(): void
}
type Maker = new () => Recognition

const maker = (): Maker | undefined =>
  Reflect.get(globalThis, 'SpeechRecognition') ?? Reflect.get(globalThis, 'webkitSpeechRecognition')

export const canListen = (): boolean => maker() !== undefined

/** Some never say that they have ended, e.g. without a network; nobody waits longer than this for them. */
const PATIENCE_MS = 15_000

/** Listens once. The text heard; empty: nothing was understood. */
export function listen(language: 'zh' | 'en'): Promise<string> {
  const Heard = maker()
  if (Heard === undefined) return Promise.resolve('')
  return new Promise((done) => {
    const ear = new Heard()
    ear.lang = language === 'zh' ? 'zh-CN' : 'en-GB'
    ear.onresult = ({ results }) => done((results[0]?.[0]?.transcript ?? '').replace(/[。.]$/, ''))
    ear.onerror = () => done('')
    ear.onend = () => done('')
    setTimeout(() => {
      done('')
      ear.abort?.()
    }, PATIENCE_MS)
    try {
      ear.start()
    } catch {
      done('')
    }
  })
}
