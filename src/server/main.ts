import { readConfig } from '../platform/config.ts'
import { serve } from './serve.ts'

const serving = await serve(readConfig(process.env), (sentence) => console.log(sentence)).catch(
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error)
    process.exitCode = 1
  },
)

if (serving !== undefined) {
  const end = (): void => {
    serving.stop().catch((error: unknown) => {
      console.error(error)
      process.exitCode = 1
    })
  }
  process.once('SIGINT', end)
  process.once('SIGTERM', end)
}
