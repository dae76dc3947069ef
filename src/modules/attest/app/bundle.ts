import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import { findEvidence } from '../../../platform/files/evidence.ts'
import { html } from '../../../platform/http/html.ts'
import type { Call, Download } from '../../../platform/http/route.ts'
import { eventAt } from '../../../platform/work/outbox.ts'
import { attestRefusals, type makeBundle } from '../contract/index.ts'
import { type LeafView, leafAt, pageOfLeaves } from '../db/leaves.ts'
import { findLog, type LogRow, newestCheckpoint } from '../db/logs.ts'
import { toHex } from '../domain/base64.ts'
import { MANIFEST, type Manifest } from '../domain/bundle.ts'
import { readRecord } from '../domain/leaf.ts'
import { storedZip, type ZipFile } from '../domain/stored-zip.ts'
import { quorumOf } from './log-page.ts'
import { machine, sha256, sm3 } from './machine.ts'
import { contentOf } from './make-leaves.ts'
import { cosigned, prove } from './prove.ts'
import { keysOf } from './public-log.ts'
import { sm2Pem } from './sm2.ts'
import { verifierPage } from './verifier-page.ts'

type Bundling = Call<typeof makeBundle, 'attest'>
const MOST = 200
/** Evidence larger than this is named by its hash and fetched on its own. */
const EVIDENCE_BYTES = 64 * 1024 * 1024

/** 证据包 Records with their proofs, documents, keys and the verifier, in one zip that needs nothing of ours to be checked. */
export async function makeBundleIn(call: Bundling): Promise<Outcome<Download>> {
  const { db, etown } = call
  const { of, reason } = call.body
  const chosen = await chosenLeaves(call)
  if (!chosen.ok) return chosen
  const [log, newest] = [await findLog(db, etown.id), await newestCheckpoint(db, etown.id)]
  const subject = 'subject' in of ? of.subject : of.index
  if (log === undefined || newest === undefined || chosen.value.length === 0) {
    return refused(refusal(attestRefusals, 'attest.nothing_to_bundle', { subject }))
  }
  const files: ZipFile[] = []
  const add = (name: string, content: string | Uint8Array): void => {
    if (files.some((file) => file.name === name)) return
    files.push({ name, bytes: typeof content === 'string' ? machine.utf8(content) : content })
  }
  call.note(subject, { reason, records: chosen.value.length })
  const keys = await keysOf(db, log)
  for (const leaf of chosen.value) await addRecord(call, leaf, add)
  add('checkpoint.txt', (await cosigned(db, newest)).note)
  add('keys.txt', `${keys.join('\n')}\n`)
  add('sm2-public-key.pem', sm2Pem(log.sm2))
  add('verify.html', verifierPage(keys, await quorumOf(db, etown.id)))
  add('请先看.html', explanation(call, log, chosen.value.length))
  add(MANIFEST, `${JSON.stringify(manifestOf(files, log, call.now), null, 2)}\n`)
  return granted({
    name: `证据包-${etown.name}-${subject}.zip`,
    media: 'application/zip',
    content: Readable.from(storedZip(files, machine.utf8)),
  })
}

async function chosenLeaves({ db, etown, body: { of } }: Bundling): Promise<Outcome<readonly LeafView[]>> {
  if ('index' in of) {
    const leaf = await leafAt(db, etown.id, BigInt(of.index))
    return granted(leaf === undefined ? [] : [leaf])
  }
  const { subject } = of
  const looked = { subject, kind: undefined, before: undefined, limit: MOST }
  const { rows, total } = await pageOfLeaves(db, etown.id, looked)
  if (total > MOST) return refused(refusal(attestRefusals, 'attest.too_many', { subject, total, most: MOST }))
  const leaves: LeafView[] = []
  for (const { index } of rows.toReversed()) {
    const leaf = await leafAt(db, etown.id, index)
    if (leaf !== undefined) leaves.push(leaf)
  }
  return granted(leaves)
}

type Add = (name: string, content: string | Uint8Array) => void

/** A record's proof, the content it vouches for, the announcement it came with, and the files it rests on. */
async function addRecord({ db, etown, house }: Bundling, leaf: LeafView, add: Add): Promise<void> {
  const proven = await prove(db, etown.id, leaf.index, leaf)
  const record = leaf.record === null ? undefined : readRecord(leaf.record)
  if (proven === undefined || record === undefined) return
  add(`records/${leaf.index}.tlog-proof`, proven.text)
  const event = await eventAt(db, etown.id, leaf.seq)
  if (event !== undefined) {
    const content = contentOf(event.payload)
    const whole = toHex(sha256(machine.utf8(content))) === record.sha256
    add(whole ? `records/${leaf.index}.json` : `events/${leaf.seq}.json`, content)
  }
  for (const sha of record.evidence) {
    const file = await findEvidence(db, etown.id, sha)
    if (file === undefined || file.bytes > EVIDENCE_BYTES) continue
    const ending = /\.\w{1,8}$/.exec(file.name)?.[0] ?? ''
    add(`evidence/${sha}${ending}`, await buffer(await house.evidence.read(file.stored)))
  }
}

const manifestOf = (files: readonly ZipFile[], { origin }: LogRow, made: Date): Manifest => ({
  made: made.toISOString(),
  origin,
  files: files.map(({ name, bytes }) => ({
    name,
    bytes: bytes.length,
    sha256: toHex(sha256(bytes)),
    sm3: toHex(sm3(bytes)),
  })),
})

/** For a judge, an auditor, a farmer: what is in the bundle and what it does and does not prove. */
function explanation({ etown, now }: Bundling, { origin }: LogRow, records: number): string {
  const made = now.toLocaleString('zh-CN', {
    timeZone: 'Asia/Shanghai',
    dateStyle: 'long',
    timeStyle: 'medium',
  })
  return html`<!doctype html>
<html lang="zh-CN">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>证据包说明</title>
<style>body{max-width:44rem;margin:0 auto;padding:1rem;font:16px/1.8 system-ui,"PingFang SC","Microsoft YaHei",sans-serif}code{overflow-wrap:anywhere}[lang=en]{color:#666}</style></head>
<body><main>
<h1>证据包说明</h1>
<p>${etown.name}，${records} 条存证记录，导出于 ${made}。</p>
<h2>这里有什么</h2>
<ul>
<li><code>records/</code>：每条记录的证明（.tlog-proof）和它所证明的内容（.json）。</li>
<li><code>events/</code>：记录所属的业务事件全文。</li>
<li><code>evidence/</code>：记录所依据的原始文件；文件名就是它的 SHA-256。</li>
<li><code>checkpoint.txt</code>：日志最新的签名检查点；<code>keys.txt</code>：验签用的公钥。</li>
<li><code>verify.html</code>：离线核验程序，断网也能用。</li>
<li><code>manifest.json</code>：以上每个文件的 SHA-256 和 SM3。</li>
</ul>
<h2>怎样核对</h2>
<ol>
<li>把 <code>keys.txt</code> 里的公钥与 <code>${origin}/keys</code> 上公布的、以及见证方自己公布的对照。</li>
<li>用浏览器打开 <code>verify.html</code>，选中整个证据包（zip），按“核验”。</li>
<li>或者运行 <code>npx ezhen verify 证据包.zip --keys keys.txt</code>，还会另验 SM3 与 SM2。</li>
</ol>
<h2>它证明什么，不证明什么</h2>
<p>它证明：这些记录在检查点签名之时已在日志里，此后一字未改；有见证方签名的，见证方在其签名时间已看到同一部日志。签名之前的内容是否真实，要靠记录所附的原始文件和当事人来说明。</p>
<p>本日志是<strong>透明日志</strong>（只增日志加外部见证签名，RFC 6962 与 C2SP 规范）。</p>
<p lang="en">This bundle shows that the records stood in the log when its head was signed and have not changed since; witnesses saw the same log at the times of their signatures. Whether what was recorded was true is for the documents and the parties to show. It is a transparency log.</p>
</main></body></html>
`.safe
}
