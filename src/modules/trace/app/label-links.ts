import type { Config } from '../../../platform/config.ts'
import { printDigitalLink } from '../domain/gs1/digital-link.ts'

/** 码里的网址 Where a phone that scans a label comes to us. Without a public address only this machine finds it. */
export const stemOf = (config: Config): string =>
  (config.publicUrl ?? `http://${config.host}:${config.port}`).replace(/\/$/, '')

type Code = { readonly gtin: string; readonly lot: string; readonly serial?: string }

const keyOf = ({ gtin, lot, serial }: Code) => ({
  key: { ai: '01', value: gtin },
  qualifiers: [{ ai: '10', value: lot }, ...(serial === undefined ? [] : [{ ai: '21', value: serial }])],
})

/** The Digital Link a label carries: product, lot, serial number. */
export const linkOf = (stem: string, code: Code): string => printDigitalLink(keyOf(code), stem)

/** Its path alone. */
export const pathOf = (code: Code): string => printDigitalLink(keyOf(code), '')
