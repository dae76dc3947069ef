import { text } from 'node:stream/consumers'
import { judgeRoutes, planRoutes } from '../modules/logistics/public.ts'

/**
 * `ezhen route < request.json > plan.json`: plans; `--check` judges the `steps` the vehicles bring instead. Progress and
 * refusals go to stderr; a refused request answers VROOM's code 2 and ends with 2.
 */
export async function route(args: readonly string[], input: NodeJS.ReadableStream): Promise<number> {
  let json: unknown
  try {
    json = JSON.parse(await text(input))
  } catch (error) {
    return refuse([`不是 JSON，请检查文件 / not JSON: ${error instanceof Error ? error.message : error}`])
  }
  const said = args.includes('--check')
    ? await judgeRoutes(json)
    : await planRoutes(json, {
        progress: (share, cost, unassigned) =>
          console.error(`${Math.round(100 * share)} %  费用 ${Math.round(cost)}  未排 ${unassigned}`),
      })
  if (!said.ok) return refuse(said.refused.map((r) => `${r.zh} / ${r.en}`))
  console.log(JSON.stringify(said.value))
  return 0
}

function refuse(sentences: readonly string[]): number {
  for (const sentence of sentences) console.error(sentence)
  console.log(JSON.stringify({ code: 2, error: sentences.join('\n') }))
  return 2
}

if (import.meta.main) process.exitCode = await route(process.argv.slice(2), process.stdin)
