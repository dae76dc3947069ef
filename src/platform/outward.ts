import { lookup } from 'node:dns'
import { request as plainly } from 'node:http'
import { request as securely } from 'node:https'
import { BlockList, isIP, type LookupFunction } from 'node:net'

/**
 * Addresses of one's own network and host, and those that lead into it by another name (RFC 6890, RFC 6052). Two lists:
 * in one, the mapped block `::ffff:0:0/96` would catch every IPv4 address.
 */
const PRIVATE = { ipv4: new BlockList(), ipv6: new BlockList() }
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
] as const)
  PRIVATE.ipv4.addSubnet(net, bits, 'ipv4')
for (const [net, bits] of [
  ['::', 96],
  ['::ffff:0:0', 96],
  ['64:ff9b::', 96],
  ['64:ff9b:1::', 48],
  ['100::', 64],
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['fc00::', 7],
  ['fe80::', 10],
  ['fec0::', 10],
  ['ff00::', 8],
] as const)
  PRIVATE.ipv6.addSubnet(net, bits, 'ipv6')

/** Whether an address is one that everybody on the internet may reach. */
export function isPublicAddress(address: string): boolean {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4'
  return isIP(address) !== 0 && !PRIVATE[family].check(address, family)
}

/** Thrown when a host resolves to no address that may be reached: never retried under another name. */
export class PrivateAddress extends Error {}

/** Looks at the address the connection will really use, so that a name cannot become another one in between. */
const publicLookup: LookupFunction = (host, options, done) => {
  lookup(host, { ...options, all: true }, (error, found) => {
    if (error !== null) return done(error, '', 0)
    const open = found.filter(({ address }) => isPublicAddress(address))
    const [first] = open
    if (first === undefined || open.length < found.length)
      return done(new PrivateAddress(`${host} is inside a private network`), '', 0)
    return options.all ? done(null, open) : done(null, first.address, first.family)
  })
}

export type Outward = {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
  /** Hosts of our own network that may be reached all the same. */
  readonly hosts: readonly string[]
  readonly patienceMs: number
  readonly signal?: AbortSignal
}

const HOST = /^\[?([^\]]*)\]?$/

/** Why a notice cannot be sent to this address, known before it is tried. */
export function outwardFault(
  text: string,
  hosts: readonly string[],
): 'url' | 'scheme' | 'password' | 'private' | undefined {
  const url = URL.parse(text)
  if (url === null) return 'url'
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'scheme'
  if (url.username !== '' || url.password !== '') return 'password'
  const host = HOST.exec(url.hostname)?.[1] ?? ''
  if (hosts.includes(host)) return undefined
  if (isIP(host) !== 0) return isPublicAddress(host) ? undefined : 'private'
  return /(^|\.)localhost$|\.(local|internal|lan|home\.arpa)$/.test(host) || !host.includes('.')
    ? 'private'
    : undefined
}

/** Posts to somebody's address: public ones only, no redirects, the answer's body not read. The status. */
export function postOutward({ url, headers, body, hosts, patienceMs, signal }: Outward): Promise<number> {
  const host = HOST.exec(url.hostname)?.[1] ?? ''
  if (outwardFault(url.href, hosts) !== undefined)
    return Promise.reject(new PrivateAddress(`${host} may not be reached`))
  const late = AbortSignal.timeout(patienceMs)
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'https:' ? securely : plainly
    const asked = send(
      url,
      {
        method: 'POST',
        headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
        signal: signal === undefined ? late : AbortSignal.any([signal, late]),
        ...(!hosts.includes(host) && { lookup: publicLookup }),
      },
      (answer) => {
        resolve(answer.statusCode ?? 0)
        answer.destroy()
      },
    )
    asked.on('error', reject)
    asked.end(body)
  })
}
