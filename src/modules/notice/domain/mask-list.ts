import { maskAddress, maskBankCard, maskName, maskPhone, maskResidentId } from '#kernel/mask'

type Mask = (text: string) => string

/** By what a column calls itself. The first that fits. */
const BY_TITLE: readonly (readonly [RegExp, Mask])[] = [
  [/身份证|证件号/, maskResidentId],
  [/电话|手机|联系方式/, maskPhone],
  [/银行卡|卡号|账号|账户/, maskBankCard],
  [/住址|地址/, maskAddress],
  [/姓名|联系人|法定代表人|法人|负责人|户主/, (name) => maskName(name)],
]

/** By what stands in a cell, whatever its column is called: a number of a person is found anywhere in a text. */
const IN_TEXT: readonly (readonly [RegExp, Mask])[] = [
  [/(?<!\d)\d{17}[\dXx](?!\d)/g, maskResidentId],
  [/(?<!\d)\d{16}(?:\d{3})?(?!\d)/g, maskBankCard],
  [/(?<!\d)1[3-9]\d{9}(?!\d)/g, maskPhone],
]

/**
 * 名单脱敏 What of a list the public may see: by the column's title, and in every cell by what looks like a person's number.
 * What is masked already stays as it is.
 */
export function maskList(
  columns: readonly string[],
  rows: readonly (readonly string[])[],
): readonly (readonly string[])[] {
  const masks = columns.map((title) => BY_TITLE.find(([pattern]) => pattern.test(title))?.[1])
  return rows.map((row) =>
    row.map((cell, i) => {
      const mask = masks[i]
      const shown = mask === undefined || cell.includes('*') ? cell : mask(cell)
      return IN_TEXT.reduce((text, [pattern, hide]) => text.replace(pattern, hide), shown)
    }),
  )
}
