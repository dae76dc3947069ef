import { canonicalJson } from '#kernel/canonical'
import { sha256Hex } from '#kernel/sha256'

/** The one text of a thing of the plan, whatever order its fields were written in. */
export const canonicalText = (thing: object): string => canonicalJson(JSON.parse(JSON.stringify(thing)))

/** 内容指纹 SHA-256 of a plan's content: layout and comments of the file do not count. */
export const planHash = (plan: object): string => sha256Hex(canonicalText(plan))
