/** 对外编号 No I, O, 0, 1: nothing is misread from a label. Six characters more are the e-town's, so that a number finds its way. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const TOWN_LENGTH = 3
const RANDOM_LENGTH = 9
export const NUMBER = /^[CT][2-9A-HJ-NP-Z]{12}$/

/** `kind`: C a certificate, T a test. Nine random bytes give 45 bits: nobody counts what was issued. */
export function numberOf(kind: 'C' | 'T', etown: number, random: Uint8Array): string {
  if (random.length !== RANDOM_LENGTH) throw new RangeError('nine random bytes')
  let town = ''
  for (let i = 0, rest = etown; i < TOWN_LENGTH; i++, rest = Math.floor(rest / 32))
    town = (ALPHABET[rest % 32] ?? '') + town
  return kind + town + Array.from(random, (byte) => ALPHABET[byte & 31]).join('')
}

/** The e-town a number was given in; undefined for what is no number of ours. */
export function townOfNumber(number: string): number | undefined {
  if (!NUMBER.test(number)) return undefined
  return [...number.slice(1, 1 + TOWN_LENGTH)].reduce((town, char) => town * 32 + ALPHABET.indexOf(char), 0)
}

/** What somebody typed from a label: spaces, hyphens, small letters. `box`: 一箱一证, which box. */
export function readNumber(
  typed: string,
): { readonly number: string; readonly box: number | undefined } | undefined {
  const [, body = '', box] = /^([^.#/]+)(?:[.#/](\d{1,5}))?$/.exec(typed.trim().toUpperCase()) ?? []
  const number = body.replaceAll(/[\s-]/g, '')
  return NUMBER.test(number) ? { number, box: box === undefined ? undefined : Number(box) } : undefined
}

/** `C2AB-7KM9-QX4B-H`: groups are easier to read out. */
export const spacedNumber = (number: string): string => number.replaceAll(/(.{4})(?=.)/g, '$1-')

export const SAMPLE_CODE = /^[2-9A-HJ-NP-Z]{6}$/
/** 样品码 Six characters on the bag: they say nothing of lot or farmer. */
export function sampleCodeOf(random: Uint8Array): string {
  if (random.length !== 6) throw new RangeError('six random bytes')
  return Array.from(random, (byte) => ALPHABET[byte & 31]).join('')
}
