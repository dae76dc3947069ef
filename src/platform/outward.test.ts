import { createServer } from 'node:http'
import { describe, expect, test } from 'vitest'
import { isPublicAddress, outwardFault, PrivateAddress, postOutward } from './outward.ts'

describe('向外推送 what may be reached', () => {
  test.each([
    '127.0.0.1',
    '10.1.2.3',
    '172.31.0.1',
    '192.168.1.1',
    '169.254.169.254',
    '100.64.0.1',
    '0.0.0.0',
    '::1',
    '::',
    'fe80::1',
    'fd00::1',
    '::ffff:127.0.0.1',
    '64:ff9b::7f00:1',
    '224.0.0.1',
    'nobody',
  ])('not %s', (address) => expect(isPublicAddress(address)).toBe(false))
  test.each(['8.8.8.8', '114.114.114.114', '2400:3200::1'])('%s', (address) =>
    expect(isPublicAddress(address)).toBe(true),
  )
  test.each([
    ['https://127.0.0.1/x', 'private'],
    ['http://2130706433/', 'private'],
    ['http://0x7f.1/', 'private'],
    ['http://[::ffff:7f00:1]/', 'private'],
    ['http://localhost:5432/', 'private'],
    ['http://db/', 'private'],
    ['ftp://example.com/', 'scheme'],
    ['https://a:b@example.com/', 'password'],
    ['nothing', 'url'],
    ['https://example.com/hook', undefined],
  ])('%s: %s', (url, fault) => expect(outwardFault(url, [])).toBe(fault))
  test('a name that leads to a private address is not reached; a host we named is', async () => {
    const got: string[] = []
    const server = createServer((request, reply) => {
      request.on('data', (piece) => got.push(String(piece)))
      request.on('end', () => reply.writeHead(204).end())
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const address = server.address()
    const port = typeof address === 'object' ? address?.port : 0
    const send = (hosts: string[]) =>
      postOutward({
        url: new URL(`http://127.0.0.1:${port}/`),
        headers: {},
        body: 'x',
        hosts,
        patienceMs: 2_000,
      })
    await expect(send([])).rejects.toBeInstanceOf(PrivateAddress)
    expect(await send(['127.0.0.1'])).toBe(204)
    expect(got).toEqual(['x'])
    server.close()
  })
})
