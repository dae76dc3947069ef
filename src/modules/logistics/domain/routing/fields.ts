import { type Fields, isFields } from '../../../../kernel/fields.ts'
import { type Refusal, type RefusalValues, refusal } from '../../../../kernel/refusal.ts'
import { routeRefusals } from '../../contract/refusals.ts'

/** Enough to correct a file by; a shifted column makes thousands. */
const MOST_REFUSALS = 100
/** Times, distances and amounts stay below a third of what a 32-bit whole number holds, so that sums do. */
export const LARGEST = 700_000_000
/** Instants may be seconds since 1970. */
export const LARGEST_INSTANT = 9_000_000_000

const shown = (x: unknown): string => {
  const text = x === undefined ? '空' : typeof x === 'string' ? `"${x}"` : (JSON.stringify(x) ?? String(x))
  return text.length > 40 ? `${text.slice(0, 40)}…` : text
}

/** Reads untrusted fields and collects what is wrong, each with its path; a wrong field reads as its fallback. */
export class FieldReader {
  readonly refused: Refusal[] = []
  readonly strict: boolean

  constructor(strict: boolean) {
    this.strict = strict
  }

  say(code: keyof typeof routeRefusals, path: string, values: RefusalValues = {}): void {
    const pointer = `/${path.replace(/\[(\d+)\]/g, '/$1').replaceAll('.', '/')}`
    const known = this.refused.some((r) => r.code === code && r.pointer === pointer)
    if (known || this.refused.length >= MOST_REFUSALS) return
    this.refused.push(refusal(routeRefusals, code, { path, ...values }, pointer))
  }

  fields(x: unknown, path: string, known: readonly string[]): Fields | null {
    if (!isFields(x)) {
      this.say('logistics.route_shape', path, { wanted: '对象', wantedEn: 'an object' })
      return null
    }
    if (this.strict)
      for (const key of Object.keys(x))
        if (!known.includes(key))
          this.say('logistics.route_unknown_key', path === '' ? key : `${path}.${key}`)
    return x
  }

  /** Missing reads as empty. */
  list(x: unknown, path: string): readonly unknown[] {
    if (x === undefined || x === null) return []
    if (Array.isArray(x)) return x
    this.say('logistics.route_shape', path, { wanted: '数组', wantedEn: 'an array' })
    return []
  }

  text(x: unknown, path: string): string | null {
    if (x === undefined || x === null) return null
    if (typeof x === 'string') return x
    this.say('logistics.route_shape', path, { wanted: '文字', wantedEn: 'text' })
    return null
  }

  flag(x: unknown, path: string, fallback: boolean): boolean {
    if (x === undefined || x === null) return fallback
    if (typeof x === 'boolean') return x
    this.say('logistics.route_shape', path, { wanted: ' true 或 false', wantedEn: 'true or false' })
    return fallback
  }

  /** `fallback` null: the field must be there. */
  whole(x: unknown, path: string, fallback: number | null, most = LARGEST, least = 0): number {
    if ((x === undefined || x === null) && fallback !== null) return fallback
    if (x === undefined || x === null) this.say('logistics.route_missing', path)
    else if (typeof x === 'number' && Number.isInteger(x) && x >= least && x <= most) return x
    else this.say('logistics.route_whole', path, { least, most, found: shown(x) })
    return fallback ?? least
  }

  number(x: unknown, path: string, fallback: number, most: number, least = 0): number {
    if (x === undefined || x === null) return fallback
    if (typeof x === 'number' && x >= least && x <= most) return x
    this.say('logistics.route_number', path, { least, most, found: shown(x) })
    return fallback
  }

  wholes(x: unknown, path: string, most = LARGEST): number[] {
    return this.list(x, path).map((item, i) => this.whole(item, `${path}[${i}]`, 0, most))
  }

  /** Longitude and latitude. */
  location(x: unknown, path: string): readonly [number, number] | null {
    if (x === undefined || x === null) return null
    const pair = this.list(x, path)
    if (pair.length !== 2) {
      this.say('logistics.route_shape', path, {
        wanted: '［经度, 纬度］',
        wantedEn: '[longitude, latitude]',
      })
      return null
    }
    return [this.number(pair[0], `${path}[0]`, 0, 180, -180), this.number(pair[1], `${path}[1]`, 0, 90, -90)]
  }

  /** No two of one kind share an id. */
  distinct(found: readonly { readonly id: number; readonly path: string }[]): void {
    const first = new Map<number, string>()
    for (const { id, path } of found) {
      const before = first.get(id)
      if (before === undefined) first.set(id, path)
      else this.say('logistics.route_duplicate', `${path}.id`, { id, first: before })
    }
  }
}
