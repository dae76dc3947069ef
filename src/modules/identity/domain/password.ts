import type { Refusal } from '../../../kernel/refusal.ts'
import { refusal } from '../../../kernel/refusal.ts'
import { passwordRefusals } from '../contract/refusals.ts'
import { COMMON_WORDS, RUNS } from './known-words.ts'

/**
 * 密码规则 `mlps` follows 等保 2.0 (≥ 10 characters, three classes or a phrase of ≥ 16), `asvs` OWASP ASVS 5.0 (≥ 8, no
 * classes). Both refuse what is commonly guessed.
 */
export type PasswordProfile = 'mlps' | 'asvs'

const LEAST: Readonly<Record<PasswordProfile, number>> = { mlps: 10, asvs: 8 }
export const PASSWORD_MOST = 128
const PHRASE = 16

/** One spelling per password, so that ｐａｓｓ typed full-width is pass. Never trimmed. */
export const spelled = (password: string): string => password.normalize('NFKC')

/**
 * Every reason why this password will not do; none: it will.
 * @param known words of the place and the person: names, sign-in name, slugs of e-towns
 */
export function refusePassword(
  password: string,
  profile: PasswordProfile,
  known: readonly string[],
  pointer = '/password',
): readonly Refusal[] {
  const text = spelled(password)
  const length = Array.from(text).length
  const reasons: Refusal[] = []
  const no = (code: keyof typeof passwordRefusals, values = {}) =>
    reasons.push(refusal(passwordRefusals, code, values, pointer))
  if (length < LEAST[profile]) no('identity.password_short', { least: LEAST[profile], length })
  if (length > PASSWORD_MOST) no('identity.password_long', { most: PASSWORD_MOST })
  if (profile === 'mlps' && length < PHRASE && classesOf(text) < 3) no('identity.password_plain')
  if (isCommon(text)) no('identity.password_common')
  const local = localWord(text, known, LEAST[profile])
  if (local !== undefined) no('identity.password_local', { word: local })
  return reasons
}

const classesOf = (text: string): number =>
  [/\p{Ll}|\p{Lo}/u, /\p{Lu}/u, /\p{Nd}/u, /[^\p{L}\p{Nd}]/u].filter((c) => c.test(text)).length

const LETTERS: Readonly<Record<string, string>> = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '1': 'l',
  '!': 'i',
  '0': 'o',
  $: 's',
  '5': 's',
  '7': 't',
}
const asLetters = (text: string): string => text.replace(/[@431!0$57]/g, (c) => LETTERS[c] ?? c)

/** Whether a password is one of those tried first: a usual word dressed up, a run of keys, a repetition, a date. */
export function isCommon(password: string): boolean {
  const text = password.toLowerCase()
  return (
    isRepeated(text) ||
    isRuns(text) ||
    isDate(text) ||
    isWords(text) ||
    isWords(asLetters(text.replace(/[^a-z]+$/, '')))
  )
}

const isRepeated = (text: string): boolean => /^(.{1,4})\1+.{0,3}$/su.test(text)

/** Made of usual words only, with up to six digits or signs anywhere between. */
function isWords(text: string): boolean {
  const parts = text.split(/[^a-z]+/).filter((part) => part !== '')
  const rest = text.replace(/[a-z]/g, '').length
  return parts.length > 0 && rest <= 6 && parts.every(isJoined)
}

/** One or two usual words written together. */
const isJoined = (part: string): boolean =>
  COMMON_WORDS.has(part) ||
  Array.from(part).some((_, i) => COMMON_WORDS.has(part.slice(0, i)) && COMMON_WORDS.has(part.slice(i)))

const DIRECTIONS = [...RUNS, ...RUNS.map((run) => Array.from(run).reverse().join(''))]

/** Wholly cut into runs of at least three keys. */
function isRuns(text: string): boolean {
  for (let rest = text, runs = 0; ; runs += 1) {
    if (rest === '') return runs > 0
    let length = 0
    for (let n = 3; n <= rest.length; n += 1) {
      if (DIRECTIONS.some((run) => run.includes(rest.slice(0, n)))) length = n
    }
    if (length === 0) return runs > 0 && rest.length <= 2
    rest = rest.slice(length)
  }
}

const isDate = (text: string): boolean =>
  /^\D{0,3}(19|20)\d\d[-./年]?(0?[1-9]|1[0-2])[-./月]?(0?[1-9]|[12]\d|3[01])日?\D{0,3}$/u.test(text)

/** The first known word without which the rest alone would be too short. */
function localWord(text: string, known: readonly string[], least: number): string | undefined {
  const lower = text.toLowerCase()
  return known.find((word) => {
    const plain = word.toLowerCase()
    if (Array.from(plain).length < 2 || !lower.includes(plain)) return false
    return Array.from(lower.replaceAll(plain, '')).length < least
  })
}
