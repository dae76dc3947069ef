import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { inject } from 'vitest'
import { databaseUrl, TEMPLATE } from './cluster.ts'

export type TestDatabase = {
  /** Signs in as the owner. */
  readonly url: string
  drop(): Promise<void>
}

/** A migrated database of one's own, copied from the template in some 30 ms. */
export async function testDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString('hex')}`
  await administer(`create database ${name} template ${TEMPLATE} strategy file_copy`)
  return {
    url: databaseUrl(inject('clusterUrl'), name),
    drop: () => dropUnused(name),
  }
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject('clusterUrl') })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

/** The last connections of a closed pool may still be ending; the owner may not end those of another role. */
async function dropUnused(name: string, tries = 40): Promise<void> {
  try {
    await administer(`drop database ${name}`)
  } catch (error) {
    if (tries === 0) throw error
    await new Promise((resolve) => setTimeout(resolve, 50))
    await dropUnused(name, tries - 1)
  }
}
