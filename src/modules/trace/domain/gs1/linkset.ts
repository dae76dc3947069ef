/** What a resolver knows of a code: its levels that exist, the most exact first, as paths `/01/…/10/…`. */
export type ScanLinks = {
  readonly stem: string
  readonly levels: readonly string[]
  /** What the item is called: the title of its links. */
  readonly name: string
}

const VOC = 'https://gs1.org/voc/'

/** 链接类型 The kinds of link we hold, in the words of the GS1 Web Vocabulary, the default first. */
export const LINK_TYPES = [
  { name: 'traceability', zh: '溯源', of: () => true, href: (path: string) => `/scan${path}` },
  { name: 'pip', zh: '产品介绍', of: () => true, href: (path: string) => `/scan${path}` },
  {
    name: 'recallStatus',
    zh: '召回状态',
    of: (path: string) => path.includes('/10/'),
    href: (path: string) => `/scan${path}#state`,
  },
] as const

/** Where to send whoever asks: for a type its link at the most exact level that has one, else the default. */
export function chooseLink({ levels }: ScanLinks, asked: string | undefined): string | undefined {
  const name = asked?.replace(/^(gs1:|https?:\/\/(www\.)?(ref\.)?gs1\.org\/voc\/)/, '')
  const type = LINK_TYPES.find(
    (one) => one.name === (name === undefined || name === 'defaultLink' ? 'traceability' : name),
  )
  const level = type && levels.find(type.of)
  return type && level && type.href(level)
}

/** 链接集 The linkset (RFC 9264) of every level from the item up to the product; the default has no attributes. */
export function linksetOf({ stem, levels, name }: ScanLinks): { readonly linkset: readonly object[] } {
  return {
    linkset: levels.map((path, i) => ({
      anchor: `${stem}${path}`,
      itemDescription: name,
      ...(i === 0 && { [`${VOC}defaultLink`]: [{ href: `${stem}/scan${path}`, title: `${name} 溯源` }] }),
      ...Object.fromEntries(
        LINK_TYPES.filter((type) => type.of(path)).map((type) => [
          VOC + type.name,
          [
            {
              href: `${stem}${type.href(path)}`,
              title: `${name} ${type.zh}`,
              type: 'text/html',
              hreflang: ['zh', 'en'],
            },
          ],
        ]),
      ),
    })),
  }
}
