import { granted, type Outcome } from '../../../kernel/refusal.ts'
import type { AloneCall, RawAnswer } from '../../../platform/http/route.ts'
import type { linkOptions, resolveLink, resolveOthers, resolverDescription } from '../contract/index.ts'
import { primaryKeys } from '../domain/gs1/application-identifier.ts'
import { plainLink } from '../domain/gs1/compressed-link.ts'
import { type DigitalLink, linkPath, parseDigitalLink } from '../domain/gs1/digital-link.ts'
import { chooseLink, LINK_TYPES, linksetOf, type ScanLinks } from '../domain/gs1/linkset.ts'
import { type FoundCode, findCode, qualifierOf } from './find-code.ts'
import { stemOf } from './label-links.ts'
import { languageOf } from './scan-page/language.ts'
import { type Sorry, sorryPage } from './scan-page/sorry-page.ts'

const CORS = {
  'access-control-allow-origin': '*',
  'access-control-allow-methods': 'GET, HEAD, OPTIONS',
  'access-control-allow-headers': 'Accept, Accept-Language',
  'access-control-expose-headers': 'Link, Location',
  vary: 'Accept, Accept-Language',
  'cross-origin-resource-policy': 'cross-origin',
}
const HTML = { 'content-type': 'text/html; charset=utf-8' }
const CONTEXT = 'https://ref.gs1.org/standards/resolver/linkset-context'

/**
 * A last part that is neither an identifier nor its value but letters of base 64: a compressed link. Labels of ours have none.
 */
const COMPRESSED = /\/(?=[\w-]*[A-Za-z])[\w-]{8,}\/?$/

/** Why a link is none, in the words that help: one that was compressed, and badly, is told from one that was misread. */
const faultOf = (url: string): Sorry => (COMPRESSED.test(url.split('?')[0] ?? '') ? 'compressed' : 'syntax')

/** One answer for whoever comes with a browser, one for programs; neither is a 200. */
function sorry(
  call: Pick<AloneCall<never, never>, 'headers' | 'url'>,
  status: 400 | 404,
  why: Sorry,
): RawAnswer {
  return { status, headers: { ...CORS, ...HTML }, body: sorryPage(why, languageOf(call)).safe }
}

/**
 * The levels of a link that lead somewhere, the most exact first: an unknown lot is left behind. An unknown serial number
 * is not: its page says that the lot never had it.
 */
function levelsOf(link: DigitalLink, { lot }: FoundCode): readonly string[] {
  const upTo = (ais: readonly string[]) =>
    linkPath({ key: link.key, qualifiers: link.qualifiers.filter((q) => ais.includes(q.ai)) })
  const serial = lot !== undefined && qualifierOf(link, '21') !== undefined
  return [...(serial ? [upTo(['10', '21'])] : []), ...(lot ? [upTo(['10'])] : []), upTo([])]
}

/** 解析 GS1 Digital Link resolver (GS1-Conformant Resolver 1.0): to the page, to another link, or the list of all. */
export async function resolveLinkIn(
  call: AloneCall<typeof resolveLink, 'trace'>,
): Promise<Outcome<RawAnswer>> {
  const stem = stemOf(call)
  const url = plainLink(call.url) ?? call.url
  const link = parseDigitalLink(`${stem}${url}`)
  if (!link.ok) return granted(sorry(call, 400, faultOf(call.url)))
  const found = await findCode(call.house, link.value)
  if (found === undefined) return granted(sorry(call, 404, 'unknown'))
  const links: ScanLinks = { stem, levels: levelsOf(link.value, found), name: found.item.name }
  const whole = `${stem}${linkPath(link.value)}`
  const headers = {
    ...CORS,
    link: [
      `<${whole}?linkType=linkset>; rel="linkset"; type="application/linkset+json"; title="Linkset for ${whole}"`,
      `<${whole}>; rel="owl:sameAs"`,
    ].join(', '),
  }
  const asked = link.value.others.find(([name]) => /^linktype$/i.test(name))?.[1]
  const wantsSet =
    asked === 'linkset' || asked === 'all' || /application\/(linkset\+)?json/.test(call.headers.accept ?? '')
  if (wantsSet) {
    const set = `${headers.link}, <${CONTEXT}>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"`
    return granted({
      headers: { ...headers, link: set, 'content-type': 'application/linkset+json' },
      // Bytes, not text: RFC 9264 gives the type no charset.
      body: Buffer.from(JSON.stringify(linksetOf(links))),
    })
  }
  const target = chooseLink(links, asked)
  if (target === undefined)
    return granted({ ...sorry(call, 404, 'link-type'), headers: { ...headers, ...HTML } })
  return granted({ status: 307, headers: { ...headers, location: withQuery(target, url) }, body: '' })
}

/**
 * 压缩的链接 A link that was compressed whole has no path of its own to be resolved under: whoever serves all other addresses
 * sends it to the link it stands for. Undefined: it is none.
 */
export function compressedAnswer(url: string): { readonly to: string; readonly headers: object } | undefined {
  const to = plainLink(url)
  // Words decompress to something now and then: a page's name is no code because its letters make one.
  if (to === undefined || !parseDigitalLink(`https://id.gs1.org${to}`).ok) return undefined
  return { to, headers: { ...CORS, link: `<${to}>; rel="owl:sameAs"` } }
}

/** A link of another primary key: what is misspelt is told, and for what is right there is nothing here. */
export async function resolveOtherIn(
  call: AloneCall<(typeof resolveOthers)[number], 'trace'>,
): Promise<Outcome<RawAnswer>> {
  const link = parseDigitalLink(`${stemOf(call)}${plainLink(call.url) ?? call.url}`)
  return granted(link.ok ? sorry(call, 404, 'other-key') : sorry(call, 400, faultOf(call.url)))
}

/** Every pair of the query travels on, as it came. */
function withQuery(target: string, url: string): string {
  const at = url.indexOf('?')
  return at < 0 ? target : `${target}${target.includes('?') ? '&' : '?'}${url.slice(at + 1)}`
}

export const linkOptionsIn = async (
  _call: AloneCall<typeof linkOptions, 'trace'>,
): Promise<Outcome<RawAnswer>> =>
  granted({ status: 204, headers: { ...CORS, allow: 'GET, HEAD, OPTIONS' }, body: '' })

/** 解析器说明 What this resolver answers for. Other GS1 keys are read and checked, but no link is held for them. */
export async function resolverDescriptionIn(
  call: AloneCall<typeof resolverDescription, 'trace'>,
): Promise<Outcome<RawAnswer>> {
  const root = stemOf(call)
  const description = {
    name: 'e镇通 溯源解析器',
    resolverRoot: root,
    supportedPrimaryKeys: primaryKeys()
      .map((key) => key.ai)
      .filter((ai) => ai === '01'),
    linkTypeDefaultCanBeLinkset: false,
    supportedLinkType: [
      { namespace: 'https://gs1.org/voc/', prefix: 'gs1:', linkTypes: LINK_TYPES.map((type) => type.name) },
    ],
    supportedContextValuesEnumerated: { language: ['zh', 'en'] },
    validatesAssociations: true,
    linksetContext: CONTEXT,
  }
  return granted({
    headers: { ...CORS, 'content-type': 'application/json; charset=utf-8' },
    body: JSON.stringify(description),
  })
}
