// Bundles the script of the offline verifier into one text that is committed: whoever compares two copies of the page
// compares the same bytes, and no server needs a compiler to hand it out.
import { join } from 'node:path'
import { build } from 'vite'
import { ROOT } from './bootstrap.mjs'

export async function verifierScript() {
  const [{ output }] = await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: ['chrome100', 'safari15.4', 'firefox100'],
      lib: {
        entry: join(ROOT, 'src/modules/attest/web/verifier/main.ts'),
        formats: ['iife'],
        name: 'verifier',
      },
    },
  })
  const code = output[0].code.trim()
  if (code.includes('</script')) throw new Error('the verifier would end its own element')
  return `/** Made by scripts/build-verifier.mjs of web/verifier/main.ts. */\nexport const VERIFIER_SCRIPT = ${JSON.stringify(code)}\n`
}
