import { isDay } from '#kernel/day'
import { gs1CheckDigit } from '#kernel/gs1'

const CSET82 = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'
const CSET32 = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const PRIMES = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83]

/** The two check characters of a global model number (GS1 General Specifications 7.9.5). */
export function checkCharacterPair(body: string): string {
  let sum = 0
  for (let i = 0; i < body.length; i++)
    sum += CSET82.indexOf(body[i] ?? '') * (PRIMES[body.length - 1 - i] ?? 0)
  const rest = sum % 1021
  return `${CSET32[rest >> 5]}${CSET32[rest & 31]}`
}

/** Two-digit years lie within 49 before and 50 after the present one; for the shape of a date the century is all one. */
const isDate = (yymmdd: string, dayMayBeZero: boolean): boolean => {
  const [year, month, day] = [yymmdd.slice(0, 2), yymmdd.slice(2, 4), yymmdd.slice(4, 6)]
  return isDay(`20${year}-${month}-${dayMayBeZero && day === '00' ? '01' : day}`)
}
const below = (limit: number) => (text: string) => Number(text) < limit

function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[0-9A-Z]+$/.test(text)) return false
  let rest = 0
  for (const char of text.slice(4) + text.slice(0, 4))
    for (const digit of String(Number.parseInt(char, 36))) rest = (rest * 10 + Number(digit)) % 97
  return rest === 1
}

/** A percent-encoded UTF-8 text. */
function isPercentEncoded(text: string): boolean {
  try {
    decodeURIComponent(text)
    return true
  } catch {
    return false
  }
}

/**
 * The checks of content a component names. Not among them, so accepted by their form alone: the lists of other
 * bodies (ISO 3166, ISO 4217, media and package types) and the layout of North American coupons.
 */
export const AI_CHECKS: Readonly<Record<string, (text: string) => boolean>> = {
  csum: (text) => gs1CheckDigit(text.slice(0, -1)) === text.at(-1),
  csumalpha: (text) => text.length > 2 && checkCharacterPair(text.slice(0, -2)) === text.slice(-2),
  yymmd0: (text) => isDate(text, true),
  yymmdd: (text) => isDate(text, false),
  yyyymmdd: (text) => isDay(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`),
  hhmi: (text) => Number(text.slice(0, 2)) < 24 && Number(text.slice(2)) < 60,
  hh: below(24),
  mi: below(60),
  ss: below(60),
  latitude: (text) => Number(text) <= 1_800_000_000,
  longitude: (text) => Number(text) <= 3_600_000_000,
  yesno: (text) => text === '0' || text === '1',
  zero: (text) => /^0+$/.test(text),
  nonzero: (text) => /[1-9]/.test(text),
  nozeroprefix: (text) => text === '0' || !text.startsWith('0'),
  hasnondigit: (text) => /\D/.test(text),
  hyphen: (text) => /^-+$/.test(text),
  winding: (text) => text === '0' || text === '1' || text === '9',
  iso5218: (text) => /^[0129]$/.test(text),
  importeridx: (text) => /^[A-Za-z0-9_-]$/.test(text),
  iso3166alpha2: (text) => /^[A-Z]{2}$/.test(text),
  pieceoftotal: (text) => {
    const [piece, total] = [Number(text.slice(0, 2)), Number(text.slice(2))]
    return piece > 0 && piece <= total
  },
  posinseqslash: (text) => {
    const [, position = '', end = ''] = /^([1-9])\/([1-9])$/.exec(text) ?? []
    return position !== '' && position <= end
  },
  pcenc: isPercentEncoded,
  iban: isIban,
}
