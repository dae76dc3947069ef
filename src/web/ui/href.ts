/** An address of the desk (`/e/longgang/plan?version=2#clause-一`) as the router takes it. */
export function splitHref(href: string): { to: string; search: Record<string, string>; hash?: string } {
  const [place = '/', hash] = href.split('#')
  const [to = '/', query = ''] = place.split('?')
  const search = Object.fromEntries(new URLSearchParams(query))
  return hash === undefined ? { to, search } : { to, search, hash }
}
