import type { Endpoint } from '../kernel/endpoint.ts'
import type { RefusalLine } from '../kernel/refusal.ts'
import { type Html, html } from '../platform/http/html.ts'
import type { Route } from '../platform/http/route.ts'

const STYLE = `body{font:16px/1.7 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;max-width:60rem;margin:0 auto;padding:1rem;color:#1a1a1a}
code{background:#f2f2f0;padding:.1em .35em;border-radius:4px;overflow-wrap:anywhere}section{border-top:1px solid #ddd;padding:1rem 0}
h3{margin:.2rem 0}.m{font-weight:600;color:#0b5c4a}li{margin:.2rem 0}a{color:#0b5c4a}`

function entry(e: Endpoint): Html {
  const refusals = Object.entries<RefusalLine>(e.refusals ?? {})
  return html`<section id="${e.id}">
<h3>${e.summary.zh} <small lang="en">${e.summary.en}</small></h3>
<p><code><span class="m">${e.method}</span> ${e.path}</code></p>
<p>权限 <code>${e.may}</code>${e.takes === 'stream' && html` · 正文为文件原样 <code>application/octet-stream</code>`}${e.takes === 'bytes' && ' · 正文按其自身标准'}${e.sends === 'file' && ' · 答复为下载文件'}${e.sends === 'raw' && ' · 答复按其自身标准'}</p>
${refusals.length > 0 && html`<details><summary>可能的拒绝（${refusals.length}）</summary><ul>${refusals.map(([code, line]) => html`<li><code>${code}</code> ${line.status} ${line.zh}</li>`)}</ul></details>`}
</section>`
}

/** The readable page of the API: what can be asked, by whom, and what is refused. The exact shapes are in the OpenAPI document. */
export function docsPage(routes: readonly Route[]): string {
  const rooms = Map.groupBy(
    routes.map((r) => r.endpoint),
    (e) => e.id.split('.')[0] ?? '',
  )
  return html`<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>e镇通 接口说明</title><style>${{ safe: STYLE }}</style></head><body>
<h1>e镇通 接口说明</h1>
<p>共 ${routes.length} 个接口。机器可读的全文：<a href="/api/openapi.json">OpenAPI 3.1</a>。每个修改都要带 <code>Idempotency-Key</code>（8–128 个字符）；同一键重发只生效一次。拒绝以 <code>application/problem+json</code>（RFC 9457）答复，一次列出全部原因，并以 JSON 指针指到字段。</p>
<nav><ul>${[...rooms.keys()].map((room) => html`<li><a href="#room-${room}">${room}</a></li>`)}</ul></nav>
${[...rooms].map(([room, list]) => html`<h2 id="room-${room}">${room}</h2>${list.map(entry)}`)}
</body></html>`.safe
}
