import { existsSync } from 'node:fs'
import { resolve } from 'node:path'

/** A folder of others' conformance data, which is never committed; undefined on a checkout without it: skip, and say so. */
export function conformance(folder: string): string | undefined {
  const root = resolve(import.meta.dirname, '../..')
  return ['../shared', '../../shared']
    .map((where) => resolve(root, where, 'conformance', folder))
    .find((path) => existsSync(path))
}
