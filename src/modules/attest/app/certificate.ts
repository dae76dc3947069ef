import { toString as qrOf } from 'qrcode'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import { html } from '../../../platform/http/html.ts'
import type { Call, RawAnswer } from '../../../platform/http/route.ts'
import { attestRefusals, type readCertificate } from '../contract/index.ts'
import { leafAt } from '../db/leaves.ts'
import { findLog } from '../db/logs.ts'
import { readRecord } from '../domain/leaf.ts'
import { prove } from './prove.ts'

/** As many bytes as the largest QR code holds at its lowest level of correction. */
const QR_BYTES = 2_953
const STYLE = `
body{max-width:46rem;margin:0 auto;padding:1.5rem;font:15px/1.7 system-ui,"PingFang SC","Microsoft YaHei",sans-serif}
h1{font-size:1.5rem;text-align:center}dl{display:grid;grid-template-columns:9rem 1fr;gap:.2rem 1rem}
dt{font-weight:600}dd{margin:0;overflow-wrap:anywhere}
pre{white-space:pre-wrap;overflow-wrap:anywhere;font-size:11px;border:1px solid #888;padding:.6rem}
.qr{width:74mm;margin:0 auto}.qr svg{display:block;width:100%}
@media print{body{padding:0;max-width:none}}`

/** 存证证明书 A proof on paper: its whole text, and the same as a QR code that opens the verifier with it. */
export async function readCertificateIn(
  call: Call<typeof readCertificate, 'attest'>,
): Promise<Outcome<RawAnswer>> {
  const { db, etown, house } = call
  const index = BigInt(call.params.index)
  const [log, leaf] = [await findLog(db, etown.id), await leafAt(db, etown.id, index)]
  const record = leaf?.record ? readRecord(leaf.record) : undefined
  if (log === undefined || leaf === undefined || record === undefined) {
    return refused(refusal(attestRefusals, 'attest.no_record', { index }))
  }
  const proven = await prove(db, etown.id, index, leaf)
  if (proven === undefined) return refused(refusal(attestRefusals, 'attest.not_covered', { index }))
  const base = house.config.publicUrl?.replace(/\/+$/, '') ?? `http://${log.origin.split('/')[0]}`
  const address = `${base}/log/${etown.slug}/verify#${encodeURIComponent(proven.text)}`
  const qr =
    address.length > QR_BYTES
      ? undefined
      : await qrOf(address, { type: 'svg', errorCorrectionLevel: 'L', margin: 2 })
  const body = html`<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>存证证明书 ${index}</title><style>${{ safe: STYLE }}</style></head>
<body><main>
<h1>存证证明书</h1>
<dl>
<dt>日志</dt><dd>${log.origin}</dd>
<dt>序号</dt><dd>${index}</dd>
<dt>种类</dt><dd>${record.kind}</dd>
<dt>业务编号</dt><dd>${record.subject}</dd>
<dt>发生时间</dt><dd>${shanghai(leaf.at)}</dd>
<dt>内容 SHA-256</dt><dd>${record.sha256}</dd>
<dt>签名时间</dt><dd>${shanghai(proven.checkpoint.at)}</dd>
<dt>见证方</dt><dd>${proven.witnesses.join('、') || '尚无'}</dd>
</dl>
<p>扫码即用手机核验；证明全文就在码里，平台停用后仍可用存下的核验页或 <code>npx ezhen verify</code> 离线核验。</p>
${qr === undefined ? html`<p>证明较长，放不进一个二维码，请用下面的全文。</p>` : html`<div class="qr" role="img" aria-label="证明的二维码">${{ safe: qr }}</div>`}
<h2>证明全文</h2>
<pre>${proven.text}</pre>
</main></body></html>
`.safe
  return granted({ headers: { 'content-type': 'text/html; charset=utf-8' }, body })
}

const shanghai = (at: Date): string =>
  at.toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'long', timeStyle: 'medium' })
