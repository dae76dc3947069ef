/**
 * How many digits of a key are the company prefix. GS1 alone knows; an EPC URN cannot be written without it, so a
 * store adds the prefixes it has met in URNs.
 */
export type PrefixLength = (digits: string) => number | undefined

/**
 * 厂商识别代码的长度 of GS1 China's numbers: 690 and 691 leave 7 digits, 692–696 leave 8, 697 leaves 9 (GB 12904).
 * Restricted-circulation numbers (02, 04, 20–29) belong to no company and have no URN.
 */
export const chinesePrefixLength: PrefixLength = (digits) => {
  const flag = Number(digits.slice(0, 3))
  if (flag === 690 || flag === 691) return 7
  if (flag >= 692 && flag <= 696) return 8
  return flag === 697 ? 9 : undefined
}

/** Looks among known prefixes first, the longest that fits, then asks the next source. */
export const withPrefixes =
  (known: ReadonlySet<string>, next: PrefixLength = chinesePrefixLength): PrefixLength =>
  (digits) => {
    for (let length = 12; length >= 6; length--) if (known.has(digits.slice(0, length))) return length
    return next(digits)
  }
