import { readFund } from '#contract/fund'
import { parseYuan, yuanText } from '#kernel/money'
import { toFen } from '#kernel/wire'
import { useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import type { Field } from './StepForm.tsx'
import type { Filled } from './values.ts'

export type Source = { readonly code: string; readonly name: string }

/** The fund's sources, once they are known. */
export function useSources(): readonly Source[] | undefined {
  const { slug } = useTown()
  const fund = useRead(readFund, { etown: slug })
  return fund.data?.sources
}

type Money = readonly { readonly source: string; readonly amount: string }[]

/** One amount for each source; what stays empty gives nothing. */
export const moneyFields = (
  sources: readonly Source[],
  label: (source: string) => string,
  before: Money = [],
): readonly Field[] =>
  sources.map(({ code, name }) => {
    const known = before.find(({ source }) => source === code)
    return {
      kind: 'amount',
      name: `money-${code}`,
      label: label(name),
      optional: true,
      initial: known === undefined ? '' : yuanText(toFen(known.amount)),
    }
  })

export const moneyOf = (v: Filled, sources: readonly Source[]): { source: string; amount: string }[] =>
  sources.flatMap(({ code }) =>
    (parseYuan(v.text(`money-${code}`)) ?? 0n) > 0n ? [{ source: code, amount: v.fen(`money-${code}`) }] : [],
  )
