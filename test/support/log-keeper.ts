import { growLogOnce } from '../../src/modules/attest/app/keep-log.ts'
import { openHouse, openPool } from '../../src/platform/db/house.ts'

/** A process that does nothing but let the log of e-town 1 grow, until it is killed. */
const [url = '', dataDir = ''] = process.argv.slice(2)
const pool = openPool(url, { max: 2, onError: () => {} })
const config = { dataDir, publicUrl: undefined, port: 8020 }
const house = { config, pool, db: openHouse(pool), clock: () => new Date() }
for (;;) {
  const taken = await growLogOnce(house, 1).catch(() => 0)
  process.send?.('at work')
  if (taken === 0) await new Promise((resolve) => setTimeout(resolve, 2))
}
