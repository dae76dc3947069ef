import { canonicalEpc } from '../gs1/epc-urn.ts'

/** Serial and lot numbers of these characters are written the same in every spelling. */
const CANONICAL =
  /^https:\/\/id\.gs1\.org\/(?:01\/\d{14}\/(?:21|10)\/[\w.-]{1,20}|00\/\d{18}|414\/\d{13}(?:\/254\/[\w.-]{1,20})?|417\/\d{13})$/

/**
 * The one spelling of an identifier, canonicalEpc without reading what stands in that spelling already: most of what is
 * captured does, and reading it took a third of a capture.
 */
export const keyOf = (uri: string): string => (CANONICAL.test(uri) ? uri : canonicalEpc(uri))
