/** 货物数量 Thousandths of a unit: quantities have three decimals, and sums of them are exact. */
export type Thousandths = bigint

/** Reads what the wire or a numeric column writes, `1250.5`. Throws RangeError on anything else: a bug. */
export function quantity(text: string): Thousandths {
  const [, whole = '', decimals = ''] = /^(\d{1,12})(?:\.(\d{1,4}))?$/.exec(text) ?? []
  if (whole === '' || /[1-9]/.test(decimals.slice(3))) throw new RangeError(`not a quantity: ${text}`)
  return BigInt(whole) * 1000n + BigInt(decimals.slice(0, 3).padEnd(3, '0'))
}

/** The shortest spelling: `1250.5`, `12`. */
export function quantityText(q: Thousandths): string {
  const decimals = String(q % 1000n)
    .padStart(3, '0')
    .replace(/0+$/, '')
  return `${q / 1000n}${decimals === '' ? '' : `.${decimals}`}`
}

export const total = (quantities: readonly Thousandths[]): Thousandths =>
  quantities.reduce((sum, q) => sum + q, 0n)
