import { clauseName, FACT_ROWS } from '#contract/plan'
import { day, formatDay } from '#kernel/day'
import { fen, formatYuan } from '#kernel/money'
import { type Html, html } from '../../../platform/http/html.ts'
import type { Explained, FactGiven, ReceiptFile } from '../domain/award-receipt.ts'
import { exactOf } from '../domain/exact.ts'
import { explainedIn } from '../domain/explain.ts'
import { saidFact } from '../domain/said-fact.ts'

const STYLE = `@page{size:A4;margin:12mm}body{font:10.5pt/1.45 "Noto Sans SC","PingFang SC","Microsoft YaHei",sans-serif;color:#111;max-width:186mm;margin:auto}
h1{font-size:15pt;margin:0 0 2mm}h2{font-size:11pt;margin:3mm 0 1mm}table{border-collapse:collapse;width:100%}
td,th{border:.3mm solid #666;padding:.8mm 1.6mm;text-align:left;vertical-align:top;overflow-wrap:anywhere}th{background:#f2f2f2;font-weight:600}
.sum{font-size:14pt;font-weight:700}.demo{border:.4mm solid #b3261e;color:#b3261e;padding:1mm 2mm;font-weight:700;text-align:center}
.small{font-size:8.5pt}blockquote{margin:1mm 0;padding-left:2mm;border-left:.8mm solid #666}`

/** More would not stay on one page; the file has them all. */
const EVIDENCE_SHOWN = 6

const resultOf = ({ verdict, amount, gives }: Explained['result']): string => {
  if (verdict === '待补') return '还不能算出，须补资料'
  if (gives !== null) return gives
  return amount === null ? '' : formatYuan(fen(exactOf(amount)?.num ?? 0n))
}

/** Whether the house counted it or the applicant declared it. */
const originOf = ({ rule }: ReceiptFile, { name }: FactGiven): string => {
  const fact = rule.scheme.facts.find((each) => each.name === name)
  return fact !== undefined && 'rows' in fact && fact.rows !== undefined
    ? FACT_ROWS[fact.rows]
    : '申报人填报，凭材料'
}

const factRow = (file: ReceiptFile, given: FactGiven): Html => html`<tr><td>${given.name}</td>
<td>${saidFact(file.rule.scheme, given)}</td><td class="small">${originOf(file, given)}</td>
<td class="small">${given.evidence.length === 0 ? '没有附凭证' : [...given.evidence.slice(0, EVIDENCE_SHOWN).map(({ what, ref }) => html`${what}（${ref}）<br>`), given.evidence.length > EVIDENCE_SHOWN && html`等${given.evidence.length}项，全部列在核算单文件里`]}</td></tr>`

const openRows = (
  result: Explained['result'],
): Html => html`${result.reasons.map((reason) => html`<p>${reason}。</p>`)}
${result.asks.length > 0 && html`<h2>须补的资料</h2><ul>${result.asks.map(({ fact, document }) => html`<li>${fact}：请提供${document}</li>`)}</ul>`}`

const overrideRows = ({ receipt: { overrides } }: ReceiptFile): Html =>
  html`${overrides.map(({ step, reason, proposer, approver }) => html`<p>“${step}”经批准放宽：${reason}。提出：${proposer}；批准：${approver}。</p>`)}`

/** What the house knows beside the receipt: whose number the applicant is, and whether the e-town is a demonstration. */
export type Shown = {
  readonly number?: string
  readonly applicant?: string
  readonly demonstration?: boolean
}

const who = ({ receipt: { subject } }: ReceiptFile, { applicant, number }: Shown): Html =>
  html`<p>申报主体：${applicant === undefined ? subject.applicant : `${applicant}（主体${subject.applicant}）`}　项目：${subject.project}${number !== undefined && `　受理编号：${number}`}</p>`

/** 核算单页 One page a clerk can print, sign and redo by hand. */
export function receiptPage(file: ReceiptFile, shown: Shown = {}): string {
  const explained = explainedIn(file)
  if (!explained.ok) throw new Error(`receipt ${file.sha256} cannot be redone`)
  const { conditions, steps, result } = explained.value
  return html`<!doctype html><html lang="zh-CN"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width,initial-scale=1"><title>奖补核算单</title><style>${{ safe: STYLE }}</style></head><body><main>
${shown.demonstration === true && html`<p class="demo">演示数据，不作拨付依据</p>`}
<h1>奖补核算单：${file.rule.scheme.name}</h1>
${who(file, shown)}<p>依据日：${formatDay(day(file.rule.day))}</p>
<p class="sum">核算结果：${result.verdict}　${resultOf(result)}</p>
${openRows(result)}${overrideRows(file)}
<h2>依据</h2><p>${file.rule.plan.document}第${file.rule.plan.version}版（${formatDay(day(file.rule.plan.inForceFrom))}起施行）${clauseName(file.rule.clause.id)}</p>
<blockquote>${file.rule.scheme.quote}</blockquote>
<ul class="small">${file.rule.parameters.map(({ name, why }) => html`<li>${name}：${why}</li>`)}
${file.rule.readings.map(({ text, decidedBy, state, reason }) => html`<li>口径：${text}（${state === 'confirmed' ? `已由${decidedBy ?? '县里'}确认` : '暂拟，待县里确认'}：${reason}）</li>`)}</ul>
<h2>事实与凭证</h2><table><tr><th>事实</th><th>数值</th><th>来源</th><th>凭证</th></tr>${file.receipt.facts.map((fact) => factRow(file, fact))}</table>
<h2>条件</h2><table>${conditions.map(({ name, holds, says }) => html`<tr><td>${name}</td><td>${holds}</td><td>${says}</td></tr>`)}</table>
<h2>逐步计算</h2><table>${steps.map(({ name, says }, i) => html`<tr><td>${i + 1}</td><td>${name}</td><td>${says}</td></tr>`)}</table>
<p class="small">规则指纹 ${file.receipt.rule}<br>核算单指纹 ${file.sha256}<br>任何人都可以重算：npx ezhen subsidy verify 核算单.json</p>
<p>核算人：＿＿＿＿＿＿　复核人：＿＿＿＿＿＿　日期：＿＿＿＿＿＿</p></main></body></html>`.safe
}
