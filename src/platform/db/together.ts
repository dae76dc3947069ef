type Waiting<K, V> = {
  readonly key: K
  readonly answer: (value: V | undefined) => void
  readonly fail: (why: unknown) => void
}

/**
 * 合问 Puts the questions of whoever asks at the same time into one statement. Each is answered by a statement that was
 * sent after it was asked, never by one already on its way, so nothing anybody is told is older than had they asked
 * alone. `ask` answers in the order of its keys; `atOnce` of its statements, of `most` keys each, are on their way at most.
 */
export function together<K, V>(
  ask: (keys: readonly K[]) => Promise<readonly V[]>,
  { atOnce, most }: { readonly atOnce: number; readonly most: number },
): (key: K) => Promise<V | undefined> {
  const waiting: Waiting<K, V>[] = []
  let underWay = 0
  const send = async (): Promise<void> => {
    const group = waiting.splice(0, most)
    underWay++
    try {
      const answers = await ask(group.map(({ key }) => key))
      for (const [i, { answer }] of group.entries()) answer(answers[i])
    } catch (error) {
      for (const { fail } of group) fail(error)
    }
    underWay--
    if (waiting.length > 0) void send()
  }
  return (key) =>
    new Promise((answer, fail) => {
      waiting.push({ key, answer, fail })
      if (underWay < atOnce) void send()
    })
}
