#!/usr/bin/env node
import { fileURLToPath } from 'node:url'

process.argv.splice(1, 1, fileURLToPath(new URL('../scripts/run.mjs', import.meta.url)), 'ezhen')
await import('../scripts/run.mjs')
