import { policyFor, VERIFIER_STYLE } from '#attest'
import { granted, type Outcome } from '#kernel/refusal'
import { html } from '#platform/http/html'
import type { Call, RawAnswer } from '#platform/http/route'
import type { readDispatchVerifier } from '../contract/index.ts'
import { keysOf } from './dispatch.ts'
import { DISPATCH_SCRIPT } from './verifier.generated.ts'

/** 离线核验页 One file that verifies dispatches without us; saved, it works with the network cut. */
export async function readDispatchVerifierIn(
  call: Call<typeof readDispatchVerifier, 'report'>,
): Promise<Outcome<RawAnswer>> {
  const policy = policyFor(DISPATCH_SCRIPT)
  const keys = (await keysOf(call)).join('\n')
  const body = html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<title>上报包核验</title>
<style>${{ safe: VERIFIER_STYLE }}</style>
</head>
<body>
<main>
<h1>上报包核验</h1>
<p>在这台设备上核验，不联网、不上传；另存这一页，断网也能用。Verified on this device; nothing is sent.</p>
<form id="form">
<label for="file">上报包文件 / Dispatch</label>
<input type="file" id="file" accept=".txt">
<label for="keys">信任的公钥（Ed25519、SM2 两行，请当面或电话核对）/ Trusted keys</label>
<textarea id="keys" rows="4" spellcheck="false">${keys}</textarea>
<button type="submit">核验 / Verify</button>
</form>
<div id="verdict" role="status" tabindex="-1"></div>
</main>
<script>${{ safe: DISPATCH_SCRIPT }}</script>
</body>
</html>
`
  const headers = { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }
  return granted({ headers, body: body.safe })
}
