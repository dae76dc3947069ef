import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { compressed, withoutCatalogues } from './vite.config.ts'

const ROOT = fileURLToPath(new URL('src/web/field/', import.meta.url))

/** Tells the service worker what to keep, and under which name: another build is another shelf. */
const shelf: Plugin = {
  name: 'shelf',
  enforce: 'post',
  generateBundle(_options, bundle) {
    const named = readdirSync(`${ROOT}public`)
    const files = Object.keys(bundle).filter((file) => !/^(sw\.js|index\.html|\.vite\/.*)$/.test(file))
    const hash = createHash('sha256')
      .update(JSON.stringify(files))
      .update(readFileSync(`${ROOT}index.html`))
    for (const file of named) hash.update(readFileSync(`${ROOT}public/${file}`))
    const kept = ['', ...files, ...named].map((file) => `/field/${file}`)
    const worker = bundle['sw.js']
    if (worker?.type !== 'chunk') throw new Error('no service worker among the files')
    worker.code = worker.code
      .replace('__SHELF__', hash.digest('hex').slice(0, 16))
      .replace(/["'`]__FILES__["'`]/, JSON.stringify(JSON.stringify(kept)))
  },
}

/** The field app. Served under `/field/` by src/server/field.ts. */
export default defineConfig({
  root: ROOT,
  base: '/field/',
  plugins: [withoutCatalogues, react(), shelf, compressed],
  // Contracts are read for their addresses only; what they check, the server checks. Half the app would be zod.
  resolve: { alias: { zod: `${ROOT}no-zod.ts` } },
  build: {
    outDir: '../../../dist/field',
    emptyOutDir: true,
    manifest: true,
    // The system browsers of phones since 2021.
    target: ['chrome87', 'firefox100', 'safari14'],
    rolldownOptions: {
      input: { field: `${ROOT}index.html`, sw: `${ROOT}sw.ts` },
      output: {
        entryFileNames: (chunk) => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8020' } },
})
