// Writes what follows from the migrations and the contracts: the database's types, its readable schema, the OpenAPI
// document. `--check` writes nothing and fails where the committed files differ.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbedded } from '../src/platform/db/embedded.ts'
import { migrate } from '../src/platform/db/migrate.ts'
import { openapiOf } from '../src/server/openapi.ts'
import { rooms } from '../src/server/rooms.ts'
import { ROOT } from './bootstrap.mjs'
import { dispatchVerifierScript, verifierScript } from './build-verifier.mjs'
import { dumpSchema } from './dump-schema.mjs'

/** PostgreSQL's types as `pg` hands them over by the parsers of src/platform/db/house.ts. */
const TYPES = { int8: 'bigint', date: 'string', numeric: 'string', jsonb: 'unknown', json: 'unknown' }

/** Removed together with the throw-away database in it. */
const dir = mkdtempSync(join(tmpdir(), 'ezhen-gen-'))

async function tables(url) {
  const file = join(dir, 'tables.ts')
  const codegen = join(ROOT, 'node_modules/kysely-codegen/dist/cli/bin.js')
  const options = [
    '--dialect',
    'postgres',
    '--type-mapping',
    JSON.stringify(TYPES),
    '--exclude-pattern',
    'public.*',
  ]
  const run = spawnSync(process.execPath, [codegen, ...options, '--out-file', file, '--url', url], {
    encoding: 'utf8',
  })
  if (run.status !== 0) throw new Error(run.stdout + run.stderr)
  return readFileSync(file, 'utf8')
}

async function schema(url) {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return await dumpSchema(client)
  } finally {
    await client.end()
  }
}

const openapi = async () => `${JSON.stringify(openapiOf(rooms.flatMap((room) => room.routes)), null, 2)}\n`

const OUTPUTS = {
  'src/platform/db/tables.generated.ts': tables,
  'db/schema.sql': schema,
  'docs/openapi.json': openapi,
  'src/modules/attest/app/verifier.generated.ts': verifierScript,
  'src/modules/report/app/verifier.generated.ts': dispatchVerifierScript,
}

const database = await startEmbedded({ dir, durable: false, log: () => {} })
try {
  await migrate(database.url)
  for (const [path, generate] of Object.entries(OUTPUTS)) {
    const text = await generate(database.url)
    const file = join(ROOT, path)
    if (existsSync(file) && readFileSync(file, 'utf8') === text) continue
    if (process.argv.includes('--check')) {
      console.error(`${path} 与代码不一致, 请运行 npm run gen 后一并提交 / is out of date: run npm run gen`)
      process.exitCode = 1
    } else {
      writeFileSync(file, text)
      console.log(`${path} 已更新 / written`)
    }
  }
} finally {
  await database.stop()
}
