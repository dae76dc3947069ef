import { halfWidth } from '#kernel/full-width'
import { sha256Hex } from '#kernel/sha256'
import type { Clause } from '../contract/clause.ts'

/** A page number on a line of its own, `- 5 -`, and a dot leader with its page number, as PDFs leave them. */
const PAGE_LINE = /^\s*[-–—－]\s*\d{1,4}\s*[-–—－]\s*$/
const DOT_LEADER = /(?:\.{3,}|…+)\s*\d{1,4}\s*$/

/**
 * 归一文本 A document's words without what a PDF adds: page numbers, hard line breaks and all white space, which Chinese
 * text does not use. Nothing else is changed, not even the width of a bracket. Hashes and quotes are taken on this form.
 */
export const plainText = (text: string): string =>
  text
    .split(/\r?\n/)
    .filter((line) => !PAGE_LINE.test(line))
    .map((line) => line.replace(DOT_LEADER, ''))
    .join('')
    .replace(/\s+/g, '')

/** Heading and text of a clause, normalised: what is hashed, quoted and counted. */
export const clauseText = (clause: Pick<Clause, 'heading' | 'text'>): string =>
  plainText(clause.heading ?? '') + plainText(clause.text ?? '')

export const clauseHash = (clause: Pick<Clause, 'heading' | 'text'>): string => sha256Hex(clauseText(clause))

/** A clause's text for reading: its paragraphs (set apart by a blank line), each without inner line breaks. */
export const paragraphsOf = (text: string): readonly string[] =>
  text
    .split(/\n[^\S\n]*\n/)
    .map(plainText)
    .filter((paragraph) => paragraph !== '')

/** Where in a text something stands: from, up to not including until. */
export type Stretch = { readonly from: number; readonly until: number }

/** Every place of a quote in a normalised text. Full-width and half-width signs count as the same. */
export function stretchesOf(quote: string, plain: string): readonly Stretch[] {
  const sought = halfWidth(plainText(quote))
  const text = halfWidth(plain)
  const found: Stretch[] = []
  if (sought === '') return found
  for (let at = text.indexOf(sought); at >= 0; at = text.indexOf(sought, at + 1))
    found.push({ from: at, until: at + sought.length })
  return found
}

/** The item's own number, `(3)` or `1、`, is not a quantity. */
const OWN_NUMBER = /^[（(]?\d{1,2}[）)、.．](?!\d)/

/** Arabic numbers (not O2O, not LOGO2), and Chinese ones before a measure word: 一套, 两年, 三大. */
const NUMBER =
  /(?<![A-Za-z\d.])\d+(?:\.\d+)?(?![A-Za-z\d])|[一二两三四五六七八九十百千]+(?=[个部套次家款名人年大级])/g

const DIGITS: Readonly<Record<string, string>> = {
  一: '1',
  二: '2',
  两: '2',
  三: '3',
  四: '4',
  五: '5',
  六: '6',
  七: '7',
  八: '8',
  九: '9',
  十: '10',
}

/** 数字 Every quantity a normalised clause speaks of. */
export function numbersIn(plain: string): readonly (Stretch & { readonly number: string })[] {
  const own = OWN_NUMBER.exec(plain)?.[0].length ?? 0
  return [...plain.matchAll(NUMBER)]
    .filter((hit) => hit.index >= own)
    .map((hit) => ({ number: hit[0], from: hit.index, until: hit.index + hit[0].length }))
}

/** A number of a clause in digits; the Chinese ones above ten are left as they stand. */
export const inDigits = (number: string): string => DIGITS[number] ?? number
