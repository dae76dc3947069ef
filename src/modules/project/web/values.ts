import { type Day, day } from '#kernel/day'
import { parseYuan } from '#kernel/money'
import { fromFen } from '#kernel/wire'

const MOMENT = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d)$/

/** `2026-03-24 09:00`, the clock of China. */
export const isMoment = (text: string): boolean =>
  MOMENT.test(text.trim()) && !Number.isNaN(Date.parse(`${text.trim().replace(' ', 'T')}:00+08:00`))

/** 填的值 What a form holds, read as what the contract wants. Fields have checked themselves before. */
export class Filled {
  readonly #values: ReadonlyMap<string, unknown>
  constructor(values: object) {
    this.#values = new Map(Object.entries(values))
  }
  text(name: string): string {
    const value = this.#values.get(name)
    return typeof value === 'string' ? value.trim() : ''
  }
  /** Undefined where nothing was typed. */
  maybe(name: string): string | undefined {
    const text = this.text(name)
    return text === '' ? undefined : text
  }
  day(name: string): Day {
    return day(this.text(name))
  }
  /** Yuan as people write them, as fen on the wire. */
  fen(name: string): string {
    const fen = parseYuan(this.text(name))
    return fen === undefined ? '' : fromFen(fen)
  }
  count(name: string): number {
    return Number(this.text(name))
  }
  moment(name: string): string {
    return `${this.text(name).replace(' ', 'T')}:00+08:00`
  }
  is(name: string, value: string): boolean {
    return this.text(name) === value
  }
}
