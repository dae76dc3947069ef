import type { Room } from '../../src/platform/room.ts'
import { testDatabase } from './database.ts'
import { serverOver, type TestServer } from './server-over.ts'

export type { TestServer }

/** The product over a fresh copy of the migrated template. */
export const testServer = async (
  env?: Readonly<Record<string, string>>,
  rooms?: readonly Room[],
): Promise<TestServer> => serverOver(await testDatabase(), env, rooms)
