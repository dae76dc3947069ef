/**
 * 理由 What a person types to say why. It goes into the audit as it was typed, where nobody can take it back, so it may
 * hold no number that says who somebody is.
 */
import { z } from 'zod'
import { halfWidth } from './full-width.ts'
import { parseMobile } from './mobile.ts'
import { parseResidentId } from './resident-id.ts'

/** Groups of digits with one space, hyphen or point between them are read as one number too: 138 1234 5678. */
const RUN = /\d+(?:[ .·-]\d+)*[Xx]?/g

const isResidentId = (digits: string): boolean => {
  const read = parseResidentId(digits)
  // A wrong last digit is a slip of the finger, not another number.
  return read.ok || read.why === 'check' || read.why === 'old'
}

/** @source ISO/IEC 7812-1: 16 to 19 digits of issuers in finance (3–6, 9), the last one by Luhn. */
function isBankCard(digits: string): boolean {
  if (!/^[34569]\d{15,18}$/.test(digits)) return false
  const sum = Array.from(digits)
    .toReversed()
    .map((digit, i) => (i % 2 === 0 ? Number(digit) : Number(digit) * 2))
    .reduce((total, n) => total + (n > 9 ? n - 9 : n), 0)
  return sum % 10 === 0
}

const tellsWho = (digits: string): boolean =>
  parseMobile(digits).ok || isResidentId(digits) || isBankCard(digits)

/** Every number that a run of groups can be read as: `1-2-3` as 1, 12, 123, 2, 23, 3. */
const readings = (run: string): readonly string[] => {
  const groups = run.split(/[ .·-]/)
  return groups.flatMap((_, from) =>
    groups.slice(from).map((_, i) => groups.slice(from, from + i + 1).join('')),
  )
}

/** Whether a text holds what looks like a resident ID number, a mobile number or a bank card number. */
export const hasPersonalNumber = (text: string): boolean =>
  (halfWidth(text).match(RUN) ?? []).some((run) => readings(run).some(tellsWho))

/** Refused with the platform's sentence `field.personal_number`. */
export const zReasonWithin = (least: number, most: number) =>
  z
    .string()
    .trim()
    .min(least)
    .max(most)
    .refine((text) => !hasPersonalNumber(text), { params: { refusal: 'field.personal_number' } })
    .meta({ description: `理由，至少 ${least} 个字，不写身份证号、手机号、银行卡号` })

export const zReason = zReasonWithin(4, 200)
