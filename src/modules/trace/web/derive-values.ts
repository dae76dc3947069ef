import type { LotDetail } from '#contract/trace'
import { type Day, day } from '#kernel/day'

export type Way = 'split' | 'merge' | 'transform'

export type DeriveValues = {
  readonly quantity?: string
  /** Number of the other lot and what is left of it. */
  readonly other?: string
  readonly item?: string
  readonly made?: string
  readonly yield?: string
}

type Body = {
  readonly way: Way
  readonly inputs: { lot: string; quantity: string }[]
  readonly outputs: { quantity: string; item?: string }[]
  readonly yield?: string
  readonly madeOn: Day
}

/** Thousandths, so that what a person subtracts and adds is exact; what is no number counts as none. */
const thousandths = (text: string): number => Math.round(Number(text) * 1000) || 0
const spelt = (n: number): string => String(n / 1000)

/** What the form asks for: a split divides all that is left, a merge takes all of both. */
export function bodyOf(way: Way, lot: LotDetail, values: DeriveValues, today: string): Body {
  const { quantity = '0', other = '', item, made = '0' } = values
  const madeOn = day(today)
  if (way === 'split') {
    const rest = spelt(thousandths(lot.left) - thousandths(quantity))
    return {
      way,
      inputs: [{ lot: lot.id, quantity: lot.left }],
      outputs: [{ quantity }, { quantity: rest }],
      madeOn,
    }
  }
  if (way === 'merge') {
    const [id = '', left = '0'] = other.split(' ')
    const both = spelt(thousandths(lot.left) + thousandths(left))
    return {
      way,
      inputs: [
        { lot: lot.id, quantity: lot.left },
        { lot: id, quantity: left },
      ],
      outputs: [{ quantity: both }],
      madeOn,
    }
  }
  return {
    way,
    inputs: [{ lot: lot.id, quantity }],
    outputs: [{ quantity: made, ...(item && { item }) }],
    ...(values.yield && { yield: values.yield }),
    madeOn,
  }
}
