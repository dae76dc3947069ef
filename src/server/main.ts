import { readConfig } from '../platform/config.ts'
import { serve } from './serve.ts'

const serving = await serve(readConfig(process.env), (sentence) => console.log(sentence)).catch(
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  },
)

if (serving !== undefined) {
  let ending = false
  // A group's signal can arrive more than once: from the terminal, and passed on by our parent.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (ending) return
      ending = true
      serving.stop().catch((error: unknown) => {
        console.error(error)
        process.exitCode = 1
      })
    })
  }
}
