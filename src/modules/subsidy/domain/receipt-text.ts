import type { AwardReceipt, FactEvidence, FactGiven } from './award-receipt.ts'

const q = JSON.stringify

const evidence = ({ what, ref, sha256 }: FactEvidence): string =>
  `{"ref":${q(ref)}${sha256 === undefined ? '' : `,"sha256":${q(sha256)}`},"what":${q(what)}}`

const fact = ({ name, value, evidence: files }: FactGiven): string =>
  `{"evidence":[${files.map(evidence).join()}],"name":${q(name)},"value":${q(value)}}`

/**
 * 规范文本 A receipt's RFC 8785 text, written straight: its members are known, so nothing is sorted. Twenty times the
 * general one; a test holds the two to the same text.
 */
export function receiptText(receipt: AwardReceipt): string {
  const { conditions, facts, format, overrides, places, result, rule, steps, subject } = receipt
  const judged = conditions.map((c) => `{"holds":"${c.holds}","name":${q(c.name)},"says":${q(c.says)}}`)
  const widened = overrides.map(
    (o) =>
      `{"amount":${q(o.amount)},"approver":${q(o.approver)},"proposer":${q(o.proposer)},"reason":${q(o.reason)},"step":${q(o.step)}}`,
  )
  const ranked = places.map(
    (p) => `{"among":${p.among},"place":${p.place},"step":${q(p.step)},"tier":${p.tier}}`,
  )
  const worked = steps.map((s) => `{"name":${q(s.name)},"says":${q(s.says)},"value":${q(s.value)}}`)
  const asks = result.asks.map((a) => `{"document":${q(a.document)},"fact":${q(a.fact)}}`)
  const end = `{"amount":${q(result.amount)},"asks":[${asks.join()}],"gives":${q(result.gives)},"reasons":${q(result.reasons)},"verdict":"${result.verdict}"}`
  const who = `{"applicant":${q(subject.applicant)},"project":${q(subject.project)}}`
  return `{"conditions":[${judged.join()}],"facts":[${facts.map(fact).join()}],"format":"${format}","overrides":[${widened.join()}],"places":[${ranked.join()}],"result":${end},"rule":"${rule}","steps":[${worked.join()}],"subject":${who}}`
}
