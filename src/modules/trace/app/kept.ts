/** 暂存 What one process remembers for a short while: at most `most` things, each for `milliseconds`. */
export type Kept<V> = {
  get(key: string, now: number): V | undefined
  put(key: string, value: V, now: number): void
}

export function kept<V>(most: number, milliseconds: number): Kept<V> {
  const all = new Map<string, { readonly value: V; readonly until: number }>()
  return {
    get(key, now) {
      const found = all.get(key)
      return found !== undefined && found.until > now ? found.value : undefined
    },
    put(key, value, now) {
      // The oldest goes first: a map keeps the order in which things came.
      const [oldest] = all.size >= most ? all.keys() : []
      if (oldest !== undefined) all.delete(oldest)
      all.delete(key)
      all.set(key, { value, until: now + milliseconds })
    },
  }
}
