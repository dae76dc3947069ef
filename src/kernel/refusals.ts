import type { Parsed } from './parsed.ts'
import { granted, type Outcome, type RefusalCatalogue, refusal, refused } from './refusal.ts'

/**
 * 内核拒绝 What every room says when a value cannot be read. Codes are `kernel.<field>_<why>`. A sentence names the
 * field, what is wrong and what to do, and never repeats the value: it may be an ID number.
 */
export const kernelRefusals = {
  'kernel.amount_unreadable': {
    status: 422,
    zh: '金额无法识别：应为人民币元，最多两位小数，如 12345.60。请改正后重新提交。',
    en: 'The amount cannot be read: yuan with at most two decimals, e.g. 12345.60. Correct it and submit again.',
  },
  'kernel.rate_unreadable': {
    status: 422,
    zh: '比例无法识别：应为百分数、小数或分数，如 5%、0.05、1/3，分母不能为零。请改正后重新提交。',
    en: 'The rate cannot be read: a percentage, decimal or fraction, e.g. 5%, 0.05, 1/3, not over zero. Correct it.',
  },
  'kernel.day_unreadable': {
    status: 422,
    zh: '日期无法识别或不存在：应为年月日，如 2026-11-22 或 2026年11月22日。请改正后重新提交。',
    en: 'The day cannot be read or does not exist: e.g. 2026-11-22. Correct it and submit again.',
  },
  'kernel.calendar_not_covered': {
    status: 422,
    zh: '工作日无法计算：系统中的国务院放假安排只覆盖{from}至{last}。请在新的安排公布后更新系统，或直接填写截止日期。',
    en: 'Working days cannot be counted: the State Council notices in the system cover {from} to {last} only. Update it after publication, or enter the final day yourself.',
  },
  'kernel.credit_code_length': {
    status: 422,
    zh: '统一社会信用代码应为18位，现在的位数不对。请对照营业执照重新填写。',
    en: 'The unified social credit code has 18 characters; this has not. Copy it from the business licence.',
  },
  'kernel.credit_code_characters': {
    status: 422,
    zh: '统一社会信用代码含有不会出现的字符：只用数字和大写字母，且没有 I、O、S、V、Z。请检查是否把 1、0、5、2 写成了字母。',
    en: 'The unified social credit code has a character it never uses: only digits and capitals without I, O, S, V, Z. Check 1, 0, 5 and 2.',
  },
  'kernel.credit_code_region': {
    status: 422,
    zh: '统一社会信用代码第3至8位应为登记机关所在地的6位数字区划码。请对照营业执照重新填写。',
    en: 'Characters 3 to 8 of the unified social credit code are the six digits of the registering place. Copy it from the business licence.',
  },
  'kernel.credit_code_check': {
    status: 422,
    zh: '统一社会信用代码校验不通过：至少有一位写错或两位写反。请对照营业执照逐位核对。',
    en: 'The check character of the unified social credit code does not fit: a character is wrong or two are swapped. Compare it with the business licence.',
  },
  'kernel.resident_id_old': {
    status: 422,
    zh: '居民身份证号码是15位旧号码，2013年起已停止使用。请填写现行身份证上的18位号码。',
    en: 'The resident ID number is of the old 15-digit kind, out of use since 2013. Enter the 18 characters of the present card.',
  },
  'kernel.resident_id_length': {
    status: 422,
    zh: '居民身份证号码应为18位，现在的位数不对。请对照身份证重新填写。',
    en: 'The resident ID number has 18 characters; this has not. Copy it from the card.',
  },
  'kernel.resident_id_characters': {
    status: 422,
    zh: '居民身份证号码前17位应为数字，最后一位应为数字或 X。请对照身份证重新填写。',
    en: 'The resident ID number is 17 digits and a digit or X. Copy it from the card.',
  },
  'kernel.resident_id_birth': {
    status: 422,
    zh: '居民身份证号码第7至14位不是有效的出生日期。请对照身份证核对这8位数字。',
    en: 'Characters 7 to 14 of the resident ID number are not a birth date. Compare these eight digits with the card.',
  },
  'kernel.resident_id_check': {
    status: 422,
    zh: '居民身份证号码校验不通过：至少有一位写错或两位写反。请对照身份证逐位核对。',
    en: 'The check character of the resident ID number does not fit: a digit is wrong or two are swapped. Compare it with the card.',
  },
  'kernel.mobile_length': {
    status: 422,
    zh: '手机号应为11位数字，现在的位数不对。请重新填写，可以带 +86。',
    en: 'The mobile number has 11 digits; this has not. Enter it again, with or without +86.',
  },
  'kernel.mobile_characters': {
    status: 422,
    zh: '手机号只能含有数字。请去掉其他字符后重新填写。',
    en: 'The mobile number has digits only. Take the other characters out.',
  },
  'kernel.mobile_range': {
    status: 422,
    zh: '手机号不是大陆手机号段（13 至 19 开头）。固定电话请填在联系电话一栏。',
    en: 'This is no mainland mobile number (they begin with 13 to 19). A fixed line belongs in the telephone field.',
  },
  'kernel.gtin_length': {
    status: 422,
    zh: '商品条码应为8、12、13或14位数字，现在的位数不对。请对照包装上的条码重新填写。',
    en: 'The bar code number (GTIN) has 8, 12, 13 or 14 digits; this has not. Copy it from the package.',
  },
  'kernel.gtin_characters': {
    status: 422,
    zh: '商品条码只能含有数字。请对照包装上的条码重新填写。',
    en: 'The bar code number (GTIN) has digits only. Copy it from the package.',
  },
  'kernel.gtin_check': {
    status: 422,
    zh: '商品条码校验不通过：至少有一位写错。请对照包装上的条码逐位核对，不要自行编号。',
    en: 'The check digit of the bar code number (GTIN) does not fit. Compare it with the package; do not make one up.',
  },
  'kernel.gln_length': {
    status: 422,
    zh: '参与方位置码（GLN）应为13位数字，现在的位数不对。请对照编码证书重新填写。',
    en: 'The location number (GLN) has 13 digits; this has not. Copy it from the certificate.',
  },
  'kernel.gln_characters': {
    status: 422,
    zh: '参与方位置码（GLN）只能含有数字。请对照编码证书重新填写。',
    en: 'The location number (GLN) has digits only. Copy it from the certificate.',
  },
  'kernel.gln_check': {
    status: 422,
    zh: '参与方位置码（GLN）校验不通过：至少有一位写错。请对照编码证书逐位核对。',
    en: 'The check digit of the location number (GLN) does not fit. Compare it with the certificate.',
  },
  'kernel.sscc_length': {
    status: 422,
    zh: '物流单元条码（SSCC）应为18位数字，现在的位数不对。请重新扫描物流标签。',
    en: 'The logistic unit number (SSCC) has 18 digits; this has not. Scan the label again.',
  },
  'kernel.sscc_characters': {
    status: 422,
    zh: '物流单元条码（SSCC）只能含有数字。请重新扫描物流标签。',
    en: 'The logistic unit number (SSCC) has digits only. Scan the label again.',
  },
  'kernel.sscc_check': {
    status: 422,
    zh: '物流单元条码（SSCC）校验不通过：至少有一位写错。请重新扫描物流标签。',
    en: 'The check digit of the logistic unit number (SSCC) does not fit. Scan the label again.',
  },
  'kernel.region_code_length': {
    status: 422,
    zh: '行政区划代码应为6位数字，现在的位数不对。请按国家标准 GB/T 2260 填写，如 140521。',
    en: 'The region code has six digits; this has not. Enter it as in GB/T 2260, e.g. 140521.',
  },
  'kernel.region_code_characters': {
    status: 422,
    zh: '行政区划代码只能含有数字。请按国家标准 GB/T 2260 填写，如 140521。',
    en: 'The region code has digits only. Enter it as in GB/T 2260, e.g. 140521.',
  },
  'kernel.region_code_unknown': {
    status: 422,
    zh: '行政区划代码不在国家标准 GB/T 2260 中。请核对代码，或从列表中选择地区。',
    en: 'The region code is not in GB/T 2260. Check it, or choose the region from the list.',
  },
} as const satisfies RefusalCatalogue

/** The reasons that have a sentence for a field, so that a reason without one does not compile. */
type WhyOf<
  Field extends string,
  Code = keyof typeof kernelRefusals,
> = Code extends `kernel.${Field}_${infer Why}` ? Why : never

const byCode: RefusalCatalogue = kernelRefusals

/** A read value as an outcome: `outcomeOf('credit_code', parseCreditCode(text), '/creditCode')`. */
export const outcomeOf = <Field extends string, T>(
  field: Field,
  parsed: Parsed<T, WhyOf<Field>>,
  pointer?: string,
): Outcome<T> =>
  parsed.ok ? granted(parsed.value) : refused(refusal(byCode, `kernel.${field}_${parsed.why}`, {}, pointer))
