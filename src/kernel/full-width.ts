/**
 * 全角 Chinese keyboards type １３８ and ，where a code needs 138 and a comma. Use on coded values (numbers, days,
 * amounts, ids), never on names: 大宁县电商（集团）有限公司 is registered with its full-width brackets.
 */

const WIDE = /[\u00a0\u2010-\u2013\u2212\u3000\uff01-\uff5e\uffe5]/g
const HAS_WIDE = new RegExp(WIDE, '')
const OFFSET = 0xfee0

const narrow = (char: string): string => {
  const code = char.charCodeAt(0)
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - OFFSET)
  if (code === 0xffe5) return '¥'
  return code === 0x3000 || code === 0xa0 ? ' ' : '-'
}

/** 半角 Every full-width form as its ASCII one; ￥ as ¥; ideographic and no-break space as space; −‐– as hyphen. */
export const halfWidth = (text: string): string => (HAS_WIDE.test(text) ? text.replace(WIDE, narrow) : text)

const EDGES = /^[\s\u200b-\u200d\u2060\ufeff]+|[\s\u200b-\u200d\u2060\ufeff]+$/g

/** 去首尾空白 Without white space at either end, also the ideographic and zero-width ones that spreadsheets leave. */
export const trimmed = (text: string): string => text.replace(EDGES, '')
