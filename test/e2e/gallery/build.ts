import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import Fastify from 'fastify'
import { build } from 'vite'
import { serveDesk } from '../../../src/server/desk.ts'

/** Builds the gallery and serves it the way the desk is served. */
export async function openGallery(): Promise<{ address: string; close(): Promise<void> }> {
  const dir = mkdtempSync(join(tmpdir(), 'ezhen-gallery-'))
  await build({
    configFile: false,
    root: import.meta.dirname,
    logLevel: 'error',
    plugins: [react()],
    build: { outDir: dir, emptyOutDir: true, chunkSizeWarningLimit: 2_000 },
  })
  const app = Fastify()
  await serveDesk(app, dir)
  return { address: await app.listen({ host: '127.0.0.1', port: 0 }), close: () => app.close() }
}
