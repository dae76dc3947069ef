import { type Html, html } from '../../../../platform/http/html.ts'
import { frame } from './frame.ts'
import type { Language } from './language.ts'
import { scanWords } from './scan-words.ts'

/** Why there is nothing to show. */
export type Sorry = keyof (typeof scanWords)['zh']['sorry']

/** What there is nothing to show for, and what to do about it. */
export function sorryPage(why: Sorry, language: Language): Html {
  const [title = '', next = ''] = scanWords[language].sorry[why]
  const body = html`<h1>${title}</h1><div class="state unusual"><p>${next}</p></div>`
  return frame({
    language,
    title,
    other: language === 'zh' ? '?lang=en' : '?lang=zh',
    demonstration: false,
    body,
  })
}
