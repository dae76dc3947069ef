import type { Unit } from '../contract/lot-words.ts'
import { STEPS, type StepKind } from '../contract/steps.ts'
import { printDigitalLink } from './gs1/digital-link.ts'

/** A lot as an event names it. */
export type NamedLot = { readonly gtin: string; readonly code: string; readonly unit: Unit }
type Amount = { readonly lot: NamedLot; readonly quantity: string }

type Moment = {
  /** ISO 8601 with its offset. */
  readonly at: string
  readonly eventId: string
  /** URI of the plot or site, where one is known. */
  readonly place?: string
}

/** UN/ECE Recommendation 20; single pieces have no unit in EPCIS. */
const UOM: Readonly<Record<Unit, string | undefined>> = { kg: 'KGM', litre: 'LTR', piece: undefined }

const classOf = ({ gtin, code }: NamedLot): string =>
  printDigitalLink({ key: { ai: '01', value: gtin }, qualifiers: [{ ai: '10', value: code }] })

const amountOf = ({ lot, quantity }: Amount) => ({
  epcClass: classOf(lot),
  quantity: Number(quantity),
  ...(UOM[lot.unit] && { uom: UOM[lot.unit] }),
})

const common = ({ at, eventId, place }: Moment) => ({
  eventID: eventId,
  eventTime: at,
  eventTimeZoneOffset: '+08:00',
  ...(place && { readPoint: { id: place }, bizLocation: { id: place } }),
})

/** 采收或收购 A lot comes into being. */
export const lotBegins = (made: Amount, when: Moment): object => ({
  type: 'ObjectEvent',
  ...common(when),
  action: 'ADD',
  bizStep: 'commissioning',
  disposition: 'active',
  quantityList: [amountOf(made)],
})

/** 拆分、合并、加工 Lots become lots. */
export const lotsBecome = (inputs: readonly Amount[], outputs: readonly Amount[], when: Moment): object => ({
  type: 'TransformationEvent',
  ...common(when),
  bizStep: 'creating_class_instance',
  disposition: 'active',
  inputQuantityList: inputs.map(amountOf),
  outputQuantityList: outputs.map(amountOf),
})

const DISPOSITIONS: Partial<Record<StepKind, string>> = {
  transport: 'in_transit',
  storage: 'sellable_not_accessible',
  sale: 'retail_sold',
}

/** 环节 Something was done with a lot that is there. */
export const lotSeen = (seen: Amount, kind: StepKind, when: Moment): object => ({
  type: 'ObjectEvent',
  ...common(when),
  action: 'OBSERVE',
  bizStep: STEPS[kind].bizStep,
  disposition: DISPOSITIONS[kind] ?? 'in_progress',
  quantityList: [amountOf(seen)],
})

/** 赋码 Packs of a lot get a number each: its lot stands in every link. */
export const packsBegin = (lot: NamedLot, serials: readonly string[], when: Moment): object => ({
  type: 'ObjectEvent',
  ...common(when),
  action: 'ADD',
  bizStep: 'commissioning',
  disposition: 'active',
  epcList: serials.map((serial) => packOf(lot, serial)),
})

/** 出库 Goods leave for an order, a parcel, a buyer: all by numbers of ours, nobody by name. */
export type Leaving = {
  readonly goods: Amount | { readonly lot: NamedLot; readonly serials: readonly string[] }
  readonly order: string | undefined
  readonly parcel: string | undefined
  readonly to: string
}

export const goodsLeave = ({ goods, order, parcel, to }: Leaving, when: Moment): object => ({
  type: 'ObjectEvent',
  ...common(when),
  action: 'OBSERVE',
  bizStep: 'shipping',
  disposition: 'in_transit',
  ...('serials' in goods
    ? { epcList: goods.serials.map((serial) => packOf(goods.lot, serial)) }
    : { quantityList: [amountOf(goods)] }),
  ...((order ?? parcel) !== undefined && {
    bizTransactionList: [
      ...(order === undefined ? [] : [{ type: 'po', bizTransaction: order }]),
      ...(parcel === undefined ? [] : [{ type: 'desadv', bizTransaction: parcel }]),
    ],
  }),
  destinationList: [{ type: 'owning_party', destination: to }],
})

const packOf = (lot: NamedLot, serial: string): string =>
  printDigitalLink({
    key: { ai: '01', value: lot.gtin },
    qualifiers: [
      { ai: '10', value: lot.code },
      { ai: '21', value: serial },
    ],
  })
