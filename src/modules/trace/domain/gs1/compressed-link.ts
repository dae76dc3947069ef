import type { AiValue } from './ai-value.ts'
import { type AiComponent, aiLength, applicationIdentifier } from './application-identifier.ts'
import { encoded } from './digital-link.ts'

/** GS1 Digital Link 1.2, Compression: one byte says which identifiers follow, where it is no identifier itself. */
const SEQUENCES: Readonly<Record<string, readonly string[]>> = {
  '0A': ['01', '22'],
  '0B': ['01', '10'],
  '0C': ['01', '21'],
  '0D': ['01', '17'],
  '0E': ['01', '7003'],
  '0F': ['01', '30'],
  '1A': ['01', '10', '21', '17'],
  '1B': ['01', '15'],
  '1C': ['01', '11'],
  '1D': ['01', '16'],
  '1E': ['01', '91'],
  '1F': ['01', '10', '15'],
  '9A': ['8010', '8011'],
  '9B': ['8017', '8019'],
  '9C': ['8018', '8019'],
  '9D': ['414', '254'],
  ...series('2', 'ABCDEF', '01', '310'),
  ...series('3', 'ABCDEF', '01', '320'),
  ...series('A', '0123456789', '01', '392'),
  ...series('C', '0123456789', '255', '390'),
  ...series('C', 'ABCD', '255', '394'),
}

/** `2A` is 01 and 3100, `2B` 01 and 3101, and so on. */
function series(first: string, seconds: string, key: string, stem: string) {
  return Object.fromEntries([...seconds].map((second, n) => [first + second, [key, stem + n]]))
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const HEX = '0123456789ABCDEF'

/** Bits from the left; what was never there reads as undefined. */
type Bits = { take(count: number): bigint | undefined; left(): number }

function bitsOf(text: string): Bits {
  const bits = [...text].map((char) => BASE64.indexOf(char).toString(2).padStart(6, '0')).join('')
  let at = 0
  return {
    take(count) {
      at += count
      return at > bits.length ? undefined : BigInt(`0b0${bits.slice(at - count, at)}`)
    },
    left: () => bits.length - at,
  }
}

// The hundredth is the standard's own: a power of two must not round down.
const bitsOfLength = (max: number): number => Math.ceil(Math.log2(max) + 0.01)
const bitsOfDigits = (digits: number): number => Math.ceil(digits * Math.log2(10) + 0.01)

function digits(bits: Bits, count: number): string | undefined {
  const value = bits.take(bitsOfDigits(count))?.toString()
  if (value === undefined || value.length > Math.max(count, 1)) return undefined
  return count === 0 ? '' : value.padStart(count, '0')
}

function letters(
  bits: Bits,
  count: number,
  width: number,
  letter: (n: number) => string,
): string | undefined {
  const read = Array.from({ length: count }, () => bits.take(width))
  return read.some((one) => one === undefined) ? undefined : read.map((one) => letter(Number(one))).join('')
}

/** Digits, hexadecimal small or large, base 64, or seven-bit text. */
function text(bits: Bits, encoding: number, count: number): string | undefined {
  if (encoding === 0) return digits(bits, count)
  if (encoding === 1) return letters(bits, count, 4, (n) => HEX[n]?.toLowerCase() ?? '')
  if (encoding === 2) return letters(bits, count, 4, (n) => HEX[n] ?? '')
  if (encoding === 3) return letters(bits, count, 6, (n) => BASE64[n] ?? '')
  return encoding === 4 ? letters(bits, count, 7, (n) => String.fromCharCode(n)) : undefined
}

function part(bits: Bits, component: AiComponent): string | undefined {
  const { charset, min, max, optional } = component
  const fixed = min === max && !optional
  if (isFixedNumber(component)) return digits(bits, max)
  const encoding = charset === 'N' ? 0 : Number(bits.take(3) ?? 7)
  const length = fixed ? max : Number(bits.take(bitsOfLength(max)) ?? max + 1)
  return length > max ? undefined : text(bits, encoding, length)
}

const isFixedNumber = ({ charset, min, max, optional }: AiComponent): boolean =>
  charset === 'N' && min === max && !optional

/** The dictionary parts a number where its meaning changes; compressed, its digits are one number. */
function whole(components: readonly AiComponent[]): readonly AiComponent[] {
  const joined: AiComponent[] = []
  for (const next of components) {
    const last = joined.at(-1)
    if (last === undefined || !isFixedNumber(last) || !isFixedNumber(next)) joined.push(next)
    else joined.splice(-1, 1, { ...last, min: last.max + next.max, max: last.max + next.max })
  }
  return joined
}

/** Which identifiers come next; undefined: none that anybody has defined. */
function nextAis(bits: Bits): readonly string[] | undefined {
  const [high, low] = [bits.take(4), bits.take(4)].map((nibble) => HEX[Number(nibble ?? 0)] ?? '')
  const first = `${high}${low}`
  const length = aiLength(first)
  if (length === undefined) return SEQUENCES[first]
  const more = Array.from({ length: length - 2 }, () => HEX[Number(bits.take(4) ?? 15)] ?? '')
  return [first + more.join('')]
}

/** 压缩的链接 The identifiers of a compressed part of a Digital Link; undefined: it is none. Their values are not judged here. */
export function decompressed(compressed: string): readonly AiValue[] | undefined {
  if (!/^[\w-]{4,200}$/.test(compressed)) return undefined
  const bits = bitsOf(compressed)
  const found: AiValue[] = []
  while (bits.left() > 8) {
    for (const ai of nextAis(bits) ?? ['']) {
      const known = applicationIdentifier(ai)
      const parts = whole(known?.components ?? []).map((component) => part(bits, component))
      if (known === undefined || parts.includes(undefined)) return undefined
      found.push({ ai, value: parts.join('') })
    }
  }
  return found
}

/** Path and query of the link that this one, compressed wholly (`/AQnY…`) or behind its key (`/01/…/…`), stands for. */
export function plainLink(url: string): string | undefined {
  const [path = '', query = ''] = url.split('?')
  const segments = path.replace(/\/$/, '').split('/').slice(1)
  const found = decompressed(segments.at(-1) ?? '')
  if (found === undefined || (segments.length !== 1 && segments.length !== 3)) return undefined
  const [ai = '', value = ''] = segments
  if (segments.length === 3 && applicationIdentifier(ai)?.qualifiers === undefined) return undefined
  const all = segments.length === 3 ? [{ ai, value }, ...found] : found
  const key = all.find((one) => applicationIdentifier(one.ai)?.qualifiers !== undefined)
  const order = applicationIdentifier(key?.ai ?? '')?.qualifiers?.flat() ?? []
  const qualifiers = order.flatMap((qualifier) => all.find((one) => one.ai === qualifier) ?? [])
  if (key === undefined) return undefined
  const attributes = all.filter((one) => one !== key && !qualifiers.includes(one))
  const pairs = attributes.map((one) => `${one.ai}=${encoded(one.value)}`)
  const asked = [...pairs, ...(query === '' ? [] : [query])].join('&')
  const way = [key, ...qualifiers].map((one) => `/${one.ai}/${encoded(one.value)}`).join('')
  return asked === '' ? way : `${way}?${asked}`
}
