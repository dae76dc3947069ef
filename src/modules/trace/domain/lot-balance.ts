import { granted, type Outcome, type Refusal, refusal, refused } from '../../../kernel/refusal.ts'
import { lotRefusals } from '../contract/lot-refusals.ts'
import { LOT_STATES, type LotState, UNITS, type Unit } from '../contract/lot-words.ts'
import { quantityText, type Thousandths, total } from './quantity.ts'

/** 批次余量 A lot as the balance sees it. */
export type LotBalance = {
  readonly id: bigint
  readonly code: string
  readonly item: bigint
  readonly unit: Unit
  readonly state: LotState
  readonly quantity: Thousandths
  readonly drawn: Thousandths
  readonly labels: number
  readonly packSize: Thousandths
}

/** Neither moved on nor promised to a label. */
export const leftOf = (lot: LotBalance): Thousandths =>
  lot.quantity - lot.drawn - BigInt(lot.labels) * lot.packSize

/** How many more labels a lot can carry: one a whole pack. */
export const labelsLeft = (lot: LotBalance): number => Number(leftOf(lot) / lot.packSize)

const wrong = (
  code: keyof typeof lotRefusals,
  values: Record<string, string | number>,
  pointer?: string,
): Refusal => refusal(lotRefusals, code, values, pointer)

const notOpen = (lot: LotBalance): Refusal | undefined =>
  lot.state === 'open'
    ? undefined
    : wrong('trace.lot_not_open', { code: lot.code, state: LOT_STATES[lot.state].zh })

/** 转出 May so much leave the lot? */
export function drawRefusals(lot: LotBalance, asked: Thousandths, pointer?: string): readonly Refusal[] {
  const closed = notOpen(lot)
  if (closed !== undefined) return [closed]
  if (asked <= leftOf(lot)) return []
  const values = {
    code: lot.code,
    left: quantityText(leftOf(lot)),
    asked: quantityText(asked),
    unit: UNITS[lot.unit].zh,
  }
  return [wrong('trace.more_than_left', values, pointer)]
}

/** 赋码 Labels are issued for whole packs that are still there. */
export function labelRefusals(lot: LotBalance, asked: number): readonly Refusal[] {
  const closed = notOpen(lot)
  if (closed !== undefined) return [closed]
  if (asked <= labelsLeft(lot)) return []
  const values = {
    code: lot.code,
    left: quantityText(leftOf(lot)),
    pack: quantityText(lot.packSize),
    unit: UNITS[lot.unit].zh,
    most: labelsLeft(lot),
    asked,
  }
  return [wrong('trace.labels_beyond', values, '/quantity')]
}

/** 派生 What is to become of which lots. `item` and `unit` of an output: the product it is. */
export type Derivation = {
  readonly way: 'split' | 'merge' | 'transform'
  readonly inputs: readonly { readonly lot: LotBalance; readonly quantity: Thousandths }[]
  readonly outputs: readonly {
    readonly item: bigint
    readonly unit: Unit
    readonly quantity: Thousandths
  }[]
  /** Ten-thousandths: 9 800n is 98 %. */
  readonly yield: bigint
}

const WAYS = { split: '拆分', merge: '合并', transform: '加工' } as const

function countRefusals({ way, inputs, outputs }: Derivation): readonly Refusal[] {
  const need = {
    split: inputs.length !== 1 || outputs.length < 2 ? '一个投入批次、至少两个产出批次' : undefined,
    merge: inputs.length < 2 || outputs.length !== 1 ? '至少两个投入批次、一个产出批次' : undefined,
    transform: outputs.length !== 1 ? '一个产出批次' : undefined,
  }[way]
  const twice = new Set(inputs.map((input) => input.lot.id)).size < inputs.length
  return [
    ...(need === undefined ? [] : [wrong('trace.lot_counts', { way: WAYS[way], need })]),
    ...(twice ? [wrong('trace.lot_counts', { way: WAYS[way], need: '每个投入批次只列一次' })] : []),
  ]
}

/** Everything that stands against a derivation; the balance itself is held once more by the database. */
export function decideDerivation(asked: Derivation): Outcome<Derivation> {
  const { way, inputs, outputs } = asked
  const problems: Refusal[] = [...countRefusals(asked)]
  for (const [i, { lot, quantity }] of inputs.entries())
    problems.push(...drawRefusals(lot, quantity, `/inputs/${i}/quantity`))
  const unit = inputs[0]?.lot.unit ?? 'kg'
  if (inputs.some((input) => input.lot.unit !== unit)) problems.push(wrong('trace.inputs_of_one_unit', {}))
  const items = new Set([...inputs.map((input) => input.lot.item), ...outputs.map((output) => output.item)])
  if (way !== 'transform' && items.size > 1) problems.push(wrong('trace.one_product', { way: WAYS[way] }))
  problems.push(...balanceRefusals(asked, unit))
  return problems.length > 0 ? refused(...problems) : granted(asked)
}

function balanceRefusals({ way, inputs, outputs, yield: most }: Derivation, unit: Unit): readonly Refusal[] {
  const given = total(inputs.map((input) => input.quantity))
  const made = total(outputs.map((output) => output.quantity))
  const words = { given: quantityText(given), made: quantityText(made), unit: UNITS[unit].zh }
  if (way !== 'transform')
    return made === given ? [] : [wrong('trace.unbalanced', { ...words, way: WAYS[way] })]
  const problems: Refusal[] = []
  if (most > 10_000n && outputs.every((output) => output.unit === unit))
    problems.push(wrong('trace.yield_above_one', {}, '/yield'))
  if (made * 10_000n > given * most) {
    const limit = quantityText((given * most) / 10_000n)
    problems.push(
      wrong('trace.beyond_yield', { ...words, yield: `${Number(most) / 10_000}`, most: limit }, '/outputs'),
    )
  }
  return problems
}
