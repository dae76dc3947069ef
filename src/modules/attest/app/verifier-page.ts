import { html } from '../../../platform/http/html.ts'
import { toBase64 } from '../domain/base64.ts'
import { REASONS } from '../domain/verdict-words.ts'
import { VERIFIER_WORDS } from '../domain/verifier-words.ts'
import { machine, sha256 } from './machine.ts'
import { VERIFIER_SCRIPT } from './verifier.generated.ts'

/** What a page that verifies may do: run its own script, and nothing that reaches out. */
export const policyFor = (script: string): string =>
  [
    "default-src 'none'",
    `script-src 'sha256-${toBase64(sha256(machine.utf8(script)))}'`,
    "style-src 'unsafe-inline'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ')

export const VERIFIER_POLICY = policyFor(VERIFIER_SCRIPT)

export const VERIFIER_STYLE = `
:root{color-scheme:light dark;font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei",sans-serif}
body{max-width:44rem;margin:0 auto;padding:1rem}
h1{font-size:1.5rem;margin:.5rem 0}h2{font-size:1rem;margin:1rem 0 0}
label{display:block;margin:.8rem 0 .2rem;font-weight:600}
textarea,input{box-sizing:border-box;width:100%;font:inherit;min-height:44px}
textarea{font:13px/1.4 ui-monospace,monospace}
button{font:inherit;min-height:44px;padding:0 1.2rem;margin:1rem .5rem 0 0}
#verdict{margin-top:1rem;padding:0 1rem;overflow-wrap:anywhere}
#verdict.good{border-left:6px solid #15803d}#verdict.bad{border-left:6px solid #b91c1c}
dt{font-weight:600}dd{margin:0 0 .4rem;white-space:pre-line}`

const reasons = (language: 'zh' | 'en') =>
  Object.fromEntries(Object.entries(REASONS).map(([why, sentence]) => [why, sentence[language]]))

/** As data beside the script; `<` is written so that nothing in it can end the element. */
const WORDS = JSON.stringify({
  zh: { ...VERIFIER_WORDS.zh, reasons: reasons('zh') },
  en: { ...VERIFIER_WORDS.en, reasons: reasons('en') },
}).replaceAll('<', '\\u003c')

/** 离线核验页 One file that verifies proofs without us: script, words and pinned keys are in it. */
export function verifierPage(keys: readonly string[], quorum: number): string {
  const page = html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${VERIFIER_POLICY}">
<title>存证核验</title>
<style>${{ safe: VERIFIER_STYLE }}</style>
</head>
<body>
<main>
<button type="button" id="other" data-word="other">English</button>
<h1 data-word="title">存证核验</h1>
<p data-word="lead">在这台设备上核验，不联网、不上传。</p>
<form id="form">
<label for="file" data-word="file">证明文件或证据包</label>
<input type="file" id="file" accept=".tlog-proof,.zip,.txt">
<label for="proof" data-word="proof">存证证明</label>
<textarea id="proof" rows="6" spellcheck="false"></textarea>
<label for="document" data-word="document">要核对的文件</label>
<input type="file" id="document">
<label for="keys" data-word="keys">信任的公钥</label>
<textarea id="keys" rows="4" spellcheck="false">${keys.join('\n')}</textarea>
<label for="quorum" data-word="quorum">至少几家见证方</label>
<input type="number" id="quorum" min="0" max="16" value="${quorum}">
<button type="submit" data-word="go">核验</button>
</form>
<div id="verdict" role="status" tabindex="-1"></div>
</main>
<script type="application/json" id="words">${{ safe: WORDS }}</script>
<script>${{ safe: VERIFIER_SCRIPT }}</script>
</body>
</html>
`
  return page.safe
}
