import { canonicalEpc, urnOf } from '../gs1/epc-urn.ts'
import type { EpcisEvent, QuantityElement } from './event.ts'

/** 编码写法 How identifiers are written in an answer (header GS1-EPC-Format). */
export type EpcFormat = 'Always_GS1_Digital_Link' | 'Always_EPC_URN' | 'Never_Translates'

/** A link stays as it was printed, with its lot; what has no form of the other kind stays too. */
const writer = (format: EpcFormat): ((uri: string) => string) =>
  format === 'Always_EPC_URN'
    ? (uri) => urnOf(uri) ?? uri
    : (uri) => (uri.startsWith('urn:epc:') ? canonicalEpc(uri) : uri)

/** An event with every EPC, class, place and party in one form. */
export function inFormat(event: EpcisEvent, format: EpcFormat): EpcisEvent {
  if (format === 'Never_Translates') return event
  const write = writer(format)
  const list = (uris: readonly string[] | undefined) => uris?.map(write)
  const amounts = (elements: readonly QuantityElement[] | undefined) =>
    elements?.map((element) => ({ ...element, epcClass: write(element.epcClass) }))
  const changed = {
    epcList: list(event.epcList),
    childEPCs: list(event.childEPCs),
    inputEPCList: list(event.inputEPCList),
    outputEPCList: list(event.outputEPCList),
    parentID: event.parentID === undefined ? undefined : write(event.parentID),
    quantityList: amounts(event.quantityList),
    childQuantityList: amounts(event.childQuantityList),
    inputQuantityList: amounts(event.inputQuantityList),
    outputQuantityList: amounts(event.outputQuantityList),
    readPoint: event.readPoint && { ...event.readPoint, id: write(event.readPoint.id) },
    bizLocation: event.bizLocation && { ...event.bizLocation, id: write(event.bizLocation.id) },
    sourceList: event.sourceList?.map((one) => ({ ...one, source: write(one.source) })),
    destinationList: event.destinationList?.map((one) => ({ ...one, destination: write(one.destination) })),
  }
  // In the order of the document, and no field that it has not.
  return {
    ...event,
    ...Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== undefined)),
  }
}
