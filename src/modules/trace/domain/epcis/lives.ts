/** 启用与注销 A thing with a serial number comes into being (commissioned, made) or ceases (decommissioned, used up). */
export type LifeFact = { readonly key: string; readonly atMs: number; readonly born: boolean }

/**
 * Things that are born while they are alive: two births with no end between them, in the order of time whatever the order
 * of arrival. At one instant an end comes first, so that a thing can be made anew in the same minute.
 */
export function bornAlive(facts: readonly LifeFact[]): ReadonlySet<string> {
  const byKey = new Map<string, LifeFact[]>()
  for (const fact of facts) {
    const own = byKey.get(fact.key)
    if (own === undefined) byKey.set(fact.key, [fact])
    else own.push(fact)
  }
  const found = new Set<string>()
  for (const [key, own] of byKey) {
    if (own.length < 2) continue
    const inTime = own.sort((a, b) => a.atMs - b.atMs || Number(a.born) - Number(b.born))
    if (inTime.some((fact, i) => fact.born && inTime[i - 1]?.born === true)) found.add(key)
  }
  return found
}
