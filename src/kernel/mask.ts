/**
 * 脱敏 What others may see of personal data. A value in an unexpected form loses more, never less: masks are applied
 * to whatever stands in a field, also to what a platform masked before.
 */

const stars = (count: number): string => '*'.repeat(Math.max(count, 0))

/**
 * 姓名 `张**`; with `ends`, for staff at work, `张*三`. At least one character is always hidden.
 * @law GB/T 41833-2022: at least one character of the name
 */
export function maskName(name: string, shows: 'surname' | 'ends' = 'surname'): string {
  const chars = Array.from(name.trim())
  const [first = ''] = chars
  if (chars.length < 2) return stars(chars.length)
  if (shows === 'surname' || chars.length === 2) return first + stars(chars.length - 1)
  return first + stars(chars.length - 2) + (chars.at(-1) ?? '')
}

/**
 * 电话 `138******78`. The usual 138****5678 hides 4 digits only and is not enough.
 * @law GB/T 41833-2022: at least 6 digits of the number
 */
export function maskPhone(phone: string): string {
  const text = phone.replace(/[\s-]/g, '').replace(/^\+86/, '')
  if (text.length === 11) return text.slice(0, 3) + stars(6) + text.slice(-2)
  return text.length >= 8 ? stars(text.length - 2) + text.slice(-2) : stars(text.length)
}

/** 身份证号 `1401**********1234`; anything but 18 characters is hidden whole. */
export function maskResidentId(id: string): string {
  const text = id.trim()
  return text.length === 18 ? text.slice(0, 4) + stars(10) + text.slice(-4) : stars(text.length)
}

/** 银行卡号 The last 4 digits: `***************1234`; fewer than 12 characters are hidden whole. */
export function maskBankCard(card: string): string {
  const text = card.replace(/[\s-]/g, '')
  return text.length >= 12 ? stars(text.length - 4) + text.slice(-4) : stars(text.length)
}

/** Up to the village, else the town, else the county or city: never past a digit, where house numbers begin. */
const LEVELS = [
  /^[^\d０-９]*?(?:镇|乡|街道)[^\d０-９号栋幢楼室]*?(?:(?:社区|村)(?:居委会|村?委会)?|居委会)/u,
  /^[^\d０-９]*?[县区市旗][^\d０-９号栋幢楼室]*?(?:镇|乡|街道)/u,
  /^[^\d０-９]*?(?:县|旗|(?<!小)区|市(?:[^\d０-９市]{1,6}?(?:县|旗|(?<!小)区|市))?)/u,
]

/**
 * 地址 To the village: `山西省临汾市大宁县昕水镇罗曲村***`; hidden whole where no level is recognised.
 * @law GB/T 41833-2022: unit and room number
 */
export function maskAddress(address: string): string {
  const text = address.trim()
  for (const level of LEVELS) {
    const shown = level.exec(text)?.[0]
    if (shown !== undefined) return shown.length === text.length ? text : `${shown}***`
  }
  return text === '' ? '' : '***'
}
