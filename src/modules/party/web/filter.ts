import { PARTY_KINDS, type PartyFilter } from '#contract/party'
import { isDay } from '#kernel/day'
import { keysOf } from '#kernel/keys'
import { useFilter } from '#web/desk/place.ts'

const oneOf = <T extends string>(words: readonly T[], text: string): T | undefined =>
  words.find((word) => word === text)

/** The filter as the address holds it, and how to change a part of it. */
export function usePartyFilter() {
  const [text, setText] = useFilter('text')
  const [kind, setKind] = useFilter('kind')
  const [inside, setInside] = useFilter('inside')
  const [ecommerce, setEcommerce] = useFilter('ecommerce')
  const [from, setFrom] = useFilter('from')
  const [until, setUntil] = useFilter('until')
  const filter: PartyFilter = {
    text: text === '' ? undefined : text,
    kind: oneOf(keysOf(PARTY_KINDS), kind),
    inside: oneOf(['yes', 'no', 'unknown'], inside),
    ecommerce: oneOf(['yes', 'no'], ecommerce),
    registeredFrom: isDay(from) ? from : undefined,
    registeredUntil: isDay(until) ? until : undefined,
  }
  return { filter, setText, setKind, setInside, setEcommerce, setFrom, setUntil }
}

export type PartyFiltering = ReturnType<typeof usePartyFilter>
