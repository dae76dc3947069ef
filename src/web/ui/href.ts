/** An address of the desk (`/e/longgang/parties?kind=shop`) as the router takes it. */
export function splitHref(href: string): { to: string; search: Record<string, string> } {
  const [to = '/', query = ''] = href.split('?')
  return { to, search: Object.fromEntries(new URLSearchParams(query)) }
}
