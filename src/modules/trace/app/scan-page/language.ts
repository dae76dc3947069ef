export type Language = 'zh' | 'en'

/** `?lang=` goes before what the browser prefers; whoever says neither reads Chinese. */
export function languageOf(call: {
  readonly headers: { readonly 'accept-language'?: string | undefined }
  readonly url: string
}): Language {
  const asked = /[?&]lang=(zh|en)\b/.exec(call.url)?.[1]
  if (asked === 'zh' || asked === 'en') return asked
  const first = /^\s*([a-z]{2})/i.exec(call.headers['accept-language'] ?? '')?.[1]?.toLowerCase()
  return first === undefined || first === 'zh' ? 'zh' : 'en'
}
