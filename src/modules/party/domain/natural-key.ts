import type { PartyKind } from '../contract/words.ts'
import { nameKey } from './names.ts'

/**
 * 自然键 What makes two rows the same party without asking anybody: the credit code, else a farmer's ID, else kind, name,
 * place and phone together. Blinds are hexadecimal; no personal number is in the key.
 */
export function naturalKey(party: {
  readonly kind: PartyKind
  readonly name: string
  readonly creditCode: string | null
  readonly placeCode: string | null
  readonly residentBlind: string | null
  readonly phoneBlind: string | null
}): string {
  if (party.creditCode !== null) return `code:${party.creditCode}`
  if (party.residentBlind !== null) return `id:${party.residentBlind}`
  return ['name', party.kind, nameKey(party.name), party.placeCode ?? '', party.phoneBlind ?? ''].join(':')
}
