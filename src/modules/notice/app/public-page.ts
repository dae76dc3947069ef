import { day, dayOfInstant, formatDay } from '#kernel/day'
import { keyIn } from '#kernel/keys'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { type Html, html } from '../../../platform/http/html.ts'
import type { Call, Etown, RawAnswer } from '../../../platform/http/route.ts'
import {
  NOTICE_KINDS,
  NOTICE_STATES,
  noticeRefusals,
  type readNoticePage,
  type readNoticesPage,
} from '../contract/index.ts'
import { type EditionRow, editionsOf, findNotice, type NoticeRow, pageOfNotices } from '../db/notices.ts'
import { noticeView, publicPath } from './views.ts'

const STYLE = `
:root{color-scheme:light;font:18px/1.7 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;color:#1d2b25;background:#f5f7f5}
body{margin:0}main{max-width:52rem;margin:0 auto;padding:1rem;background:#fff;min-height:100vh;box-sizing:border-box}
h1{font-size:1.5rem;line-height:1.4}h2{font-size:1.15rem}a{color:#0b6b4b;display:inline-block;min-height:44px;line-height:44px}
dl>div{display:flex;flex-wrap:wrap;gap:.2rem 1rem}dt{min-width:6em;color:#52605a}dd{margin:0;overflow-wrap:anywhere}
.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%}th,td{border:1px solid #cfd8d3;padding:.4rem .6rem;text-align:start}
th{background:#eef4f0}caption{text-align:start;color:#52605a}.demo{background:#fff3cd;padding:.5rem}code{overflow-wrap:anywhere}`

const page = (etown: Etown, title: string, body: Html): RawAnswer => ({
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · ${etown.name}</title>
<style>${{ safe: STYLE }}</style>
</head>
<body>
<main>
${etown.demonstration && html`<p class="demo"><strong>演示数据</strong>，不是真实的公示。</p>`}
${body}
</main>
</body>
</html>`.safe,
})

const LISTED = 200

/** 公示目录 For whoever comes by, without signing in. */
export async function readNoticesPageIn(
  call: Call<typeof readNoticesPage, 'notice'>,
): Promise<Outcome<RawAnswer>> {
  const { db, etown } = call
  const today = dayOfInstant(call.now.getTime())
  const { rows, total } = await pageOfNotices(db, etown.id, undefined, { after: undefined, limit: LISTED })
  const items = rows.slice(0, LISTED).map((row) => {
    const view = noticeView(row, today)
    return html`<li><a href="${publicPath(etown.slug, row.id)}">${view.title}</a>（${NOTICE_KINDS[view.kind].zh}，${NOTICE_STATES[view.state].zh}，至${formatDay(view.runsThrough)}）</li>`
  })
  const body = html`<h1>${etown.name} 公示</h1>
<p>共 ${total} 份${total > LISTED && html`，以下是最近的 ${LISTED} 份`}。</p>
${items.length === 0 ? html`<p>还没有公示。</p>` : html`<ul>${items}</ul>`}`
  return granted(page(etown, '公示', body))
}

export async function readNoticePageIn(
  call: Call<typeof readNoticePage, 'notice'>,
): Promise<Outcome<RawAnswer>> {
  const { db, etown } = call
  const row = await findNotice(db, etown.id, BigInt(call.params.notice))
  const editions = row === undefined ? [] : await editionsOf(db, etown.id, row.id)
  const [newest] = editions
  if (row === undefined || newest === undefined) return refused(refusal(noticeRefusals, 'notice.not_found'))
  return granted(page(etown, newest.title, noticeBody(call.now, etown, row, editions, newest)))
}

const fact = (label: string, said: Html | string): Html => html`<div><dt>${label}</dt><dd>${said}</dd></div>`

function noticeBody(
  now: Date,
  etown: Etown,
  row: NoticeRow,
  editions: readonly EditionRow[],
  newest: EditionRow,
): Html {
  const view = noticeView(row, dayOfInstant(now.getTime()))
  const span = `${formatDay(day(newest.published_on))}公布（当日不计），至${formatDay(day(newest.runs_through))}，${newest.days}个工作日`
  const past = editions.slice(0, -1).map((edition) => {
    const clock = edition.material ? '实质更正，重新起算' : '文字更正，期限不变'
    return html`<li>第${edition.number}版（${formatDay(dayOfInstant(edition.published_at.getTime()))}）：${edition.why ?? ''}。${clock}</li>`
  })
  return html`<p><a href="/notices/${etown.slug}">${etown.name} 公示目录</a></p>
<h1>${newest.title}</h1>
<dl>
${fact('事项', NOTICE_KINDS[keyIn(NOTICE_KINDS, row.kind)].zh)}
${fact('状态', `${NOTICE_STATES[view.state].zh}${row.withdrawn_why === null ? '' : `：${row.withdrawn_why}`}`)}
${fact('公示期', span)}
${fact('依据', newest.basis)}
${fact('异议受理', newest.contact)}
</dl>
<h2>名单</h2>
<div class="scroll" tabindex="0" role="region" aria-label="名单"><table>
<caption>共 ${newest.rows.length} 行；个人信息已脱敏</caption>
<thead><tr>${newest.columns.map((title) => html`<th scope="col">${title}</th>`)}</tr></thead>
<tbody>${newest.rows.map((cells) => html`<tr>${cells.map((cell) => html`<td>${cell}</td>`)}</tr>`)}</tbody>
</table></div>
${past.length > 0 && html`<h2>更正</h2><ul>${past}</ul>`}
<p>第${newest.number}版，内容指纹 <code>${newest.sha256}</code>，已记入<a href="/log/${etown.slug}">公开存证日志</a>。</p>`
}
