import type { AwardReceipt, FactEvidence, FactGiven } from './award-receipt.ts'

/** What JSON writes as it is: no quotes, backslashes, control characters, nor surrogates, which may be lone. */
const PLAIN = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/

/** As JSON.stringify writes a text, an eighth of its time for one that needs no escaping. */
const q = (text: string | null): string =>
  text === null ? 'null' : PLAIN.test(text) ? `"${text}"` : JSON.stringify(text)

/** Names of facts, conditions and steps, quoted: the same few for all applicants of a rule. */
const names = new Map<string, string>()
const NAMES_MAX = 2000
function n(name: string): string {
  const known = names.get(name)
  if (known !== undefined) return known
  if (names.size >= NAMES_MAX) names.clear()
  const quoted = q(name)
  names.set(name, quoted)
  return quoted
}

/** The members of a list, written one after another. */
function list<T>(items: readonly T[], write: (item: T) => string): string {
  let text = ''
  for (const item of items) text += text === '' ? write(item) : `,${write(item)}`
  return text
}

const evidence = ({ what, ref, sha256 }: FactEvidence): string =>
  sha256 === undefined
    ? `{"ref":${q(ref)},"what":${q(what)}}`
    : `{"ref":${q(ref)},"sha256":${q(sha256)},"what":${q(what)}}`

const amounts = (value: FactGiven['value']): string =>
  typeof value === 'string' || value === null ? q(value) : JSON.stringify(value)

const fact = ({ name, value, evidence: files }: FactGiven): string =>
  `{"evidence":[${list(files, evidence)}],"name":${n(name)},"value":${amounts(value)}}`

/**
 * 规范文本 A receipt's RFC 8785 text, written straight: its members are known, so nothing is sorted. Many times the general
 * one's pace; a test holds the two to the same text.
 */
export function receiptText(receipt: AwardReceipt): string {
  const { conditions, facts, format, overrides, places, result, rule, steps, subject } = receipt
  const judged = list(conditions, (c) => `{"holds":"${c.holds}","name":${n(c.name)},"says":${q(c.says)}}`)
  const widened = list(
    overrides,
    (o) =>
      `{"amount":${q(o.amount)},"approver":${q(o.approver)},"proposer":${q(o.proposer)},"reason":${q(o.reason)},"step":${n(o.step)}}`,
  )
  const ranked = list(
    places,
    (p) => `{"among":${p.among},"place":${p.place},"step":${n(p.step)},"tier":${p.tier}}`,
  )
  const worked = list(steps, (s) => `{"name":${n(s.name)},"says":${q(s.says)},"value":${q(s.value)}}`)
  const asks = list(result.asks, (a) => `{"document":${q(a.document)},"fact":${n(a.fact)}}`)
  const end = `{"amount":${q(result.amount)},"asks":[${asks}],"gives":${q(result.gives)},"reasons":[${list(result.reasons, q)}],"verdict":"${result.verdict}"}`
  const who = `{"applicant":${q(subject.applicant)},"project":${q(subject.project)}}`
  return `{"conditions":[${judged}],"facts":[${list(facts, fact)}],"format":"${format}","overrides":[${widened}],"places":[${ranked}],"result":${end},"rule":"${rule}","steps":[${worked}],"subject":${who}}`
}
