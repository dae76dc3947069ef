import type { PartyDetail, PartyForm, PartyKind } from '#contract/party'
import type { Day } from '#kernel/day'

/** 表单值 What the form holds: texts as typed. Null in a personal field: erase it. */
export type PartyValues = {
  readonly kind: PartyKind
  readonly name?: string
  readonly creditCode?: string
  readonly residentId?: string | null
  readonly legalRepresentative?: string | null
  readonly phone?: string | null
  readonly registeredOn?: Day
  readonly deregisteredOn?: Day
  readonly placeCode?: string
  readonly address?: string
  readonly point?: { readonly lon: string; readonly lat: string }
  readonly mainProducts?: string
  readonly insideByPerson?: { readonly inside: boolean; readonly reason: string }
}

const said = (text: string | undefined): string | undefined =>
  text === undefined || text.trim() === '' ? undefined : text

const personal = (text: string | null | undefined): string | undefined => (text === null ? '' : said(text))

const degrees = (text: string): number => (text.trim() === '' ? Number.NaN : Number(text))

/** As the contract takes it. Half a point goes out as it is, so that the server says what is wrong with it. */
export function formOf(values: PartyValues): PartyForm {
  const { point } = values
  const typed = point !== undefined && `${point.lon}${point.lat}`.trim() !== ''
  return {
    kind: values.kind,
    name: values.name ?? '',
    creditCode: said(values.creditCode),
    residentId: personal(values.residentId),
    legalRepresentative: personal(values.legalRepresentative),
    phone: personal(values.phone),
    registeredOn: values.registeredOn,
    deregisteredOn: values.deregisteredOn,
    placeCode: said(values.placeCode),
    address: said(values.address),
    point: typed ? { lon: degrees(point.lon), lat: degrees(point.lat) } : undefined,
    mainProducts: said(values.mainProducts),
    insideByPerson: values.insideByPerson,
  }
}

const openOf = ({ name, address, point }: PartyDetail): Partial<PartyValues> => ({
  name,
  ...(address === undefined ? {} : { address }),
  ...(point === undefined ? {} : { point: { lon: String(point.lon), lat: String(point.lat) } }),
})

/** What a party's form begins with when it is amended; personal fields (a farmer's name and place among them) begin
 * empty. */
export const valuesOf = (party: PartyDetail): PartyValues => ({
  kind: party.kind,
  ...(party.kind === 'farmer' ? {} : openOf(party)),
  ...(party.creditCode === undefined ? {} : { creditCode: party.creditCode }),
  ...(party.registeredOn === undefined ? {} : { registeredOn: party.registeredOn }),
  ...(party.deregisteredOn === undefined ? {} : { deregisteredOn: party.deregisteredOn }),
  ...(party.placeCode === undefined ? {} : { placeCode: party.placeCode }),
  ...(party.mainProducts === undefined ? {} : { mainProducts: party.mainProducts }),
  ...(party.insideReason === undefined
    ? {}
    : { insideByPerson: { inside: party.inside === true, reason: party.insideReason } }),
})
