/**
 * 来源网段 The network a call comes from, as far as one household or office shares it: /24 of IPv4, /64 of IPv6. It is
 * what a lockout counts by, so that a stranger elsewhere cannot lock the owner out.
 */
export function networkOf(ip: string): string {
  const v4 = /(?:^|:)(\d{1,3}\.\d{1,3}\.\d{1,3})\.\d{1,3}$/.exec(ip)
  if (v4 !== null) return `${v4[1]}.0/24`
  const [head = '', tail] = ip.split('%')[0]?.split('::') ?? []
  const groups = head === '' ? [] : head.split(':')
  if (tail !== undefined) {
    const after = tail === '' ? [] : tail.split(':')
    while (groups.length + after.length < 8) groups.push('0')
    groups.push(...after)
  }
  const network = groups.slice(0, 4).map((group) => group.toLowerCase().replace(/^0+(?=.)/, ''))
  return `${network.join(':')}::/64`
}
