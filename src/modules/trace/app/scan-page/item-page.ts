import { type Html, html } from '../../../../platform/http/html.ts'
import { frame } from './frame.ts'
import type { Language } from './language.ts'
import { scanWords } from './scan-words.ts'

export type ItemPage = {
  readonly language: Language
  readonly item: {
    readonly name: string
    readonly spec: string
    readonly gtin: string
    readonly restricted: boolean
  }
  readonly producer: string
  readonly town: { readonly name: string; readonly demonstration: boolean }
  /** A lot was asked for that this product never had. */
  readonly unknownLot: boolean
}

/** 产品页 What there is to say of a product before any lot is named. */
export function itemPage({ language, item, producer, town, unknownLot }: ItemPage): Html {
  const w = scanWords[language]
  const alert = html`<div class="state contradicts" role="alert"><span aria-hidden="true">✕</span><p>${w.unknownLot}</p></div>`
  const body = html`<h1>${item.name}</h1><p class="small">${item.spec}</p>${unknownLot && alert}
<dl class="card"><dt>${w.by}</dt><dd>${producer}</dd><dt>GTIN</dt><dd>${item.gtin}</dd></dl><p>${w.onlyProduct}</p>`
  const foot = html`<p class="small">${town.name} · ${item.restricted ? w.restricted : w.gs1}</p>`
  const other = language === 'zh' ? '?lang=en' : '?lang=zh'
  return frame({ language, title: item.name, other, demonstration: town.demonstration, body, foot })
}
