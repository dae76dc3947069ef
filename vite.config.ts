import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** Compressed once here instead of at every request. */
export const compressed: Plugin = {
  name: 'compressed',
  async writeBundle({ dir = '' }) {
    for (const name of await readdir(dir, { recursive: true })) {
      if (!/\.(js|css|html|svg|webmanifest)$/.test(name)) continue
      const content = await readFile(join(dir, name))
      await writeFile(join(dir, `${name}.gz`), gzipSync(content, { level: 9 }))
      const params = { [constants.BROTLI_PARAM_QUALITY]: 9 }
      await writeFile(join(dir, `${name}.br`), brotliCompressSync(content, { params }))
    }
  },
}

/** A refusal brings its sentences with it: the catalogues they are made from stay on the server. */
export const withoutCatalogues: Plugin = {
  name: 'without-catalogues',
  enforce: 'pre',
  transform(code, id) {
    if (!/\/(contract|kernel)\/([\w-]+-)?refusals\.ts$/.test(id)) return undefined
    const names = [...code.matchAll(/^export const (\w+)/gm)].map((match) => match[1])
    return { code: names.map((name) => `export const ${name} = {}`).join('\n'), map: null }
  },
}

/** The desk. Served under `/` by src/server/desk.ts; `npx vite` serves it live against a running product. */
export default defineConfig({
  root: 'src/web/desk',
  plugins: [withoutCatalogues, react(), compressed],
  build: {
    outDir: '../../../dist/desk',
    emptyOutDir: true,
    manifest: true,
    // The browsers of county offices: 360, Edge and Chrome of the last four years.
    target: ['chrome100', 'edge100', 'firefox100', 'safari15.4'],
    chunkSizeWarningLimit: 700,
    rolldownOptions: {
      output: {
        // What does not change with our own code keeps its name, and thus its place in the browser's cache.
        codeSplitting: {
          groups: [
            { name: 'ground', test: /node_modules[\\/](react|react-dom|scheduler|@tanstack|zod)[\\/]/ },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': 'http://127.0.0.1:8020' } },
})
