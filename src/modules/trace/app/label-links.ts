import type { Call } from '../../../platform/http/route.ts'
import { printDigitalLink } from '../domain/gs1/digital-link.ts'

/** 码里的网址 Where a phone that scans comes to us: the public address, else the one this request found us at. */
export const stemOf = ({ house, headers }: Pick<Call<never, never>, 'house' | 'headers'>): string =>
  (house.config.publicUrl ?? `http://${headers.host ?? 'localhost'}`).replace(/\/$/, '')

type Code = { readonly gtin: string; readonly lot: string; readonly serial?: string }

const keyOf = ({ gtin, lot, serial }: Code) => ({
  key: { ai: '01', value: gtin },
  qualifiers: [{ ai: '10', value: lot }, ...(serial === undefined ? [] : [{ ai: '21', value: serial }])],
})

/** The Digital Link a label carries: product, lot, serial number. */
export const linkOf = (stem: string, code: Code): string => printDigitalLink(keyOf(code), stem)

/** Its path alone. */
export const pathOf = (code: Code): string => printDigitalLink(keyOf(code), '')
