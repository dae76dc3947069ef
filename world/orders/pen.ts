/** 笔迹 How a file writes its cells: each platform has a hand of its own, Excel another, and some rows were touched. */
import { type Fen, yuanText } from '#kernel/money'
import { excelStamp, type Moment, stamp } from '../calendar.ts'

export type Pen = {
  readonly separator: ',' | '\t'
  /** How an empty cell is written. */
  readonly nothing: '' | '-'
  id(no: string): string
  words(text: string): string
  phone(no: string): string
  money(amount: Fen): string
  count(n: number): string
  time(at: Moment | null): string
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`
const quotedIfNeeded = (text: string): string => (/[",\r\n]/.test(text) ? quoted(text) : text)

/** `1,234.50` */
export const grouped = (amount: Fen): string => yuanText(amount).replace(/\B(?=(?:\d{3})+\.)/g, ',')

/** Ids as a formula so that Excel keeps them, an apostrophe before phones, every other cell in quotes. */
export const TAOBAO_PEN: Pen = {
  separator: ',',
  nothing: '',
  id: (no) => `="${no}"`,
  words: quoted,
  phone: (no) => quoted(`'${no}`),
  money: (amount) => quoted(yuanText(amount)),
  count: (n) => quoted(String(n)),
  time: (at) => quoted(at === null ? '' : stamp(at)),
}

/** Bare cells; only the customer's are in quotes, whether they need them or not. */
export const JD_PEN: Pen = {
  separator: ',',
  nothing: '',
  id: (no) => no,
  words: quotedIfNeeded,
  phone: quoted,
  money: yuanText,
  count: String,
  time: (at) => (at === null ? '' : stamp(at)),
}

/** A tab before ids and names keeps Excel from reading them as numbers; `-` is nothing; amounts have thousands commas. */
export const DOUYIN_PEN: Pen = {
  separator: ',',
  nothing: '-',
  id: (no) => quoted(`\t${no}`),
  words: (text) => quotedIfNeeded(text === '' ? '-' : text),
  phone: (no) => no,
  money: (amount) => quotedIfNeeded(grouped(amount)),
  count: String,
  time: (at) => (at === null ? '-' : stamp(at)),
}

/** Before 2023 the guard was an apostrophe. */
export const DOUYIN_PEN_2022: Pen = { ...DOUYIN_PEN, id: (no) => `'${no}` }

/** A tab behind ids and numbers, for the same reason. */
export const PDD_PEN: Pen = {
  separator: ',',
  nothing: '',
  id: (no) => `${no}\t`,
  words: quotedIfNeeded,
  phone: (no) => `${no}\t`,
  money: (amount) => `${yuanText(amount)}\t`,
  count: (n) => `${n}\t`,
  time: (at) => (at === null ? '' : `${stamp(at)}\t`),
}

/** The same file saved again by Excel, which drops every guard it understood: formulas, tabs, last zeros, seconds. */
export const resaved = ({ nothing }: Pen, separator: ',' | '\t'): Pen => ({
  separator,
  nothing,
  id: (no) => no,
  words: (text) => (separator === '\t' ? text || nothing : quotedIfNeeded(text || nothing)),
  phone: (no) => no,
  money: (amount) => yuanText(amount).replace(/\.?0+$/, ''),
  count: String,
  time: (at) => (at === null ? nothing : excelStamp(at)),
})

/** An id that Excel took for a number: three digits are left of it, and no way back. */
export const mangling = (pen: Pen): Pen => ({ ...pen, id: scientific })

/** `140…` (18 digits) → `1.40E+17`; an id with anything but digits is safe. */
export function scientific(no: string): string {
  if (!/^\d{12,}$/.test(no)) return no
  const mantissa = Math.round(Number(no.slice(0, 4)) / 10)
  const carried = mantissa === 1000
  const shown = carried ? 100 : mantissa
  const exponent = no.length - 1 + (carried ? 1 : 0)
  return `${Math.floor(shown / 100)}.${String(shown % 100).padStart(2, '0')}E+${exponent}`
}

const wide = (text: string): string =>
  text.replace(/[0-9.]/g, (char) => String.fromCharCode(char.charCodeAt(0) + 0xfee0))

/** A row that somebody typed again with the input method in full width: `１２８．００`. */
export const widening = (pen: Pen): Pen => ({
  ...pen,
  money: (amount) => wide(pen.money(amount)),
  count: (n) => wide(pen.count(n)),
  phone: (no) => wide(pen.phone(no)),
})
