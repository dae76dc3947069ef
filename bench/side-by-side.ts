/** One question: ours against a named reference, alternately in one run, so that whatever else the machine does meets both. */
export type Side = { readonly name: string; run(): Promise<void> }

export type Answer = {
  readonly question: string
  readonly ours: Spread
  readonly reference: Spread
  /** Median of the per-round ratios ours / reference. */
  readonly ratio: number
  readonly bar: number
}

/** Milliseconds over the rounds. */
export type Spread = {
  readonly name: string
  readonly min: number
  readonly median: number
  readonly max: number
}

const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN

const spread = (name: string, times: readonly number[]): Spread => ({
  name,
  min: Math.min(...times),
  median: median(times),
  max: Math.max(...times),
})

const timed = async (side: Side): Promise<number> => {
  const began = performance.now()
  await side.run()
  return performance.now() - began
}

/** Runs both sides `rounds` times, alternating who goes first, after one unmeasured round of each. */
export async function sideBySide(
  question: string,
  ours: Side,
  reference: Side,
  options: { readonly rounds: number; readonly bar: number },
): Promise<Answer> {
  await ours.run()
  await reference.run()
  const pairs: { a: number; b: number }[] = []
  for (let round = 0; round < options.rounds; round++) {
    if (round % 2 === 0) {
      const a = await timed(ours)
      pairs.push({ a, b: await timed(reference) })
    } else {
      const b = await timed(reference)
      pairs.push({ a: await timed(ours), b })
    }
  }
  return {
    question,
    ours: spread(
      ours.name,
      pairs.map((p) => p.a),
    ),
    reference: spread(
      reference.name,
      pairs.map((p) => p.b),
    ),
    ratio: median(pairs.map((p) => p.a / p.b)),
    bar: options.bar,
  }
}

const ms = (n: number): string => `${n.toFixed(1)} ms`

/** One table for a person, then one line of JSON for a machine. */
export function print(answer: Answer): void {
  const { question, ours, reference, ratio, bar } = answer
  console.log(`\n${question}`)
  for (const s of [ours, reference])
    console.log(`  ${s.name.padEnd(44)} min ${ms(s.min)}  median ${ms(s.median)}  max ${ms(s.max)}`)
  console.log(
    `  ratio ${ratio.toFixed(2)} (bar ${bar.toFixed(2)}) ${ratio <= bar ? '达到 ok' : '未达到 MISSED'}`,
  )
  console.log(JSON.stringify(answer))
}
