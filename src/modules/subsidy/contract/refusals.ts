import type { RefusalCatalogue } from '#kernel/refusal'

/** 核算拒绝 Why nothing can be computed. An unknown fact is no reason: the receipt asks for it. */
export const receiptRefusals = {
  'subsidy.parameter_not_in_force': {
    status: 422,
    zh: '“{scheme}”的参数“{name}”在{day}还没有生效的值，不能核算。请核对依据日，或先修订方案。',
    en: 'The parameter "{name}" of "{scheme}" has no value on {day}. Check the day or amend the plan.',
  },
  'subsidy.reading_missing': {
    status: 422,
    zh: '“{scheme}”按口径“{interpretation}”计算，但没有说明采用哪种读法。请先在“方案 › 解释口径”里确定。',
    en: 'The scheme "{scheme}" depends on the interpretation "{interpretation}", of which no reading is adopted.',
  },
  'subsidy.scheme_unknown': {
    status: 404,
    zh: '方案里没有“{scheme}”这个奖补办法。请核对代码，或先修订方案。',
    en: 'The plan has no scheme "{scheme}". Check its code or amend the plan.',
  },
  'subsidy.fact_malformed': {
    status: 422,
    zh: '“{name}”的值“{value}”看不懂：应当是{needed}。请改正；不知道就写“未知”。',
    en: 'The value "{value}" of "{name}" cannot be read: {needed} is needed. Leave it unknown if it is.',
  },
  'subsidy.fact_unknown_name': {
    status: 422,
    zh: '“{scheme}”没有用到“{name}”，不能据以核算，也不应索要。请删去或核对名称。',
    en: 'The scheme "{scheme}" does not use "{name}". Remove it or check the name.',
  },
  'subsidy.override_not_allowed': {
    status: 422,
    zh: '“{step}”没有写“原则上”或“可适当增加”，不能突破上限。',
    en: 'The step "{step}" has no words that allow going beyond its cap.',
  },
  'subsidy.override_without_reason': {
    status: 422,
    zh: '突破“{step}”的上限要写明理由。请补上依据的事实。',
    en: 'Going beyond the cap of "{step}" needs a reason.',
  },
  'subsidy.override_same_person': {
    status: 422,
    zh: '突破“{step}”的上限，提出和批准不能是同一个人。请由另一人审批。',
    en: 'Who proposes to go beyond the cap of "{step}" cannot approve it. Another person must.',
  },
  'subsidy.override_above': {
    status: 422,
    zh: '“{step}”最多可以放宽到{most}，要求的{amount}超过了它。请减少。',
    en: 'The step "{step}" can be widened to {most}; {amount} is more.',
  },
  'subsidy.receipt_malformed': {
    status: 422,
    zh: '这不是一份完整的核算单，缺了内容或多了内容。请用系统里下载的原文件。',
    en: 'This is not a whole award receipt: something is missing or was added. Use the file as downloaded.',
  },
  'subsidy.receipt_altered': {
    status: 422,
    zh: '核算单的内容与它的指纹{sha256}不符，出具之后被改动过。请以系统里的原件为准。',
    en: 'The receipt does not have its hash {sha256}: it was changed after it was issued.',
  },
  'subsidy.receipt_rule_altered': {
    status: 422,
    zh: '核算单所附的规则与出具时不符，被改动过。请以系统里的原件为准。',
    en: 'The rule in the receipt is not the one it was issued with.',
  },
  'subsidy.receipt_not_reproduced': {
    status: 422,
    zh: '按核算单自己的规则和事实重算，结果与单上不同。请勿据此付款，并通知审计。',
    en: 'Computed again by its own rule and facts, the receipt comes out differently. Do not pay on it.',
  },
  'subsidy.facts_malformed': {
    status: 422,
    zh: '事实文件看不懂：{why}。请照 docs/rules/subsidy.md 的格式填写。',
    en: 'The facts file cannot be read: {why}. See docs/rules/subsidy.md.',
  },
} as const satisfies RefusalCatalogue
