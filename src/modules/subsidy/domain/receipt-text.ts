import type { AwardReceipt, FactEvidence, FactGiven, Truth } from './award-receipt.ts'

/** What JSON writes as it is: no quotes, backslashes, control characters, nor surrogates, which may be lone. */
const PLAIN = /^[ !#-[\]-\ud7ff\ue000-\uffff]*$/

/** What stands between the quotes: as JSON.stringify writes it, an eighth of its time for a text that needs no escaping. */
const q = (text: string): string => (PLAIN.test(text) ? text : JSON.stringify(text).slice(1, -1))

const orNull = (text: string | null): string => (text === null ? 'null' : `"${q(text)}"`)

/** What is the same in every receipt of a rule, written once: its names between their members. */
export type Wording = {
  readonly conditions: readonly Readonly<Record<Truth, string>>[]
  readonly facts: readonly string[]
  readonly rule: string
  readonly steps: readonly string[]
}

type Named = readonly { readonly name: string }[]

/** The wording of a rule by its hash and its names, in their order. */
export function wordingOf(hash: string, conditions: Named, facts: Named, steps: Named): Wording {
  const holding = (holds: Truth, name: string) => `{"holds":"${holds}","name":"${q(name)}"}`
  return {
    conditions: conditions.map(({ name }) => ({
      真: holding('真', name),
      假: holding('假', name),
      未知: holding('未知', name),
    })),
    facts: facts.map(({ name }) => `],"name":"${q(name)}","value":`),
    rule: `},"rule":"${hash}","steps":[`,
    steps: steps.map(({ name }) => `{"name":"${q(name)}","value":`),
  }
}

function evidenceText(files: readonly FactEvidence[]): string {
  let text = ''
  for (const { what, ref, sha256 } of files) {
    text += text === '' ? '{"ref":"' : ',{"ref":"'
    text +=
      sha256 === undefined
        ? `${q(ref)}","what":"${q(what)}"}`
        : `${q(ref)}","sha256":"${q(sha256)}","what":"${q(what)}"}`
  }
  return text
}

const valueText = (value: FactGiven['value']): string =>
  typeof value === 'string' ? `"${q(value)}"` : JSON.stringify(value)

/** What a plain application has none of. */
function exceptions({ overrides, places }: AwardReceipt): string {
  if (overrides.length === 0 && places.length === 0) return '"overrides":[],"places":[]'
  const widened = overrides.map(
    ({ amount, approver, proposer, reason, step }) =>
      `{"amount":"${q(amount)}","approver":"${q(approver)}","proposer":"${q(proposer)}","reason":"${q(reason)}","step":"${q(step)}"}`,
  )
  const ranked = places.map(
    ({ among, place, step, tier }) =>
      `{"among":${among},"place":${place},"step":"${q(step)}","tier":${tier}}`,
  )
  return `"overrides":[${widened.join()}],"places":[${ranked.join()}]`
}

/**
 * 规范文本 A receipt's RFC 8785 text, written straight: its members are known, so nothing is sorted, and its rule's names are
 * written already. Many times the general one's pace; a test holds the two to the same text.
 */
export function receiptText(receipt: AwardReceipt, wording: Wording): string {
  const { conditions, facts, result, steps, subject } = receipt
  let text = '{"conditions":['
  for (let i = 0; i < conditions.length; i++) {
    if (i > 0) text += ','
    text += wording.conditions[i]?.[conditions[i]?.holds ?? '未知']
  }
  text += '],"facts":['
  for (let i = 0; i < facts.length; i++) {
    const { evidence, value } = facts[i] ?? UNKNOWN
    text += i > 0 ? ',{"evidence":[' : '{"evidence":['
    if (evidence.length > 0) text += evidenceText(evidence)
    text += `${wording.facts[i]}${valueText(value)}}`
  }
  text += `],"format":"ezhen-receipt/2",${exceptions(receipt)},"result":{"amount":${orNull(result.amount)},"asks":[`
  if (result.asks.length > 0) text += result.asks.map((name) => `"${q(name)}"`).join()
  text += `],"verdict":"${result.verdict}"${wording.rule}`
  for (let i = 0; i < steps.length; i++) {
    if (i > 0) text += ','
    const value = steps[i]?.value
    text += value === null ? `${wording.steps[i]}null}` : `${wording.steps[i]}"${value}"}`
  }
  return `${text}],"subject":{"applicant":"${q(subject.applicant)}","project":"${q(subject.project)}"}}`
}

const UNKNOWN: Pick<FactGiven, 'evidence' | 'value'> = { evidence: [], value: null }
