import { type Html, html } from '../../../../platform/http/html.ts'
import type { Language } from './language.ts'
import { scanWords } from './scan-words.ts'

/** Everything the page needs to look right, in the one answer: a phone on a bad line asks once. */
const STYLE = html`<style>*{box-sizing:border-box}body{margin:0;font:17px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;color:#1c2420;background:#f4f6f2}
main,header,footer{max-width:40rem;margin:0 auto;padding:0 1rem}header{display:flex;justify-content:space-between;align-items:center;padding-top:.5rem}
a{color:#0b5c3b}header a,#check{display:inline-flex;align-items:center;min-height:44px}h1{font-size:1.6rem;line-height:1.3;margin:.3rem 0 0}h2{font-size:1.15rem;margin:1.6rem 0 .5rem}
.state{border-radius:.6rem;padding:.8rem 1rem;margin:.8rem 0;font-weight:600;display:flex;gap:.6rem}.open{background:#dff2e3;color:#0d4a26}.frozen{background:#fff0c9;color:#5d3b00}
.recalled,.failed,.contradicts{background:#b3161d;color:#fff}.unusual{background:#fff0c9;color:#5d3b00}.card{background:#fff;border:1px solid #dbe1d8;border-radius:.6rem;padding:.8rem 1rem;margin:.8rem 0}
.card p,.state p{margin:0}.card ul{margin:.3rem 0;padding-left:1.2rem}dl{margin:0;display:grid;grid-template-columns:auto 1fr;gap:.2rem .9rem}dt{color:#56605a}dd{margin:0;overflow-wrap:anywhere}
ol{list-style:none;margin:0;padding:0}ol>li{border-left:3px solid #7fb795;margin-left:.4rem;padding:0 0 1rem 1rem}ol>li.corrected{border-color:#c9cfc6}ol>li.corrected dl{text-decoration:line-through}
.tag{font-size:.8rem;font-weight:400;border:1px solid #b9c1b6;border-radius:.8rem;padding:.1rem .5rem;white-space:nowrap;color:#5a3a00}.tag.good{color:#0d4a26;border-color:#7fb795}h3{font-size:1.05rem;margin:0}.small{font-size:.9rem;color:#4b554f;margin:.2rem 0}.weak{color:#7a4b00}.ribbon{background:#5d3b00;color:#fff;text-align:center;padding:.3rem}
img{max-width:100%;height:auto;border-radius:.4rem;margin:.3rem 0}summary{min-height:44px;display:flex;align-items:center;color:#0b5c3b;cursor:pointer}button{font:inherit;min-height:44px;padding:.3rem 1rem;border:1px solid #0b5c3b;border-radius:.5rem;background:#fff;color:#0b5c3b}footer{padding:1rem 1rem 3rem}</style>`

type Frame = {
  readonly language: Language
  readonly title: string
  /** Where the other language is. */
  readonly other: string
  readonly demonstration: boolean
  /** The address of the page that is the same for everybody: what a search engine may keep. */
  readonly canonical?: string | undefined
  readonly body: Html
  readonly foot?: Html
}

/** A whole page for whoever scanned: no second request; the only script asks where a phone is, when told to. */
export function frame({ language, title, other, demonstration, canonical, body, foot }: Frame): Html {
  const w = scanWords[language]
  return html`<!doctype html>
<html lang="${w.lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${w.trace}</title><meta name="description" content="${title} · ${w.trace}">${canonical !== undefined && html`<link rel="canonical" href="${canonical}">`}<link rel="icon" href="data:,">
${STYLE}</head><body>${demonstration && html`<p class="ribbon">${w.demonstration}</p>`}
<header><span>${w.trace}</span><a href="${other}" lang="${w.otherCode}" hreflang="${w.otherCode}">${w.other}</a></header>
<main>${body}</main><footer>${foot}</footer></body></html>`
}
