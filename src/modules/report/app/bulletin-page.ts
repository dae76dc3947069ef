import { formatMinute } from '#kernel/day'
import { keyIn } from '#kernel/keys'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { type Html, html } from '#platform/http/html'
import type { Call, Etown, RawAnswer } from '#platform/http/route'
import {
  BULLETIN_KINDS,
  type BulletinContent,
  type BulletinFigure,
  type readBulletinPage,
  type readBulletinsPage,
  reportRefusals,
} from '../contract/index.ts'
import { zBulletinContent } from '../contract/shapes.ts'
import { findBulletin, findIssue, pageOfBulletins } from '../db/bulletins.ts'
import { piecesOf } from '../domain/quote.ts'
import { bulletinPath } from './bulletins.ts'
import { withLater } from './quoted-figures.ts'

const STYLE = `
:root{color-scheme:light;font:18px/1.8 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;color:#1d2b25;background:#f5f7f5}
body{margin:0}main{max-width:48rem;margin:0 auto;padding:1rem;background:#fff;min-height:100vh;box-sizing:border-box}
h1{font-size:1.5rem;line-height:1.4}h2{font-size:1.1rem}.nav a{display:inline-block;min-height:44px;line-height:44px}a{color:#0b6b4b}
li{margin:.3rem 0;overflow-wrap:anywhere}ul.list a{display:inline-block;min-height:44px;line-height:1.5;padding:.5rem 0}
.demo{background:#fff3cd;padding:.5rem}.later{background:#fff3cd;padding:.2rem .4rem}sup a{padding:.2rem .5rem}code{overflow-wrap:anywhere;font-size:.8rem}
footer,.meta{color:#52605a;font-size:.9rem}`

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
${etown.demonstration && html`<p class="demo"><strong>演示数据</strong>，不是真实的信息。</p>`}
${body}
</main>
</body>
</html>`.safe,
})

const LISTED = 200

/** 信息目录 For whoever comes by, without signing in. */
export async function readBulletinsPageIn({
  db,
  etown,
}: Call<typeof readBulletinsPage, 'report'>): Promise<Outcome<RawAnswer>> {
  const { rows, total } = await pageOfBulletins(db, etown.id, 'published', {
    after: undefined,
    limit: LISTED,
  })
  const items = rows.slice(0, LISTED).map((row) => {
    const about = `${BULLETIN_KINDS[keyIn(BULLETIN_KINDS, row.kind)].zh}，${formatMinute(row.at.getTime())}`
    return html`<li><a href="${bulletinPath(etown.slug, row.id)}">${row.title}</a>（${about}）</li>`
  })
  const list = items.length === 0 ? html`<p>还没有发布信息。</p>` : html`<ul class="list">${items}</ul>`
  return granted(page(etown, '信息公开', html`<h1>${etown.name} 信息公开</h1><p>共 ${total} 份。</p>${list}`))
}

export async function readBulletinPageIn({
  db,
  etown,
  params,
}: Call<typeof readBulletinPage, 'report'>): Promise<Outcome<RawAnswer>> {
  const row = await findBulletin(db, etown.id, BigInt(params.bulletin))
  const issue = row?.after === 'published' ? await findIssue(db, etown.id, row.id) : undefined
  if (issue === undefined) return refused(refusal(reportRefusals, 'report.not_found'))
  const content = zBulletinContent.parse(JSON.parse(issue.content))
  const figures = await withLater(db, etown.id, content.figures)
  return granted(page(etown, content.title, bodyOf(etown, content, figures, issue.sha256)))
}

function bodyOf(
  etown: Etown,
  content: BulletinContent,
  figures: readonly BulletinFigure[],
  sha256: string,
): Html {
  const numberOf = (token: string): number => figures.findIndex((figure) => figure.token === token) + 1
  const said = (text: string): readonly Html[] =>
    piecesOf(text).map((piece) => {
      if ('text' in piece) return html`${piece.text}`
      const n = numberOf(piece.token)
      return html`<strong>${figures[n - 1]?.shown ?? ''}</strong><sup><a href="#f${n}" aria-label="数字${n}的出处">${n}</a></sup>`
    })
  const notes = figures.map(
    ({ label, period, number, sha256: of, later }, i) =>
      html`<li id="f${i + 1}">${period}“${label}”，取自锁定快照 v${number ?? ''}，指纹 <code>${of ?? ''}</code>${
        later !== undefined &&
        html`<br><span class="later">此数后来更正为 ${later.shown}（v${later.number}）；本文保留发布时的数。</span>`
      }</li>`,
  )
  return html`<p class="nav"><a href="/bulletins/${etown.slug}">${etown.name} 信息公开</a></p>
<h1>${content.title}</h1>
<p class="meta">${BULLETIN_KINDS[content.kind].zh}，${formatMinute(Date.parse(content.publishedAt))} 发布</p>
${content.body.split(/\n+/).map((text) => html`<p>${said(text)}</p>`)}
${notes.length > 0 && html`<h2>数字的出处</h2><ol>${notes}</ol>`}
<footer><p>内容指纹 <code>${sha256}</code>，已记入<a href="/log/${etown.slug}">公开存证日志</a>。</p></footer>`
}
