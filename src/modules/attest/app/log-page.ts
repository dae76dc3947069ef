import { keyIn } from '../../../kernel/keys.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import { html } from '../../../platform/http/html.ts'
import type { Call, RawAnswer } from '../../../platform/http/route.ts'
import { ALARM_KINDS, attestRefusals, type readLogPage, type readVerifier } from '../contract/index.ts'
import { listAlarms } from '../db/alarms.ts'
import { type AttestDb, findLog, newestCheckpoint } from '../db/logs.ts'
import { predecessorsOf } from '../db/predecessors.ts'
import { activeWitnesses } from '../db/witnesses.ts'
import { cosigned } from './prove.ts'
import { keysOf } from './public-log.ts'
import { VERIFIER_POLICY, verifierPage } from './verifier-page.ts'

const HTML = 'text/html; charset=utf-8'
const STYLE = `
:root{color-scheme:light dark;font:16px/1.7 system-ui,"PingFang SC","Microsoft YaHei",sans-serif}
body{max-width:44rem;margin:0 auto;padding:1rem}h1{font-size:1.5rem}h2{font-size:1.1rem}
dt{font-weight:600}dd{margin:0 0 .5rem;overflow-wrap:anywhere}
pre{overflow-x:auto;padding:.8rem;border:1px solid #8888;font-size:.8rem}
a{display:inline-block;min-height:44px;line-height:44px;margin-right:1.2rem}[lang=en]{color:#666}
@media (prefers-color-scheme:dark){[lang=en]{color:#aaa}}`

/** How many witnesses the verifier asks for: all that are active, so that a copy handed out today keeps asking for them. */
export const quorumOf = async (db: AttestDb, etown: number): Promise<number> =>
  (await activeWitnesses(db, etown)).length

const shanghai = (at: Date): string =>
  at.toLocaleString('zh-CN', { timeZone: 'Asia/Shanghai', dateStyle: 'long', timeStyle: 'medium' })

/** 公开页 What a consumer or an auditor sees of a log, without signing in. */
export async function readLogPageIn(call: Call<typeof readLogPage, 'attest'>): Promise<Outcome<RawAnswer>> {
  const { db, etown } = call
  const log = await findLog(db, etown.id)
  const newest = await newestCheckpoint(db, etown.id)
  if (log === undefined || newest === undefined) return refused(refusal(attestRefusals, 'attest.no_log'))
  const { note, witnesses } = await cosigned(db, newest)
  const open = (await listAlarms(db, etown.id)).filter(({ ended_at }) => ended_at === null)
  const predecessors = await predecessorsOf(db, etown.id)
  const at = `/log/${etown.slug}`
  const page = html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>数据存证 · ${etown.name}</title>
<style>${{ safe: STYLE }}</style>
</head>
<body>
<main>
<h1>${etown.name} 数据存证</h1>
${etown.demonstration && html`<p><strong>演示数据</strong> <span lang="en">Demonstration data</span></p>`}
<p>本e镇的每一件要事都会在几秒内记入这部只能增加的公开日志。日志的头由日志和外部见证方签名：改一个字、删一条、倒一次序，都会被发现。叶里只有加盐的承诺，没有个人信息。</p>
<p lang="en">Every consequential record enters this append-only public log within seconds. Its head is signed by the log and by outside witnesses: a changed letter, a removed record, a new order is found. Leaves hold salted commitments, never personal data.</p>
<dl>
<dt>记录数 <span lang="en">Records</span></dt><dd>${newest.size}</dd>
<dt>最近一次签名 <span lang="en">Last signed</span></dt><dd>${shanghai(newest.at)}</dd>
<dt>见证方 <span lang="en">Witnesses</span></dt><dd>${witnesses.join('、') || '尚无 / none yet'}</dd>
<dt>状态 <span lang="en">State</span></dt><dd>${
    open.length === 0
      ? '✓ 正常 / in order'
      : open.map(({ kind, who }) => html`✗ ${ALARM_KINDS[keyIn(ALARM_KINDS, kind)].zh}（${who}）<br>`)
  }</dd>
</dl>
${predecessors.map(
  ({ origin, kept, signed_size, reason, ended_at }) =>
    html`<p>${shanghai(ended_at)} 起接续 <code>${origin}</code>：那部日志签过 ${signed_size} 条，留下 ${kept} 条${
      signed_size > kept && html`，第 ${kept} 至 ${signed_size - 1n} 号已失`
    }。原因：${reason}</p><p lang="en">Continues <code>${origin}</code>, which had signed ${signed_size} records; ${kept} of them are left.</p>`,
)}
<p><a href="${at}/verify">核验一份证明 / Verify a proof</a><a href="${at}/checkpoint">检查点 / Checkpoint</a><a href="${at}/keys">公钥 / Keys</a></p>
<h2>检查点 <span lang="en">Checkpoint</span></h2>
<pre tabindex="0">${note}</pre>
<h2>自己核对 <span lang="en">Check for yourself</span></h2>
<p>日志按公开规范 C2SP tlog-tiles 提供，任何兼容的程序都能读：前缀是 <code>${log.origin}</code>。记下今天的检查点，日后对照即可知道有没有被改过。也可以运行 <code>npx ezhen witness</code> 做它的见证方。</p>
<p lang="en">The log is served as C2SP tlog-tiles say; any client of that standard reads it. Keep today’s checkpoint and compare later, or run <code>npx ezhen witness</code>.</p>
</main>
</body>
</html>
`
  return granted({ headers: { 'content-type': HTML, 'cache-control': 'public, max-age=2' }, body: page.safe })
}

export async function readVerifierIn(call: Call<typeof readVerifier, 'attest'>): Promise<Outcome<RawAnswer>> {
  const log = await findLog(call.db, call.etown.id)
  if (log === undefined) return refused(refusal(attestRefusals, 'attest.no_log'))
  const body = verifierPage(await keysOf(call.db, log), await quorumOf(call.db, call.etown.id))
  return granted({ headers: { 'content-type': HTML, 'content-security-policy': VERIFIER_POLICY }, body })
}
