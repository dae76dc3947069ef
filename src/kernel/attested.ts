import { canonicalJson, type Json } from './canonical.ts'
import { sha256Hex } from './sha256.ts'

export type Attested = { readonly kind: string; readonly subject: string; readonly sha256: string }

/** 可证记录 What the log takes as a leaf: the hash of the record's canonical JSON (RFC 8785). */
export const attested = (kind: string, subject: string, record: Json): Attested => ({
  kind,
  subject,
  sha256: sha256Hex(canonicalJson(record)),
})
