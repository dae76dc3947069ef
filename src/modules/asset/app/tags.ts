import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { html } from '../../../platform/http/html.ts'
import type { Call, Download, RawAnswer } from '../../../platform/http/route.ts'
import type { LabelCode } from '../../../platform/label/label-face.ts'
import { pdfSheet } from '../../../platform/label/pdf-sheet.ts'
import { printerFile } from '../../../platform/label/printer-languages.ts'
import { ASSET_STATES, assetRefusals, OWNERSHIPS, type printTags, type readTag } from '../contract/index.ts'
import { type AssetRow, findAsset, pageOfAssets } from '../db/assets.ts'
import { assetView, publicPath, todayOf } from './asset-views.ts'

const MOST = 2_000
const MEDIA = { pdf: 'application/pdf', tspl: 'application/octet-stream', zpl: 'text/plain' } as const

/** Where a phone that scans comes to us: the public address, else the one this request found us at. */
const stemOf = ({ house, headers }: Pick<Call<never, never>, 'house' | 'headers'>): string =>
  (house.config.publicUrl ?? `http://${headers.host ?? 'localhost'}`).replace(/\/$/, '')

/** 标签 Name, model, number and owner on each, and a code that leads to its page. */
export async function printTagsIn(call: Call<typeof printTags, 'asset'>): Promise<Outcome<Download>> {
  const { db, etown, query } = call
  const id = query.asset === undefined ? {} : { id: BigInt(query.asset) }
  const { rows } = await pageOfAssets(db, etown.id, id, { after: undefined, limit: MOST })
  const inUse = rows.filter(({ last_kind: kind }) => kind !== 'disposed').slice(0, MOST)
  if (inUse.length === 0) return refused(refusal(assetRefusals, 'asset.not_found'))
  const stem = stemOf(call)
  const codes = inUse
    .toReversed()
    .map((row): LabelCode => tagOf(row, `${stem}${publicPath(etown.slug, row.tag)}`))
  const face = { lines: [etown.name] }
  return granted({
    name: `资产标签-${etown.name}-${codes.length}张.${query.form}`,
    media: MEDIA[query.form],
    content: query.form === 'pdf' ? pdfSheet(face, codes) : printerFile(query.form, face, codes),
  })
}

export const tagOf = ({ name, model, number, owner, tag }: AssetRow, link: string): LabelCode => ({
  link,
  serial: tag,
  face: { lines: [`国有资产 ${name}`, model, number, owner] },
})

const STYLE = `body{max-width:32rem;margin:0 auto;padding:1rem;font:17px/1.7 system-ui,"PingFang SC","Microsoft YaHei",sans-serif;color:#111}
dt{color:#595959;font-size:.9em}dd{margin:0 0 .5rem}a.act{display:block;min-height:44px;line-height:44px;text-align:center;border-radius:8px;background:#0f5f47;color:#fff;text-decoration:none}`

/** 扫标签看到的页 For whoever finds the thing: whose it is and where it belongs. Price and history are for who signs in. */
export async function readTagIn(call: Call<typeof readTag, 'asset'>): Promise<Outcome<RawAnswer>> {
  const { db, etown, params } = call
  const tag = params.tag.toUpperCase()
  const row = /^[0-9A-HJKMNP-TV-Z]{10}$/.test(tag) ? await findAsset(db, etown.id, { tag }) : undefined
  if (row === undefined) return refused(refusal(assetRefusals, 'asset.not_found'))
  const { state, name, number, model, custodian, place, ownership } = assetView(row, todayOf(call))
  const page = html`<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${name} · ${number}</title><style>${{ safe: STYLE }}</style></head><body><main>
<h1>${name}</h1>
${etown.demonstration && html`<p><strong>演示数据，不对应真实资产。</strong></p>`}
<p>这是${etown.name}的资产（${OWNERSHIPS[ownership].zh}）。拾到或发现损坏，请联系保管单位。</p>
<dl><dt>资产编号</dt><dd>${number}</dd><dt>型号</dt><dd>${model}</dd><dt>产权单位</dt><dd>${row.owner}</dd>
<dt>保管</dt><dd>${custodian}</dd><dt>所在</dt><dd>${place}</dd><dt>状态</dt><dd>${ASSET_STATES[state].zh}</dd></dl>
<p><a class="act" href="/e/${etown.slug}/assets/${row.id}">工作人员：盘点、查看、办理</a></p>
</main></body></html>
`.safe
  return granted({
    headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
    body: page,
  })
}
