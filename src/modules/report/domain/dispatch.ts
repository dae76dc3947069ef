import type { SnapshotContent } from '../contract/snapshot-shapes.ts'

/** The chain of hashes and the signatures need these; Node and a browser give them each in their own way. */
export type DispatchMachine = {
  sha256Hex(text: string): string
  /** Whether the line is the trusted key's good signature of the text. */
  signed(kind: 'ed25519' | 'sm2', text: string, signature: string): Promise<boolean>
  /** A snapshot's line read; undefined for what is none. */
  contentIn(line: string): SnapshotContent | undefined
}

/** 上报包 What one dispatch says of itself before its snapshots: all of it is signed. */
export type DispatchHead = {
  readonly origin: string
  readonly etown: string
  readonly number: number
  /** SHA-256 of the dispatch before, as a file; absent for the first. */
  readonly previous: string | undefined
  readonly madeAt: string
  /** SHA-256 of each snapshot, in order. */
  readonly members: readonly string[]
}

const FIRST_LINE = 'ezhen-dispatch/1'
const NONE = '-'

/**
 * The chain: each link is the hash of the link before and of the next snapshot's hash, so that the last one fixes all of
 * them and their order.
 */
export function chainOf(
  previous: string | undefined,
  members: readonly string[],
  sha256Hex: DispatchMachine['sha256Hex'],
): readonly string[] {
  let link = previous ?? NONE
  return members.map((member) => {
    link = sha256Hex(`${link}\n${member}`)
    return link
  })
}

/** The text that is signed: six lines, then one line a snapshot with its hash and its link of the chain. */
export function headText(head: DispatchHead, sha256Hex: DispatchMachine['sha256Hex']): string {
  const links = chainOf(head.previous, head.members, sha256Hex)
  const lines = head.members.map((member, i) => `${i + 1} ${member} ${links[i]}`)
  const { origin, etown, number, previous = NONE, madeAt } = head
  return [`${origin}/report`, FIRST_LINE, etown, String(number), previous, madeAt, ...lines, ''].join('\n')
}

/** The file: the signed head, an empty line, and each snapshot's canonical JSON on a line of its own. */
export const dispatchText = (signed: string, snapshots: readonly string[]): string =>
  `${signed}\n${snapshots.map((text) => `${text}\n`).join('')}`

export type Broken =
  | 'no-dispatch'
  | 'head'
  | 'count'
  | 'member'
  | 'chain'
  | 'signature-ed25519'
  | 'signature-sm2'
  | 'origin'
  | 'not-canonical'
  | 'foreign'

/** 验包结果 Whole or nothing: one thing wrong, and no snapshot of the file is shown. */
export type JudgedDispatch =
  | { readonly ok: false; readonly why: Broken; readonly at: number }
  | {
      readonly ok: true
      readonly head: DispatchHead
      readonly snapshots: readonly {
        readonly content: SnapshotContent
        readonly text: string
        readonly sha256: string
      }[]
    }

const broken = (why: Broken, at = 0): JudgedDispatch => ({ ok: false, why, at })

/** The head's text, its signature lines and the lines of the snapshots; undefined for what is no such file. */
export function partsOf(
  file: string,
): { text: string; signatures: readonly string[]; lines: readonly string[] } | undefined {
  const [text, signatures, body, ...more] = file.split('\n\n')
  if (
    text === undefined ||
    signatures === undefined ||
    body === undefined ||
    more.length > 0 ||
    !body.endsWith('\n')
  )
    return undefined
  return { text: `${text}\n`, signatures: signatures.split('\n'), lines: body.slice(0, -1).split('\n') }
}

function headOf(text: string): (DispatchHead & { readonly links: readonly string[] }) | undefined {
  const [first = '', format, etown = '', number = '', previous = '', madeAt = '', ...rest] = text
    .slice(0, -1)
    .split('\n')
  const members = rest.map((line) => /^([1-9]\d{0,4}) ([0-9a-f]{64}) ([0-9a-f]{64})$/.exec(line))
  const fine = format === FIRST_LINE && first.endsWith('/report') && /^[1-9]\d{0,8}$/.test(number)
  const chained = /^(-|[0-9a-f]{64})$/.test(previous) && (previous === NONE) === (number === '1')
  if (!fine || !chained || members.length === 0) return undefined
  if (members.some((member, i) => member?.[1] !== String(i + 1))) return undefined
  return {
    origin: first.slice(0, -'/report'.length),
    etown,
    number: Number(number),
    previous: previous === NONE ? undefined : previous,
    madeAt,
    members: members.map((member) => member?.[2] ?? ''),
    links: members.map((member) => member?.[3] ?? ''),
  }
}

/** Holds every byte of a file to its head, and the head to both signatures. `origin`: from whom it must be. */
export async function judgeDispatch(
  file: string,
  origin: string | undefined,
  machine: DispatchMachine,
): Promise<JudgedDispatch> {
  const parts = partsOf(file)
  if (parts === undefined) return broken('no-dispatch')
  const { text, signatures, lines } = parts
  const head = headOf(text)
  if (head === undefined) return broken('head')
  if (origin !== undefined && head.origin !== origin) return broken('origin')
  // Two signatures and nothing besides: a third line would be bytes that nobody signed.
  const [first = '', second = '', ...more] = signatures
  if (more.length > 0 || !(await machine.signed('ed25519', text, first))) return broken('signature-ed25519')
  if (!(await machine.signed('sm2', text, second))) return broken('signature-sm2')
  if (lines.length !== head.members.length) return broken('count', lines.length)
  const links = chainOf(head.previous, head.members, machine.sha256Hex)
  const snapshots: { content: SnapshotContent; text: string; sha256: string }[] = []
  for (const [i, line] of lines.entries()) {
    const sha256 = machine.sha256Hex(line)
    if (sha256 !== head.members[i]) return broken('member', i + 1)
    if (links[i] !== head.links[i]) return broken('chain', i + 1)
    const content = machine.contentIn(line)
    if (content === undefined) return broken('not-canonical', i + 1)
    if (content.etown.slug !== head.etown) return broken('foreign', i + 1)
    snapshots.push({ content, text: line, sha256 })
  }
  const { links: _, ...said } = head
  return { ok: true, head: said, snapshots }
}

/** Why a file is refused, for people. */
export const BROKEN: Readonly<Record<Broken, { readonly zh: string; readonly en: string }>> = {
  'no-dispatch': { zh: '这不是上报包', en: 'this is no dispatch' },
  head: { zh: '包头不完整或被改过', en: 'its head is not whole' },
  origin: { zh: '包头写的报送单位不是登记的单位', en: 'it names another origin' },
  'signature-ed25519': {
    zh: 'Ed25519 签名不对，包头被改过或公钥不是这家的',
    en: 'the Ed25519 signature is wrong',
  },
  'signature-sm2': { zh: 'SM2 签名不对，包头被改过或公钥不是这家的', en: 'the SM2 signature is wrong' },
  count: { zh: '快照份数与包头不符', en: 'the number of snapshots is not the head’s' },
  member: {
    zh: '第 {at} 份快照与包头的哈希不符（被改过或换了次序）',
    en: 'snapshot {at} was changed or moved',
  },
  chain: { zh: '第 {at} 份快照的哈希链断了', en: 'the chain breaks at snapshot {at}' },
  'not-canonical': { zh: '第 {at} 份快照读不懂', en: 'snapshot {at} cannot be read' },
  foreign: { zh: '第 {at} 份快照不是这个e镇的', en: 'snapshot {at} is another e-town’s' },
}
