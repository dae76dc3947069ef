import { text } from 'node:stream/consumers'
import type { Outcome } from '#kernel/refusal'
import { judgeRoutes, planRoutes } from '#logistics'

type Print = (line: string) => void

/**
 * `ezhen route plan < request.json > plan.json` (or only `ezhen route`): VROOM's JSON in and out. Progress and refusals go
 * to stderr; a refused request is answered with VROOM's code 2, exit code 2.
 */
export const routePlan = (_: readonly string[], print: Print): Promise<number> =>
  answer(print, (json) =>
    planRoutes(json, {
      progress: (share, cost, unassigned) =>
        console.error(`${Math.round(100 * share)} %  费用 ${Math.round(cost)}  未排 ${unassigned}`),
    }),
  )

/** `ezhen route check < request.json`: judges the `steps` that the vehicles bring, and changes nothing. */
export const routeCheck = (_: readonly string[], print: Print): Promise<number> => answer(print, judgeRoutes)

async function answer(print: Print, work: (json: unknown) => Promise<Outcome<unknown>>): Promise<number> {
  let json: unknown
  try {
    json = JSON.parse(await text(process.stdin))
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return refuse(print, [`不是 JSON，请检查文件（${why}） / Not JSON, check the file (${why})`])
  }
  const said = await work(json)
  if (!said.ok)
    return refuse(
      print,
      said.refused.map((r) => `${r.zh} / ${r.en}`),
    )
  print(JSON.stringify(said.value))
  return 0
}

function refuse(print: Print, sentences: readonly string[]): number {
  for (const sentence of sentences) console.error(sentence)
  print(JSON.stringify({ code: 2, error: sentences.join('\n') }))
  return 2
}
