import { verifyAsync } from '@noble/ed25519'
import type { Machine } from '../../domain/verdict.ts'
import { browserMachine, lackOf } from './browser-machine.ts'

/**
 * A phone that is a few years old: browsers learned Ed25519 between 2023 and 2025, and a consumer will not install another to
 * look at an apple. There the signature is checked by the page's own script; hashes are the browser's in any case.
 */
export const patientMachine: Machine = {
  ...browserMachine,
  ed25519: async (key, message, signature) =>
    (await lackOf()) === 'Ed25519'
      ? verifyAsync(signature, message, key, { zip215: false }).catch(() => false)
      : browserMachine.ed25519(key, message, signature),
}
