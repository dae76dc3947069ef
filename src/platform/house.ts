import type { Config } from './config.ts'
import type { Ear } from './db/ear.ts'
import type { HouseDb, Pool } from './db/house.ts'
import type { EvidenceStore } from './files/evidence.ts'
import type { Log } from './log.ts'
import type { Vault } from './vault.ts'

/** What the process has one of. Composed in `server/wire.ts`, passed as an argument, never imported as a value. */
export type House = {
  readonly config: Config
  readonly pool: Pool
  readonly db: HouseDb
  readonly ear: Ear
  readonly vault: Vault
  readonly evidence: EvidenceStore
  readonly log: Log
  readonly clock: () => Date
}
