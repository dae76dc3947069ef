import { clauseName } from '#contract/plan'
import { keysOf } from '#kernel/keys'
import { html } from '../../../../platform/http/html.ts'
import { ITEM_VERDICTS, type ItemDetail } from '../../contract/index.ts'
import { clauseLabel } from '../../domain/clause-label.ts'
import { FORCE_WORDS } from '../../domain/force-words.ts'
import type { Content } from './content.ts'
import { evidenceText, momentText, readingText, stepText } from './words.ts'

/** What stands in the folder beside the page, by the hash it is known by. */
export type Placed = { readonly papers: ReadonlyMap<string, string>; readonly proofs: ReadonlySet<string> }

const STYLE = `body{max-width:60rem;margin:0 auto;padding:1rem;font:16px/1.7 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;color:#111}
code{overflow-wrap:anywhere;font-size:.8em;color:#555}dt{color:#555}dd{margin:0 0 .4rem}section{border-top:1px solid #ccc;padding-top:.5rem}
.gap{border-left:4px solid #b45309;padding-left:.6rem}a{color:#0f5f47}`

/** 目录页 The whole file as one page that opens offline: no script, nothing from elsewhere. */
export function indexPage(content: Content, placed: Placed): string {
  const { etown, plan, madeAt, items, verdicts, gaps, clauses } = content
  const names = new Map(items.map(({ code, name }) => [code, name]))
  return html`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${etown.name}验收档案</title><style>${{ safe: STYLE }}</style></head><body><main>
<h1>${etown.name}验收档案</h1>
${etown.demonstration && html`<p><strong>演示数据：由程序生成，不对应任何真实的人和店铺。</strong></p>`}
<p>依据${plan.title}（${plan.number}），第${plan.version}版。生成于${momentText(madeAt)}。</p>
<p>${items.length} 项：${keysOf(ITEM_VERDICTS).map((key, i) => html`${i > 0 && '，'}${ITEM_VERDICTS[key].zh} ${verdicts[key]}`)}；有缺口的 ${gaps} 项。</p>
<p><a href="验收档案.pdf">打印用的 PDF</a>；全部内容的数据：<a href="index.json">index.json</a>；核对：<a href="SHA256SUMS">SHA256SUMS</a>。</p>
<h2>目录</h2><ol>${items.map((item) => html`<li><a href="#${item.code}">${item.name}</a>：${ITEM_VERDICTS[item.verdict].zh}</li>`)}</ol>
${items.map((item) => itemSection(item, placed))}
<h2>方案每一条的去向</h2><dl>${clauses.map(
    (c) =>
      html`<dt>${clauseName(c.id)} ${c.heading}</dt><dd>${c.items.map((code) => html`<a href="#${code}">${names.get(code)}</a> `)}${c.others.join('、')} ${c.uncounted.join('；')}</dd>`,
  )}</dl>
</main></body></html>
`.safe
}

const itemSection = (item: ItemDetail, { papers, proofs }: Placed) => html`<section id="${item.code}">
<h2>${item.name}</h2>
<dl><dt>条款</dt><dd>方案 ${clauseLabel(item.clause)}：“${item.quote}”</dd>
<dt>要求</dt><dd>${item.required}（${FORCE_WORDS[item.force]}）</dd>
<dt>实际</dt>${item.readings.map((reading) => html`<dd>${readingText(reading, item.sources)}</dd>`)}
${item.readings.length === 0 && html`<dd>没有数字可以自动判定，以证据和验收为准。</dd>`}
${item.definition && html`<dt>口径</dt><dd>${item.definition.text}（${item.definition.source}）</dd>`}
<dt>缺口</dt>${item.gaps.length === 0 ? html`<dd>没有。</dd>` : item.gaps.map((gap) => html`<dd class="gap">${gap}</dd>`)}
${item.steps.length > 0 && html`<dt>验收经过</dt>${item.steps.map((step) => html`<dd>${stepText(step)}</dd>`)}`}
<dt>证据 ${item.evidence} 份</dt>${item.evidenceList.map((piece) => {
  const place = piece.sha256 === undefined ? undefined : papers.get(piece.sha256)
  const proof = piece.leaf !== undefined && proofs.has(piece.leaf)
  return html`<dd>${place === undefined ? evidenceText(piece) : html`<a href="${place}">${evidenceText(piece)}</a>`}${proof && html` <a href="proofs/${piece.leaf}.tlog-proof">存证证明</a>`}${piece.sha256 && html`<br><code>${piece.sha256}</code>`}</dd>`
})}
</dl></section>`
