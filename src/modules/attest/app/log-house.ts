import type { Config } from '../../../platform/config.ts'
import type { House } from '../../../platform/house.ts'

/** All that a log needs of the house to grow and to be signed. */
export type LogHouse = Pick<House, 'pool' | 'db' | 'clock'> & {
  readonly config: Pick<Config, 'dataDir' | 'publicUrl' | 'port'>
}
