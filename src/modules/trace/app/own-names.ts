/** 本镇编号 What our own events call an order, a waybill and a dispatch: a number, never a person. */
export const orderUri = (etown: number, order: string): string =>
  `urn:x-ezhen:${etown}:order:${encodeURIComponent(order)}`
export const parcelUri = (etown: number, parcel: string): string =>
  `urn:x-ezhen:${etown}:parcel:${encodeURIComponent(parcel)}`
export const dispatchUri = (etown: number, dispatch: bigint): string =>
  `urn:x-ezhen:${etown}:dispatch:${dispatch}`

const OURS = /^urn:x-ezhen:(\d+):(order|parcel|dispatch):(.+)$/

/** What one of our own names means; undefined: it is somebody else's. */
export function ownName(
  etown: number,
  uri: string,
): { readonly kind: string; readonly value: string } | undefined {
  const [, town, kind = '', value = ''] = OURS.exec(uri) ?? []
  return town === String(etown) ? { kind, value: decoded(value) } : undefined
}

/** The number of one of our dispatches. */
export function ownDispatch(etown: number, uri: string): bigint | undefined {
  const own = ownName(etown, uri)
  return own?.kind === 'dispatch' && /^\d{1,18}$/.test(own.value) ? BigInt(own.value) : undefined
}

/** Whoever captures events may write our names too, and badly. */
function decoded(value: string): string {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
