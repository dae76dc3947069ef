import type { ExportState } from '../contract/shapes.ts'

/** @source OWASP ASVS 5.0 14.2; PIPL 51: what left the house stays fetchable as briefly as its use allows. */
const FETCHABLE_MS = 24 * 3_600_000

/** Whether somebody else has to let it out: whole personal data always, other rows above so many. */
export const needsRelease = (
  { rows, personal }: { readonly rows: number; readonly personal: boolean },
  freeRows: number,
): boolean => personal || rows > freeRows

/** Until when a file that became ready may be fetched, in milliseconds since 1970. */
export const fetchableUntil = (readyAt: number): number => readyAt + FETCHABLE_MS

type Kept = { readonly state: Exclude<ExportState, 'expired'>; readonly readyAt: number | undefined }

export const stateAt = ({ state, readyAt }: Kept, now: number): ExportState =>
  state === 'ready' && readyAt !== undefined && fetchableUntil(readyAt) <= now ? 'expired' : state
