import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { newSm2Key, signSm2, sm2Pem, sm2PublicKey, verifySm2 } from './sm2.ts'

const folder = mkdtempSync(join(tmpdir(), 'ezhen-sm2-'))
afterAll(() => rmSync(folder, { recursive: true }))
const file = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name)
  writeFileSync(path, content)
  return path
}
const openssl = (...args: string[]): string =>
  execFileSync('openssl', args, { encoding: 'utf8', stdio: 'pipe' })
const hasSm2 = (() => {
  try {
    return openssl('ecparam', '-list_curves').includes('SM2')
  } catch {
    return false
  }
})()
const ID = ['-rawin', '-digest', 'sm3', '-pkeyopt', 'distid:1234567812345678']
const message = Buffer.from('ezhen.example/log/daning\n12\nrKbDipCvhuX1GZ7g5BBe8sA6BbJ7ja/1nk427v383cs=\n')

describe('SM2 with SM3', () => {
  const key = newSm2Key()
  const publicKey = sm2PublicKey(key)
  const signature = signSm2(message, key, publicKey)

  test('holds for its message and key only', () => {
    expect(verifySm2(message, signature, publicKey)).toBe(true)
    expect(verifySm2(Buffer.from('another'), signature, publicKey)).toBe(false)
    expect(verifySm2(message, signature, sm2PublicKey(newSm2Key()))).toBe(false)
    expect(verifySm2(message, Buffer.from('no DER'), publicKey)).toBe(false)
  })

  test.skipIf(!hasSm2)('openssl accepts ours, with the distinguishing id and only so', () => {
    const given = ['-pubin', '-inkey', file('key.pem', sm2Pem(publicKey)), '-in', file('message', message)]
    const verify = (...how: string[]) =>
      openssl('pkeyutl', '-verify', ...given, '-sigfile', file('signature', signature), ...how)
    expect(verify(...ID)).toContain('Verified Successfully')
    expect(() => verify('-rawin', '-digest', 'sm3', '-pkeyopt', 'distid:somebody-else')).toThrow()
  })

  test.skipIf(!hasSm2)('ours accepts openssl’s', () => {
    const pem = join(folder, 'theirs.pem')
    openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:SM2', '-out', pem)
    const made = join(folder, 'theirs.sig')
    openssl('pkeyutl', '-sign', '-inkey', pem, '-in', file('message', message), '-out', made, ...ID)
    const point = execFileSync('openssl', ['pkey', '-in', pem, '-pubout', '-outform', 'DER']).subarray(-65)
    expect(verifySm2(message, execFileSync('cat', [made]), point)).toBe(true)
  })
})
