/** What browsers with speech input have, under one of two names; lib.dom does not know it. */
type Recognition = {
  lang: string
  onresult: (event: { readonly results: ArrayLike<ArrayLike<{ readonly transcript: string }>> }) => void
  onend: () => void
  start(): void
}
type Maker = new () => Recognition

const maker = (): Maker | undefined =>
  Reflect.get(globalThis, 'SpeechRecognition') ?? Reflect.get(globalThis, 'webkitSpeechRecognition')

export const canListen = (): boolean => maker() !== undefined

/** Listens once. The text heard; empty: nothing was understood. */
export function listen(language: 'zh' | 'en'): Promise<string> {
  const Heard = maker()
  if (Heard === undefined) return Promise.resolve('')
  return new Promise((done) => {
    const ear = new Heard()
    ear.lang = language === 'zh' ? 'zh-CN' : 'en-GB'
    ear.onresult = ({ results }) => done((results[0]?.[0]?.transcript ?? '').replace(/[。.]$/, ''))
    ear.onend = () => done('')
    try {
      ear.start()
    } catch {
      done('')
    }
  })
}
