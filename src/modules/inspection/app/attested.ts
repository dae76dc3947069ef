import { canonicalJson, type Json } from '#kernel/canonical'
import { sha256Hex } from '#kernel/sha256'

/** 可证记录 What the log takes as a leaf: the hash of the record's canonical JSON (RFC 8785). */
export const attested = (kind: string, subject: string, record: Json) => ({
  kind: `inspection.${kind}`,
  subject,
  sha256: sha256Hex(canonicalJson(record)),
})
