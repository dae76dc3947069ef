import { join } from 'node:path'
import { howToSignIn } from '#identity'
import { openBroker } from '#inspection'
import type { Config } from '../platform/config.ts'
import { startEmbedded } from '../platform/db/embedded.ts'
import { appUrl, migrate } from '../platform/db/migrate.ts'
import { keepTidy, tidyJob } from '../platform/work/tidy.ts'
import { startWorker } from '../platform/work/worker.ts'
import { buildDesk, buildField, DESK, FIELD } from './build-web.ts'
import { beginDemonstration, demonstrationJob } from './demonstration.ts'
import { keepScanning } from './demonstration-scans.ts'
import { serveDesk } from './desk.ts'
import { serveField } from './field.ts'
import { rooms } from './rooms.ts'
import { openRuntime, openServer } from './wire.ts'

/** A running product. `stop` ends it in order: no new requests, work handed back, database closed. */
export type Serving = { readonly address: string; stop(): Promise<void> }

/** Database, migrations, server and worker of one process. `say` gets sentences for whoever started it. */
export async function serve(config: Config, say: (sentence: string) => void): Promise<Serving> {
  const ends = new AsyncDisposableStack()
  try {
    const url = config.databaseUrl ?? (await embedded(config, say, ends))
    const { applied } = await migrate(url)
    if (applied.length > 0) say(`数据库已更新: ${applied.join(', ')}`)
    const house = ends.use(await openRuntime(config, appUrl(url)))
    const app = await openServer(house, rooms, { checkAnswers: false })
    ends.defer(() => app.close())
    if (config.demo) await beginDemonstration(house)
    await buildDesk(say)
    await buildField(say)
    await serveDesk(app, DESK)
    await serveField(app, FIELD)
    const worker = await startWorker(
      house,
      [tidyJob, ...rooms.flatMap((r) => r.jobs ?? []), ...(config.demo ? [demonstrationJob(app, say)] : [])],
      rooms.flatMap((r) => r.consumers ?? []),
      rooms.flatMap((r) => r.duties ?? []),
    )
    ends.defer(() => worker.stop())
    if (config.demo) {
      const scanning = keepScanning(app, house)
      ends.defer(() => scanning.stop())
    }
    const tidy = keepTidy(house)
    ends.defer(() => tidy.stop())
    if (config.mqttPort > 0) {
      const broker = await openBroker(house, config.mqttPort)
      ends.defer(() => broker.stop())
    }
    const address = await app.listen({ host: config.host, port: config.port })
    const desk = config.publicUrl ?? address
    say(`e镇通已启动: ${desk}`)
    for (const sentence of await howToSignIn(house, desk)) say(sentence)
    return { address, stop: () => ends.disposeAsync() }
  } catch (error) {
    await ends.disposeAsync()
    throw error
  }
}

async function embedded(
  config: Config,
  say: (sentence: string) => void,
  ends: AsyncDisposableStack,
): Promise<string> {
  const database = await startEmbedded({ dir: join(config.dataDir, 'pg'), durable: true, log: say })
  ends.defer(() => database.stop())
  return database.url
}
