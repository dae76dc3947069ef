import { parseDigitalLink } from './gs1/digital-link.ts'
import { readSerial } from './serial-number.ts'

const SERIAL = /^[0-9A-HJKMNP-TV-Z]{10}$/

/**
 * 读包装上的码 The serial number that somebody typed, or that a scanner read as the whole link of the label; undefined: it is
 * neither, or a code of another lot.
 */
export function readPackCode(
  code: string,
  of: { readonly gtin: string; readonly lot: string },
): string | undefined {
  if (!code.includes('/')) {
    const serial = readSerial(code)
    return SERIAL.test(serial) ? serial : undefined
  }
  const link = parseDigitalLink(code.replace('/scan/01/', '/01/'))
  if (!link.ok || link.value.key.value !== of.gtin) return undefined
  const at = (ai: string) => link.value.qualifiers.find((q) => q.ai === ai)?.value
  return at('10') === of.lot ? at('21') : undefined
}
