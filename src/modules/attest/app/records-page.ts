import { type AnyDb, roomOf } from '../../../platform/db/house.ts'
import { html } from '../../../platform/http/html.ts'
import type { RawAnswer } from '../../../platform/http/route.ts'
import { findLog } from '../db/logs.ts'
import { REASONS } from '../domain/verdict-words.ts'
import { RECORDS_WORDS } from '../domain/verifier-words.ts'
import { proveRecords, type StatedRecord } from './prove-records.ts'
import { keysOf } from './public-log.ts'
import { RECORDS_SCRIPT } from './verifier.generated.ts'
import { policyFor, VERIFIER_STYLE } from './verifier-page.ts'

/** As many as are proven in one page: each is about a kilobyte and a half. */
export const MOST_RECORDS = 60

export type ShownRecord = StatedRecord & {
  readonly heading: string
  /** What the members of its text are called, and their values as `member=value`; what is not here is in the whole text only. */
  readonly labels: Readonly<Record<string, string>>
}

export type RecordsPage = {
  readonly language: 'zh' | 'en'
  /** What the records are about. */
  readonly title: string
  /** Where the reader came from. */
  readonly back: string
  readonly demonstration: string | undefined
  /** What is beyond `MOST_RECORDS` is counted only. */
  readonly records: readonly ShownRecord[]
}

const STYLE = `${VERIFIER_STYLE}
ol{padding:0;list-style:none}li{border:1px solid #8888;border-radius:.5rem;padding:.2rem 1rem .8rem;margin:.8rem 0}
h2{font-size:1.1rem;margin:.6rem 0 0}#sum{font-weight:600;padding:.6rem 1rem}.mark{margin:.2rem 0}
.good{border-left:6px solid #15803d;padding-left:.6rem}.bad{border-left:6px solid #b91c1c;padding-left:.6rem}
dl{display:grid;grid-template-columns:auto 1fr;gap:.1rem .9rem;margin:.4rem 0}dt{font-weight:400;opacity:.75}dd{margin:0;overflow-wrap:anywhere}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:12px}summary,a{min-height:44px;display:inline-flex;align-items:center;margin-right:1rem}
.ribbon{background:#5d3b00;color:#fff;text-align:center;padding:.3rem;margin:0}`

const POLICY = policyFor(RECORDS_SCRIPT)

/** 自证页 Records with their proofs in one page that checks itself, saved or served; undefined before the log's first start. */
export async function recordsPage(
  db: AnyDb,
  etown: { readonly id: number; readonly slug: string },
  page: RecordsPage,
): Promise<RawAnswer | undefined> {
  const log = await findLog(roomOf(db, 'attest'), etown.id)
  if (log === undefined) return undefined
  const shown = page.records.slice(0, MOST_RECORDS)
  const proofs = await proveRecords(db, etown.id, shown)
  const keys = await keysOf(roomOf(db, 'attest'), log)
  const body = pageOf(page, { slug: etown.slug, keys, proofs })
  return {
    status: 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': POLICY,
      'cache-control': 'no-store',
      // A proof is for whoever holds the code, not for whoever searches.
      'x-robots-tag': 'noindex',
    },
    body,
  }
}

type Proven = {
  readonly slug: string
  readonly keys: readonly string[]
  readonly proofs: Awaited<ReturnType<typeof proveRecords>>
}

function pageOf({ language, title, back, demonstration, records }: RecordsPage, proven: Proven): string {
  const { slug, keys, proofs } = proven
  const words = RECORDS_WORDS[language]
  const reasons = Object.fromEntries(Object.entries(REASONS).map(([why, said]) => [why, said[language]]))
  // `<` is written so that nothing in the data can end the element.
  const labelled = proofs.map((proof, i) => ({ ...proof, labels: records[i]?.labels }))
  const data = JSON.stringify({ keys, records: labelled, words, reasons }).replaceAll('<', '\\u003c')
  const beyond = records.length > proofs.length
  const item = ({ content, proof }: (typeof proofs)[number], i: number) =>
    html`<li id="r${i}"><h2>${records[i]?.heading}</h2><p class="mark">…</p><details><summary>${words.text}</summary><pre>${content}</pre><pre>${proof}</pre></details></li>`
  return html`<!doctype html>
<html lang="${language === 'zh' ? 'zh-CN' : 'en'}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<title>${words.title} · ${title}</title>
<style>${{ safe: STYLE }}</style>
</head>
<body>${demonstration !== undefined && html`<p class="ribbon">${demonstration}</p>`}
<main>
<p><a href="${back}">← ${words.back}</a><a href="/log/${slug}">${words.log}</a></p>
<h1>${words.title}</h1>
<p><strong>${title}</strong></p>
<p id="sum" role="status">${words.working}</p>
<noscript><p>${words.noScript}</p></noscript>
<p>${words.lead}</p>
${beyond && html`<p>${words.shown.replace('{total}', String(records.length)).replace('{n}', String(proofs.length))}</p>`}
<ol>${proofs.map(item)}</ol>
<p>${words.means}</p>
<p>${words.save}</p>
</main>
<script type="application/json" id="data">${{ safe: data }}</script>
<script>${{ safe: RECORDS_SCRIPT }}</script>
</body>
</html>
`.safe
}
