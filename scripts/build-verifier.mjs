// Bundles the scripts of the pages that verify by themselves into texts that are committed: whoever compares two copies of
// a page compares the same bytes, and no server needs a compiler to hand it out.
import { join } from 'node:path'
import { build } from 'vite'
import { ROOT } from './bootstrap.mjs'

const SCRIPTS = { VERIFIER_SCRIPT: 'attest/web/verifier/main', RECORDS_SCRIPT: 'attest/web/verifier/records' }

export const verifierScript = () => scriptsOf(SCRIPTS)
export const dispatchVerifierScript = () => scriptsOf({ DISPATCH_SCRIPT: 'report/web/verifier/dispatch' })

async function scriptsOf(scripts) {
  const texts = []
  for (const [constant, entry] of Object.entries(scripts)) {
    texts.push(`export const ${constant} = ${JSON.stringify(await bundled(entry))}\n`)
  }
  return `/** Made by scripts/build-verifier.mjs of web/verifier/. */\n${texts.join('')}`
}

async function bundled(entry) {
  const [{ output }] = await build({
    root: ROOT,
    configFile: false,
    logLevel: 'error',
    build: {
      write: false,
      target: ['chrome100', 'safari15.4', 'firefox100'],
      lib: {
        entry: join(ROOT, 'src/modules', `${entry}.ts`),
        formats: ['iife'],
        name: 'verifier',
      },
    },
  })
  const code = output[0].code.trim()
  if (code.includes('</script')) throw new Error('the verifier would end its own element')
  return code
}
