import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { startEmbedded } from '#platform/db/embedded'
import { migrate } from '#platform/db/migrate'

/** The template every test database is a copy of. */
export const TEMPLATE = 'template_ezhen'

declare module 'vitest' {
  interface ProvidedContext {
    /** Connection string of the run's cluster, as the owner, to its database `ezhen`, which tests leave empty. */
    readonly clusterUrl: string
  }
}

/** One cluster for a whole run, its template migrated once. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dir = mkdtempSync(join(tmpdir(), 'ezhen-test-'))
  const cluster = await startEmbedded({ dir, durable: false, log: () => {} })
  const admin = new pg.Client({ connectionString: cluster.url })
  await admin.connect()
  await admin.query(`create database ${TEMPLATE}`)
  await admin.end()
  await migrate(databaseUrl(cluster.url, TEMPLATE))
  project.provide('clusterUrl', cluster.url)
  return () => cluster.stop()
}

export function databaseUrl(clusterUrl: string, database: string): string {
  const url = new URL(clusterUrl)
  url.pathname = `/${database}`
  return url.href
}
